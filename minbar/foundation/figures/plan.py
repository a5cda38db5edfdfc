"""Which groupings answer a set of figures: as few as possible, and each as narrow as the figures allow.

A figure needs *slices* of its dataset: its total and, if it is disaggregated, its parts. Counts and sums add up, so a
slice of them can be read from any finer grouping; a person counted once in each of two groups is still one person, so
a distinct count needs a grouping of exactly its own keys. Slices that fit together share a :class:`Grouping`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from minbar.foundation.figures.definition import Condition, During, OneOf
from minbar.foundation.figures.period import Period, write_unit

#: Beyond this number of different years, quarters or months in one batch, grouping by them beats filtering for each.
UNITS_TO_GROUP = 2


@dataclass(frozen=True)
class Slice:
    """What is read from a grouping's result: rows where ``chosen`` holds, added up over the keys not in ``by``."""

    where: frozenset[Condition]
    chosen: frozenset[OneOf]
    by: tuple[str, ...]
    distinct: str | None = None

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(self.by) | {one.dimension for one in self.chosen}


@dataclass(frozen=True)
class Grouping:
    """Rows that satisfy ``where``, grouped by ``keys``: counted and summed, or (``distinct``) a column's values."""

    where: frozenset[Condition]
    keys: tuple[str, ...]
    distinct: str | None = None


def additive(conditions: Iterable[Condition], by: tuple[str, ...]) -> Slice:
    """The slice of a count or a sum: every list of values is chosen from the grouping's result."""
    conditions = frozenset(conditions)
    chosen = frozenset(one for one in conditions if isinstance(one, OneOf))
    return Slice(conditions - chosen, chosen, by)


def distinct(conditions: Iterable[Condition], by: tuple[str, ...], column: str) -> Slice:
    """The slice of a distinct count: only single values, and lists of what it is split by, can be chosen afterwards."""
    conditions = frozenset(conditions)
    chosen = frozenset(
        one for one in conditions if isinstance(one, OneOf) and (len(one.values) == 1 or one.dimension in by)
    )
    return Slice(conditions - chosen, chosen, by, column)


def group_units(all_conditions: Collection[tuple[Condition, ...]]) -> list[tuple[Condition, ...]]:
    """Turn periods that are whole years, quarters or months into values of that dimension where a batch has several."""
    seen: dict[str, set[Period]] = defaultdict(set)
    for conditions in all_conditions:
        for condition in conditions:
            if isinstance(condition, During) and (unit := condition.period.unit):
                seen[unit].add(condition.period)
    often = {unit for unit, periods in seen.items() if len(periods) >= UNITS_TO_GROUP}
    return [tuple(_as_value(condition, often) for condition in conditions) for conditions in all_conditions]


def _as_value(condition: Condition, units: Collection[str]) -> Condition:
    if isinstance(condition, During) and (unit := condition.period.unit) in units and unit:
        assert condition.period.start
        return OneOf(unit, frozenset([write_unit(unit, condition.period.start)]))
    return condition


def groupings(slices: Collection[Slice]) -> dict[Slice, Grouping]:
    """For each slice the grouping that it is read from; equal groupings are one query's branch."""
    homes = {one: one.keys if one.distinct else _widest(one, slices) for one in slices}
    tenants: dict[tuple[frozenset[Condition], frozenset[str], str | None], list[Slice]] = defaultdict(list)
    for one, keys in homes.items():
        tenants[one.where, keys, one.distinct].append(one)
    answer = {}
    for (where, keys, column), together in tenants.items():
        grouping = Grouping(where | _wanted_by_all(together), tuple(sorted(keys)), column)
        answer.update(dict.fromkeys(together, grouping))
    return answer


def _widest(one: Slice, slices: Collection[Slice]) -> frozenset[str]:
    """The keys of the smallest slice that no other outgrows and that holds this one's keys."""
    fitting = {other.keys for other in slices if other.where == one.where and not other.distinct}
    largest = [keys for keys in fitting if not any(keys < other for other in fitting)]
    return min((keys for keys in largest if one.keys <= keys), key=lambda keys: (len(keys), sorted(keys)))


def _wanted_by_all(slices: Collection[Slice]) -> frozenset[Condition]:
    """Values that no slice of the grouping looks beyond need not be grouped: {sex: f} and {sex: m} give {sex: f, m}."""
    wanted = [{one.dimension: one.values for one in each.chosen} for each in slices]
    common = frozenset.intersection(*(frozenset(each) for each in wanted))
    return frozenset(OneOf(key, frozenset().union(*(each[key] for each in wanted))) for key in common)
