"""Figures of protected datasets on screens, for those to whom the records are not open: as the public may know them.

Somebody can look at every figure, over every period that a page offers, and lay the values side by side. So all of
them are protected together; a period that no page offers is not told at all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.utils import timezone

from minbar.foundation.figures import kept
from minbar.foundation.figures.audiences import Audience
from minbar.foundation.figures.declare import Dataset, datasets
from minbar.foundation.figures.definition import Definition, DefinitionError, dataset_key
from minbar.foundation.figures.engines import LiveEngine
from minbar.foundation.figures.enums import FigureKind
from minbar.foundation.figures.evaluate import evaluate
from minbar.foundation.figures.masks import CLOSED, Counted, mask_of, masked, state
from minbar.foundation.figures.models import Figure
from minbar.foundation.figures.period import Period
from minbar.foundation.figures.publication import Publication
from minbar.foundation.figures.queries import COUNTED
from minbar.foundation.figures.reading import read_definition
from minbar.foundation.figures.records import may_see_records
from minbar.foundation.figures.results import Result

_PERIODS: list[Callable[[], Iterable[Period]]] = []


def offer_periods(periods: Callable[[], Iterable[Period]]) -> None:
    """Let protected figures be shown over these periods to everybody who sees figures."""
    _PERIODS.append(periods)


def results_for(user: Any, figures: Sequence[Figure], period: Period | None) -> dict[str, Result]:
    """The figures' results as :func:`.evaluate.evaluate` gives them, less what ``user`` may not know.

    Raises:
        DefinitionError: a definition no longer fits the declared datasets.
    """
    closed = [figure for figure in figures if _is_closed(figure, user)]
    found = evaluate([figure for figure in figures if figure not in closed], period=period)
    told = {key: told_of(key) for key in {str(dataset_key(figure.definition)) for figure in closed}}
    for figure in closed:
        definition = read_definition(figure.definition or {}, figure=figure.key)
        found[figure.key] = told[definition.dataset.key].get(_name(figure, period)) or _nothing(figure, definition)
    return {figure.key: found[figure.key] for figure in figures}


def _is_closed(figure: Figure, user: Any) -> bool:
    dataset = dataset_of_figure(figure)
    return dataset is not None and dataset.is_protected and not may_see_records(user, dataset)


def _nothing(figure: Figure, definition: Definition) -> Result:
    """Of a figure that is not among those told."""
    dimensions = definition.dataset.all_dimensions()
    by = tuple(dimensions[key] for key in definition.by)
    return masked(Result(figure.key, None, figure.unit, by, as_of=timezone.now(), engine=LiveEngine.name), CLOSED)


def dataset_of_figure(figure: Figure) -> Dataset | None:
    """What a traced figure counts; None where it is declared, or where that can no longer be counted."""
    return datasets().get(dataset_key(figure.definition))


def _name(figure: Figure, period: Period | None) -> tuple[str, str, Period | None]:
    """A figure as it is kept, over a period; one that was changed since, or split otherwise, is another."""
    return figure.key, json.dumps(figure.definition, sort_keys=True), period


def told_of(dataset: str, *, anew: bool = False) -> kept.Told:
    """All figures of a protected dataset, over all periods that are offered, as everybody may know them.

    Args:
        anew: count them even where what was kept is recent enough.
    """
    figures: list[Figure] = [*Figure.objects.alias(counted=COUNTED).filter(kind=FigureKind.TRACED, counted=dataset)]
    definitions = {figure: found for figure in figures if (found := _read(figure))}
    periods = list(dict.fromkeys([None, *(one for offered in _PERIODS for one in offered())]))
    names = tuple(_name(figure, period) for period in periods for figure in definitions)
    asked = kept.Asked(datasets()[dataset], names, Audience.PUBLIC.threshold)
    if not anew and (before := kept.find(asked)) is not None:
        return before
    as_of = timezone.now()
    results = {
        (figure, period): result
        for period in periods
        for figure, result in zip(definitions, evaluate(list(definitions), period=period).values(), strict=True)
    }
    told = _protected(datasets()[dataset], definitions, results, asked.threshold)
    kept.keep(asked, told, as_of=as_of, records=max((one.records or 0 for one in results.values()), default=0))
    return told


def _protected(
    dataset: Dataset,
    definitions: Mapping[Figure, Definition],
    results: Mapping[tuple[Figure, Period | None], Result],
    threshold: int,
) -> kept.Told:
    """The results without what is hidden of them, so that none is known from the others."""
    publication, published = Publication(dataset), []
    for (figure, period), result in results.items():
        rows = [(row.values, row.records or 0) for row in result.rows]
        definition = definitions[figure]
        conditions = definition.conditions_in(period)
        one = Counted(_name(figure, period), conditions, result.records or 0, definition.by, rows)
        state(publication, one, threshold=threshold)
        published.append((one, result))
    hidden = publication.suppress(threshold).hidden
    return {one.name: masked(result, mask_of(one, hidden, threshold)) for one, result in published}


def _read(figure: Figure) -> Definition | None:
    try:
        return read_definition(figure.definition or {}, figure=figure.key)
    except DefinitionError:
        return None
