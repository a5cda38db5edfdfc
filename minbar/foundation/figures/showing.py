"""Figures of protected facts on screens, for those to whom the records are not open: as the public may know them.

Somebody can look at every figure, over every period that a page offers, and lay the values side by side. So all of
them are protected together; a period that no page offers is not told at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from minbar.foundation.figures.audiences import Audience
from minbar.foundation.figures.declare import Fact, facts
from minbar.foundation.figures.definition import Definition, DefinitionError, read_definition
from minbar.foundation.figures.enums import FigureKind
from minbar.foundation.figures.evaluate import evaluate
from minbar.foundation.figures.masks import CLOSED, Counted, Mask, mask_of, masked, state
from minbar.foundation.figures.models import Figure
from minbar.foundation.figures.period import Period
from minbar.foundation.figures.publication import Publication
from minbar.foundation.figures.records import may_see_records
from minbar.foundation.figures.results import Result

_PERIODS: list[Callable[[], Iterable[Period]]] = []


def offer_periods(periods: Callable[[], Iterable[Period]]) -> None:
    """Let protected figures be shown over these periods to everybody who sees figures."""
    _PERIODS.append(periods)


def results_for(user: Any, figures: Sequence[Figure], period: Period | None) -> dict[str, Result]:
    """The figures' results as :func:`.evaluate.evaluate` gives them, less what ``user`` may not know.

    Raises:
        DefinitionError: a definition no longer fits the declared facts.
    """
    results = evaluate(figures, period=period)
    closed: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if (fact := fact_of(figure)) and fact.is_protected and not may_see_records(user, fact):
            closed[fact.key].append(figure)
    for key, asked in closed.items():
        masks = _masks(key)
        for figure in asked:
            results[figure.key] = masked(results[figure.key], masks.get(_name(figure, period), CLOSED))
    return results


def fact_of(figure: Figure) -> Fact | None:
    """What a traced figure counts; None where it is declared, or where that can no longer be counted."""
    return facts().get((figure.definition or {}).get("fact", ""))


def _name(figure: Figure, period: Period | None) -> tuple[str, str, Period | None]:
    """A figure as it is kept, over a period; one that was changed since, or split otherwise, is another."""
    return figure.key, repr(figure.definition), period


def _masks(fact: str) -> Mapping[Any, Mask]:
    """The masks of all figures of a fact over all periods that are offered."""
    kept = Figure.objects.filter(kind=FigureKind.TRACED, definition__fact=fact)
    definitions = {figure: found for figure in kept if (found := _read(figure))}
    threshold = Audience.PUBLIC.threshold
    publication, published = Publication(facts()[fact]), []
    for period in dict.fromkeys([None, *(one for offered in _PERIODS for one in offered())]):
        results = evaluate(list(definitions), period=period)
        for figure, definition in definitions.items():
            result = results[figure.key]
            rows = [(row.values, row.records or 0) for row in result.rows]
            conditions = definition.conditions_in(period)
            published.append(Counted(_name(figure, period), conditions, result.records or 0, definition.by, rows))
            state(publication, published[-1], threshold=threshold)
    hidden = publication.suppress(threshold).hidden
    return {one.name: mask_of(one, hidden, threshold) for one in published}


def _read(figure: Figure) -> Definition | None:
    try:
        return read_definition(figure.definition or {}, figure=figure.key)
    except DefinitionError:
        return None
