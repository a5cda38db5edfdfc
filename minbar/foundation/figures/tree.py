"""Builds the one expression tree that all engines run: a branch for each grouping of a dataset's rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlglot import exp

from minbar.foundation.figures.codes import Codes, code_column
from minbar.foundation.figures.declare import Dataset
from minbar.foundation.figures.definition import Between, Condition, During, OneOf
from minbar.foundation.figures.period import UNITS, read_unit
from minbar.foundation.figures.plan import Grouping

#: Sums are exact to six decimal places in every engine.
SUM_TYPE = "DECIMAL(38, 6)"
_ROWS, _GROUPED = "f", "g"


def grouped_query(
    dataset: Dataset,
    relation: exp.Expr,
    groupings: Sequence[Grouping],
    sums: Sequence[str],
    *,
    codes: Codes | None = None,
    hashed: bool = False,
) -> exp.Query:
    """One query for all groupings of a dataset.

    Its columns: ``grouping_number`` (index in ``groupings``), ``k0`` … (keys, or their codes, as text; NULL is
    unknown, or beyond the grouping's keys), ``n`` (rows, or different values), ``s0`` … (totals of the columns
    ``sums``).

    Args:
        relation: the dataset's rows under the alias ``r``.
        codes: the dimensions that the relation has codes of; these are grouped and filtered.
        hashed: count different values by grouping twice, for an engine that would sort for ``COUNT(DISTINCT …)``.
    """
    width = max((len(grouping.keys) for grouping in groupings), default=0)
    query: exp.Query | None = None
    for number, grouping in enumerate(groupings):
        rows = _narrowed(dataset, relation.copy(), grouping, sums, codes or {})
        branch = _branch(number, grouping, _grouped(grouping, rows, sums, hashed=hashed), width, sums)
        query = branch if query is None else exp.union(query, branch, distinct=False, copy=False)
    assert query is not None
    return query


def records_query(dataset: Dataset, relation: exp.Expr, conditions: Iterable[Condition]) -> exp.Select:
    """The rows that satisfy the conditions, latest first.

    Its columns: the record's identifier, the day (NULL without one), each declared dimension's value as text.
    """
    day: exp.Expr = _period(dataset) if dataset.period else exp.cast(exp.Null(), "DATE")
    values = [exp.cast(_column(dimension.source), "TEXT") for dimension in dataset.dimensions]
    query = exp.select(_column(dataset.record_column), exp.alias_(day, "day"), *values).from_(relation)
    for condition in _ordered(conditions):
        query = query.where(_where(dataset, condition, {}), copy=False)
    return query.order_by(exp.Ordered(this=exp.column("day"), desc=True, nulls_first=False), _column("id"), copy=False)


def count_query(dataset: Dataset, relation: exp.Expr, conditions: Iterable[Condition]) -> exp.Select:
    """How many rows satisfy the conditions."""
    rows = records_query(dataset, relation, conditions)
    rows.set("order", None)
    return rows.select(exp.alias_(exp.Count(this=exp.Star()), "n"), append=False, copy=False)


def _narrowed(
    dataset: Dataset, relation: exp.Expr, grouping: Grouping, sums: Sequence[str], codes: Codes
) -> exp.Select:
    """The columns that a grouping needs (``k0`` …; ``m0`` … or ``m``), of the rows that it counts."""
    selected = [exp.alias_(_key(dataset, key, codes), f"k{place}") for place, key in enumerate(grouping.keys)]
    if grouping.distinct:
        selected.append(exp.alias_(_column(grouping.distinct), "m"))
    else:
        selected += [exp.alias_(_column(name), f"m{place}") for place, name in enumerate(sums)]
    query = exp.select(*(selected or [exp.alias_(exp.Literal.number(1), "one")])).from_(relation, copy=False)
    for condition in _ordered(grouping.where):
        query = query.where(_where(dataset, condition, codes), copy=False)
    if grouping.distinct:
        query = query.where(_column(grouping.distinct).is_(exp.null()).not_(), copy=False)
    return query


def _grouped(grouping: Grouping, rows: exp.Select, sums: Sequence[str], *, hashed: bool) -> exp.Select:
    """``k0`` …, ``n`` and, where rows are counted, ``s0`` …"""
    keys = [exp.column(f"k{place}", _ROWS) for place in range(len(grouping.keys))]
    query = exp.select(*(key.copy() for key in keys))
    number: exp.Expr = exp.Count(this=exp.Star())
    if grouping.distinct and hashed:
        value = exp.column("m", _ROWS)
        once = query.select(value).from_(rows.subquery(_ROWS, copy=False), copy=False)
        rows = once.group_by(*(key.copy() for key in keys), value.copy(), copy=False)
    elif grouping.distinct:
        number = exp.Count(this=exp.Distinct(expressions=[exp.column("m", _ROWS)]))
    query = query.select(exp.alias_(number, "n")).from_(rows.subquery(_ROWS, copy=False), copy=False)
    if not grouping.distinct:
        for place in range(len(sums)):
            total = exp.func("COALESCE", exp.Sum(this=exp.column(f"m{place}", _ROWS)), exp.Literal.number(0))
            query = query.select(exp.alias_(exp.cast(total, SUM_TYPE), f"s{place}"), copy=False)
    return query.group_by(*keys, copy=False)


def _branch(number: int, grouping: Grouping, grouped: exp.Select, width: int, sums: Sequence[str]) -> exp.Select:
    """The grouping's result in the columns that all groupings share."""
    keys: list[exp.Expr] = [exp.cast(exp.column(f"k{place}", _GROUPED), "TEXT") for place in range(len(grouping.keys))]
    keys += [exp.cast(exp.Null(), "TEXT") for _missing in range(width - len(keys))]
    columns = [exp.alias_(exp.Literal.number(number), "grouping_number")]
    columns += [exp.alias_(key, f"k{place}") for place, key in enumerate(keys)]
    columns.append(exp.column("n", _GROUPED))
    for place in range(len(sums)):
        total = exp.cast(exp.Literal.number(0), SUM_TYPE) if grouping.distinct else exp.column(f"s{place}", _GROUPED)
        columns.append(exp.alias_(total, f"s{place}"))
    return exp.select(*columns).from_(grouped.subquery(_GROUPED, copy=False), copy=False)


