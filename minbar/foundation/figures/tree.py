"""Builds the one expression tree that all engines run: a fact's relation once, and a branch for each grouping."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlglot import exp

from minbar.foundation.figures.declare import Fact
from minbar.foundation.figures.definition import Between, Condition, During, OneOf
from minbar.foundation.figures.period import UNITS, read_unit
from minbar.foundation.figures.plan import Grouping, conditions_on

#: Sums are exact to six decimal places in every engine.
SUM_TYPE = "DECIMAL(38, 6)"
_FACT, _GROUPED = "f", "g"


def grouped_query(fact: Fact, relation: exp.Expr, groupings: Sequence[Grouping], sums: Sequence[str]) -> exp.Query:
    """One query for all groupings of a fact.

    Its columns: ``grouping`` (index in ``groupings``), ``k0`` … (keys as text; NULL is unknown, or beyond the
    grouping's keys), ``n`` (rows, or different values), ``s0`` … (totals of the columns ``sums``).
    """
    width = max((len(grouping.keys) for grouping in groupings), default=0)
    shared = conditions_on(groupings)
    branches = [_branch(number, grouping, shared, width, sums) for number, grouping in enumerate(groupings)]
    query: exp.Query = branches[0]
    for branch in branches[1:]:
        query = exp.union(query, branch, distinct=False, copy=False)
    return query.with_(_FACT, as_=_narrowed(fact, relation, groupings, sums, shared))


def records_query(fact: Fact, relation: exp.Expr, conditions: Iterable[Condition]) -> exp.Select:
    """The rows that satisfy the conditions, latest first: ``uid``, the day (NULL without one), then each declared
    dimension's value as text."""
    columns = {key: _dimension(fact, key) for key in fact.all_dimensions()}
    day: exp.Expr = _period(fact) if fact.period else exp.cast(exp.Null(), "DATE")
    values = [exp.cast(_column(dimension.source), "TEXT") for dimension in fact.dimensions]
    query = exp.select(_column("uid"), exp.alias_(day, "day"), *values).from_(relation)
    for condition in _ordered(conditions):
        query = query.where(_where(condition, columns, day), copy=False)
    return query.order_by(exp.Ordered(this=exp.column("day"), desc=True, nulls_first=False), _column("id"), copy=False)


def count_query(fact: Fact, relation: exp.Expr, conditions: Iterable[Condition]) -> exp.Select:
    """How many rows satisfy the conditions."""
    rows = records_query(fact, relation, conditions)
    rows.set("order", None)
    return rows.select(exp.alias_(exp.Count(this=exp.Star()), "n"), append=False, copy=False)


def _narrowed(
    fact: Fact,
    relation: exp.Expr,
    groupings: Sequence[Grouping],
    sums: Sequence[str],
    shared: frozenset[Condition],
) -> exp.Select:
    """The columns that the groupings need, of the rows that any of them needs."""
    conditions = frozenset[Condition]().union(*(grouping.where for grouping in groupings))
    keys = {key for grouping in groupings for key in grouping.keys}
    keys |= {condition.dimension for condition in conditions if not isinstance(condition, During)}
    columns = {key: _dimension(fact, key) for key in sorted(keys)}
    selected = [exp.alias_(column, _key(key), quoted=True) for key, column in columns.items()]
    measured = {*sums, *(grouping.distinct for grouping in groupings if grouping.distinct)}
    selected += [exp.alias_(_column(name), _measured(name), quoted=True) for name in sorted(measured)]
    if any(isinstance(condition, During) for condition in conditions - shared):
        selected.append(exp.alias_(_period(fact), "day"))
    query = exp.select(*(selected or [exp.alias_(exp.Literal.number(1), "one")])).from_(relation)
    for condition in _ordered(shared):
        query = query.where(_where(condition, columns, _period(fact)), copy=False)
    return query


def _branch(
    number: int, grouping: Grouping, shared: frozenset[Condition], width: int, sums: Sequence[str]
) -> exp.Select:
    inner = _grouped_distinct if grouping.distinct else _grouped_sums
    names = [f"k{place}" for place in range(len(grouping.keys))]
    grouped = inner(grouping, shared, sums)
    keys = [exp.cast(exp.column(name, _GROUPED), "TEXT") for name in names]
    keys += [exp.cast(exp.Null(), "TEXT")] * (width - len(keys))
    outer = exp.select(exp.alias_(exp.Literal.number(number), "grouping_number"))
    outer = outer.select(*(exp.alias_(key.copy(), f"k{place}") for place, key in enumerate(keys)), copy=False)
    if grouping.distinct:
        outer = outer.select(exp.alias_(exp.Count(this=exp.Star()), "n"), copy=False)
        empty = exp.cast(exp.Literal.number(0), SUM_TYPE)
        outer = outer.select(*(exp.alias_(empty.copy(), f"s{place}") for place in range(len(sums))), copy=False)
        outer = outer.group_by(*(exp.column(name, _GROUPED) for name in names), copy=False)
    else:
        outer = outer.select(exp.column("n", _GROUPED), copy=False)
        outer = outer.select(*(exp.column(f"s{place}", _GROUPED) for place in range(len(sums))), copy=False)
    return outer.from_(grouped.subquery(_GROUPED), copy=False)


def _grouped_sums(grouping: Grouping, shared: frozenset[Condition], sums: Sequence[str]) -> exp.Select:
    query = _keys(grouping, shared).select(exp.alias_(exp.Count(this=exp.Star()), "n"), copy=False)
    for place, name in enumerate(sums):
        total = exp.func(
            "COALESCE", exp.Sum(this=exp.column(_measured(name), _FACT, quoted=True)), exp.Literal.number(0)
        )
        query = query.select(exp.alias_(exp.cast(total, SUM_TYPE), f"s{place}"), copy=False)
    return query.group_by(*_group_columns(grouping), copy=False)


def _grouped_distinct(grouping: Grouping, shared: frozenset[Condition], _sums: Sequence[str]) -> exp.Select:
    """Each value once a group. PostgreSQL hashes this, where it would sort for COUNT(DISTINCT …)."""
    assert grouping.distinct
    value = exp.column(_measured(grouping.distinct), _FACT, quoted=True)
    query = _keys(grouping, shared).select(exp.alias_(value, "value"), copy=False)
    query = query.where(value.copy().is_(exp.null()).not_(), copy=False)
    return query.group_by(*_group_columns(grouping), value.copy(), copy=False)


def _keys(grouping: Grouping, shared: frozenset[Condition]) -> exp.Select:
    columns = _group_columns(grouping)
    query = exp.select(*(exp.alias_(column, f"k{place}") for place, column in enumerate(columns)))
    query = query.from_(_FACT, copy=False)
    conditions = grouping.where - shared
    by_key = {c.dimension: _key_column(c.dimension) for c in conditions if not isinstance(c, During)}
    for condition in _ordered(conditions):
        query = query.where(_where(condition, by_key, exp.column("day", _FACT)), copy=False)
    return query


def _group_columns(grouping: Grouping) -> list[exp.Expr]:
    return [_key_column(key) for key in grouping.keys]


def _where(condition: Condition, columns: dict[str, exp.Expr], day: exp.Expr) -> exp.Expr:
    if isinstance(condition, During):
        start, end = condition.period.start, condition.period.end
        return _bounds(day, _date(start.isoformat()) if start else None, _date(end.isoformat()) if end else None)
    column = columns[condition.dimension]
    if isinstance(condition, Between):
        low, high = condition.low, condition.high
        return _bounds(column, None if low is None else exp.Literal.number(str(low)),
                       None if high is None else exp.Literal.number(str(high)))  # fmt: skip
    return _one_of(condition, column)


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


def _dimension(fact: Fact, key: str) -> exp.Expr:
    if key in UNITS:
        return exp.cast(exp.TimestampTrunc(this=_period(fact), unit=exp.Var(this=key.upper())), "DATE")
    return _column(fact.all_dimensions()[key].source)


def _period(fact: Fact) -> exp.Expr:
    return exp.cast(_column(fact.period or ""), "DATE")


def _column(name: str) -> exp.Expr:
    return exp.column(name, "r", quoted=True)


def _key(key: str) -> str:
    return f"d_{key}"


def _measured(name: str) -> str:
    return f"m_{name}"


def _key_column(key: str) -> exp.Expr:
    return exp.column(_key(key), _FACT, quoted=True)


def _date(iso: str) -> exp.Expr:
    return exp.cast(exp.Literal.string(iso), "DATE")


def _ordered(conditions: Iterable[Condition]) -> list[Condition]:
    """In an order that does not change from run to run, so that a plan or a cached query is found again."""
    return sorted(conditions, key=lambda condition: (type(condition).__name__, repr(condition)))
