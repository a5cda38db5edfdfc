"""Evaluates figures: all those of a dataset in one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from minbar.foundation.figures import plan
from minbar.foundation.figures.answers import Answers, plain
from minbar.foundation.figures.declare import Count, Dataset, Dimension, Distinct, Measure, Ratio, Sum
from minbar.foundation.figures.definition import Condition, Definition
from minbar.foundation.figures.engines import Engine, LiveEngine, default_engine
from minbar.foundation.figures.enums import FigureKind
from minbar.foundation.figures.models import Figure
from minbar.foundation.figures.period import Period
from minbar.foundation.figures.reading import read_definition
from minbar.foundation.figures.results import Result, Row, Value
from minbar.foundation.text.languages import Language

#: A number with the form that fractions take in each of the languages ("12.5 hours").
FRACTION = 100


def evaluate(
    figures: Iterable[Figure],
    *,
    period: Period | tuple[date | None, date | None] | None = None,
    engine: Engine | None = None,
) -> dict[str, Result]:
    """Evaluate figures; one query for each dataset that they count.

    Args:
        figures: traced and declared ones, saved or not.
        period: of the edition, for the figures that ask for it; None leaves them without limit.
        engine: where to compute; the installation's own where None. A protected dataset is read in PostgreSQL whatever
            engine is named.

    Returns:
        key of the figure → its result, in the order given.

    Raises:
        DefinitionError: a definition no longer fits the declared datasets; its message names the figure.
    """
    figures = list(figures)
    edition = Period(*period) if isinstance(period, tuple) else period
    results: dict[str, Result] = {figure.key: _declared(figure) for figure in figures}
    asked: dict[str, list[_Asked]] = defaultdict(list)
    for figure in figures:
        if figure.kind == FigureKind.TRACED:
            definition = read_definition(figure.definition or {}, figure=figure.key)
            asked[definition.dataset.key].append(_Asked(figure, definition, definition.conditions_in(edition)))
    chosen = engine or default_engine()
    for together in asked.values():
        dataset = together[0].definition.dataset
        with dataset.within():
            results.update(_evaluate_dataset(dataset, together, LiveEngine() if dataset.is_protected else chosen))
    return results


@dataclass(frozen=True)
class _Asked:
    figure: Figure
    definition: Definition
    conditions: tuple[Condition, ...]


def _evaluate_dataset(dataset: Dataset, asked: Sequence[_Asked], engine: Engine) -> Iterable[tuple[str, Result]]:
    grouped = plan.group_units([one.conditions for one in asked])
    asked = [_Asked(one.figure, one.definition, conditions) for one, conditions in zip(asked, grouped, strict=True)]
    slices = dict.fromkeys(piece for one in asked for piece in _slices(dataset, one))
    homes = plan.groupings(slices)
    groupings = list(dict.fromkeys(homes.values()))
    sums = sorted({measure.column for one in asked for measure in _leaves(dataset, one.definition.measure)
                   if isinstance(measure, Sum)})  # fmt: skip
    as_of = engine.as_of(dataset)
    codes = engine.codes(dataset)
    from minbar.foundation.figures.tree import grouped_query  # sqlglot is loaded where it is used

    tree = grouped_query(dataset, engine.relation(dataset), groupings, sums, codes=codes, hashed=engine.hashed)
    answers = Answers(groupings, homes, sums, engine.fetch(tree), codes)
    orders = _Orders()
    for one in asked:
        result = _result(dataset, one, answers, orders)
        yield one.figure.key, replace(result, as_of=as_of, engine=engine.name)


def _slices(dataset: Dataset, one: _Asked) -> Iterable[plan.Slice]:
    for by in {(), one.definition.by}:
        yield plan.additive(one.conditions, by)
        for measure in _leaves(dataset, one.definition.measure):
            if isinstance(measure, Distinct):
                yield plan.distinct(one.conditions, by, measure.column)


def _leaves(dataset: Dataset, measure: Measure) -> Iterable[Count | Sum | Distinct]:
    """The measures that a measure is computed from."""
    if isinstance(measure, Ratio):
        for part in (measure.numerator, measure.denominator):
            yield from _leaves(dataset, dataset.all_measures()[part])
    else:
        yield measure


def _result(dataset: Dataset, one: _Asked, answers: Answers, orders: _Orders) -> Result:
    definition = one.definition
    dimensions = tuple(dataset.all_dimensions()[key] for key in definition.by)
    rows: tuple[Row, ...] = ()
    if definition.by:
        values = _values(dataset, definition.measure, one, definition.by, answers)
        piece = plan.additive(one.conditions, definition.by)
        counts = answers.counts(piece)
        rows = tuple(Row(keys, values.get(keys, 0), counts[keys]) for keys in orders.sort(piece, dimensions, counts))
    value = _values(dataset, definition.measure, one, (), answers).get((), 0)
    return Result(
        key=one.figure.key,
        value=value,
        unit=one.figure.unit or unit_of(definition.measure, value),
        by=dimensions,
        rows=rows,
        records=answers.counts(plan.additive(one.conditions, ())).get((), 0),
    )


def _values(
    dataset: Dataset, measure: Measure, one: _Asked, by: tuple[str, ...], answers: Answers
) -> Mapping[tuple[str | None, ...], Value]:
    if isinstance(measure, Ratio):
        above, below = (
            _values(dataset, dataset.all_measures()[part], one, by, answers)
            for part in (measure.numerator, measure.denominator)
        )
        parts = answers.counts(plan.additive(one.conditions, by)) if by else [()]
        return {keys: divide(above.get(keys, 0), below.get(keys, 0)) for keys in parts}
    if isinstance(measure, Distinct):
        return answers.counts(plan.distinct(one.conditions, by, measure.column))
    if isinstance(measure, Sum):
        return answers.sums(plan.additive(one.conditions, by), measure.column)
    return answers.counts(plan.additive(one.conditions, by))


def divide(above: Value, below: Value) -> Value:
    """A ratio, to 28 significant digits; None where there is nothing to divide by."""
    if above is None or not below:
        return None
    return plain(Decimal(above) / Decimal(below))


def _declared(figure: Figure) -> Result:
    value = None if figure.value is None else plain(figure.value)
    return Result(key=figure.key, value=value, unit=figure.unit, as_of=figure.as_of)


def unit_of(measure: Measure, value: Value) -> Mapping[str, str]:
    """What stands after the value, in three languages: "470 hours" is "470 ساعة", "5 hours" is "5 ساعات"."""
    from django.utils import translation

    if not isinstance(measure, Sum) or measure.unit is None:
        return {}
    is_whole = value is not None and value == int(value)
    number = abs(int(value or 0)) if is_whole else FRACTION
    labels = {}
    for language in Language:
        with translation.override(language):
            labels[language.value] = measure.unit(number)
    return labels


class _Orders:
    """Sorts parts as the dimensions declare their values, the unknown last.

    Each dimension's values are read once, and parts that figures share are sorted once.
    """

    def __init__(self) -> None:
        self._declared: dict[str, Mapping[str, int]] = {}
        self._sorted: dict[plan.Slice, list[tuple[str | None, ...]]] = {}

    def sort(
        self, piece: plan.Slice, dimensions: Sequence[Dimension], keys: Collection[tuple[str | None, ...]]
    ) -> list[tuple[str | None, ...]]:
        """The keys of a slice that is split by ``dimensions``."""
        if piece not in self._sorted:
            ranks = [
                self._ranks(dimension, {values[place] for values in keys}) for place, dimension in enumerate(dimensions)
            ]

            def order(values: tuple[str | None, ...]) -> list[int]:
                return [rank[value] for rank, value in zip(ranks, values, strict=True)]

            self._sorted[piece] = sorted(keys, key=order)
        return self._sorted[piece]

    def _ranks(self, dimension: Dimension, seen: Collection[str | None]) -> Mapping[str | None, int]:
        if dimension.key not in self._declared:
            values = dimension.values() if dimension.values else ()
            self._declared[dimension.key] = {str(value): place for place, value in enumerate(values)}
        known = self._declared[dimension.key]
        ordered = sorted(seen, key=lambda value: (value is None, known.get(value or "", len(known)), value or ""))
        return {value: rank for rank, value in enumerate(ordered)}