def _where(dataset: Dataset, condition: Condition, codes: Codes) -> exp.Expr:
    if isinstance(condition, During):
        day = _period(dataset)
        start, end = condition.period.start, condition.period.end
        return _bounds(day, _date(start.isoformat()) if start else None, _date(end.isoformat()) if end else None)
    column = _dimension(dataset, condition.dimension)
    if isinstance(condition, Between):
        low, high = condition.low, condition.high
        return _bounds(column, None if low is None else exp.Literal.number(str(low)),
                       None if high is None else exp.Literal.number(str(high)))  # fmt: skip
    if (values := codes.get(condition.dimension)) is not None:
        return _coded(condition, _key(dataset, condition.dimension, codes), values)
    return _one_of(condition, column)


def _coded(condition: OneOf, column: exp.Expr, values: Sequence[str]) -> exp.Expr:
    """The condition over codes; a value that no row has needs no test."""
    tests: list[exp.Expr] = []
    if places := [place for place, value in enumerate(values) if value in condition.values]:
        tests.append(column.copy().isin(*map(exp.Literal.number, places)))
    if None in condition.values:
        tests.append(column.copy().is_(exp.null()))
    return exp.or_(*tests) if tests else exp.false()


def _one_of(condition: OneOf, column: exp.Expr) -> exp.Expr:
    named = sorted(value for value in condition.values if value is not None)
    tests: list[exp.Expr] = []
    if named and condition.dimension in UNITS:
        firsts = (read_unit(condition.dimension, value).start for value in named)
        tests.append(column.copy().isin(*(_date(first.isoformat()) for first in firsts if first)))
    elif named:
        tests.append(exp.cast(column.copy(), "TEXT").isin(*(exp.Literal.string(value) for value in named)))
    if None in condition.values:
        tests.append(column.copy().is_(exp.null()))
    return exp.or_(*tests)


def _bounds(column: exp.Expr, low: exp.Expr | None, high: exp.Expr | None) -> exp.Expr:
    tests: list[exp.Expr] = []
    if low is not None:
        tests.append(exp.GTE(this=column.copy(), expression=low))
    if high is not None:
        tests.append(exp.LTE(this=column.copy(), expression=high))
    return exp.and_(*tests) if tests else exp.true()


def _key(dataset: Dataset, key: str, codes: Codes) -> exp.Expr:
    return _column(code_column(key)) if key in codes else _dimension(dataset, key)


def _dimension(dataset: Dataset, key: str) -> exp.Expr:
    if key in UNITS:
        return exp.cast(exp.TimestampTrunc(this=_period(dataset), unit=exp.Var(this=key.upper())), "DATE")
    return _column(dataset.all_dimensions()[key].source)


def _period(dataset: Dataset) -> exp.Expr:
    return exp.cast(_column(dataset.period or ""), "DATE")


def _column(name: str) -> exp.Expr:
    return exp.column(name, "r", quoted=True)


def _date(iso: str) -> exp.Expr:
    return exp.cast(exp.Literal.string(iso), "DATE")


def _ordered(conditions: Iterable[Condition]) -> list[Condition]:
    """In an order that does not change from run to run, so that a plan or a cached query is found again."""
    return sorted(conditions, key=lambda condition: (type(condition).__name__, repr(condition)))
