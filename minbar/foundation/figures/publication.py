"""Published figures as what :mod:`.suppression` protects: their definitions become boxes over axes.

An axis is a dimension, or several within each other (a district lies in one province), or the time, or the order of
publications. Its classes are the values that no definition tells apart. Only values that records have are taken to be
possible: whoever attacks may know which ones never occur.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from minbar.foundation.figures.blocks import Box
from minbar.foundation.figures.declare import Dataset
from minbar.foundation.figures.definition import Between, Condition, During, OneOf, number
from minbar.foundation.figures.evaluate import evaluate
from minbar.foundation.figures.models import Figure
from minbar.foundation.figures.period import UNITS, Period, read_unit, write_unit
from minbar.foundation.figures.suppression import Cell, Outcome, suppress

TIME, TURN = "the time", "the publication"
#: A value of an axis: of each of its dimensions, or a day.
Point = tuple[Any, ...]


@dataclass(frozen=True)
class Number:
    """A number of records that is published, or was.

    Attributes:
        conditions: which records it counts. For a total that no definition counts, ``sum_of`` names its parts.
        known: the least and the most of it that readers know already, where it can't be hidden any more.
        turn: which publication it belongs to, in the order of the moments at which they were counted. Records that
            are there at one turn are taken to be there at later ones, with others added.
    """

    name: Hashable
    conditions: tuple[Condition, ...]
    records: int
    known: tuple[int, int | None] | None = None
    turn: int = 0
    sum_of: tuple[Hashable, ...] = ()


@dataclass
class Publication:
    """All numbers over one dataset that readers can lay side by side.

    Attributes:
        wholes: (whole, its parts), by name: that these add up is known to everybody.
        turn: of what is to be published now; other turns are over.
    """

    dataset: Dataset
    numbers: list[Number] = field(default_factory=list)
    wholes: list[tuple[Hashable, tuple[Hashable, ...]]] = field(default_factory=list)
    turn: int = 0

    def suppress(self, threshold: int) -> Outcome:
        """What is hidden, by name; one query for the values that occur."""
        axes = _Axes(self.dataset, self.numbers)
        boxes = {one.name: axes.box(one) for one in self.numbers if not one.sum_of}
        by_name = {one.name: one for one in self.numbers}
        cells = [
            Cell(one.name, one.records, parts, one.known, dated=one.turn != self.turn)
            for one in self.numbers if (parts := _parts(one, boxes))
        ]  # fmt: skip
        for whole, of in self.wholes:
            if by_name[whole].records != sum(by_name[part].records for part in of):
                continue
            parts = (*_parts(by_name[whole], boxes), *((-1, box) for part in of if (box := boxes[part]) is not None))
            dated = by_name[whole].turn != self.turn
            cells.append(Cell(("whole", whole, of), 0, parts, known=(0, 0), dated=dated))
        return suppress(cells, axes.sizes, threshold)


def _parts(one: Number, boxes: Mapping[Hashable, Box | None]) -> tuple[tuple[int, Box], ...]:
    """The boxes of a number; none where nothing can be in them."""
    found = [boxes[name] for name in one.sum_of] if one.sum_of else [boxes[one.name]]
    return tuple((1, box) for box in found if box is not None)


class _Axes:
    """The axes that numbers look at, with their classes."""

    def __init__(self, dataset: Dataset, numbers: Sequence[Number]) -> None:
        self.dataset = dataset
        self._home = {key: _root(dataset, key) for key in dataset.all_dimensions()}
        self._tests = {one.name: self._by_axis(one) for one in numbers}
        self._dimensions = self._used(numbers)
        turns = sorted({one.turn for one in numbers})
        points: dict[str, list[Point]] = {TURN: [(turn,) for turn in turns]} | self._observed(numbers)
        for axis, seen in points.items():
            for one in numbers:
                if one.records and (tests := self._tests[one.name].get(axis)) and not any(map(tests, seen)):
                    seen.append(self._invented(axis, one))
        self._classes: dict[str, list[Point]] = {axis: self._told_apart(axis, seen) for axis, seen in points.items()}

    @property
    def sizes(self) -> Mapping[str, int]:
        return {axis: len(classes) for axis, classes in self._classes.items()}

    def box(self, one: Number) -> Box | None:
        """The classes in which its records lie; None where there are none."""
        box = {}
        for axis, test in self._tests[one.name].items():
            classes = frozenset(place for place, point in enumerate(self._classes[axis]) if test(point))
            if not classes:
                return None
            if len(classes) < len(self._classes[axis]):
                box[axis] = classes
        return box

    def _by_axis(self, one: Number) -> dict[str, Callable[[Point], bool]]:
        """For each axis that a number looks at, whether a point of it is in."""
        groups: dict[str, list[Condition]] = {}
        for condition in one.conditions:
            groups.setdefault(self._axis_of(condition), []).append(condition)
        tests: dict[str, Callable[[Point], bool]] = {TURN: lambda point: point[0] <= one.turn}
        for axis, conditions in groups.items():
            tests[axis] = self._all_hold(axis, conditions)
        return tests

    def _all_hold(self, axis: str, conditions: Sequence[Condition]) -> Callable[[Point], bool]:
        def test(point: Point) -> bool:
            return all(self._holds(condition, axis, point) for condition in conditions)

        return test

    def _holds(self, condition: Condition, axis: str, point: Point) -> bool:
        if axis == TIME:
            return _holds_on(condition, point[0])
        assert not isinstance(condition, During)
        value = point[self._dimensions[axis].index(condition.dimension)]
        if isinstance(condition, OneOf):
            return value in condition.values
        return value is not None and _between(condition, value)

    def _axis_of(self, condition: Condition) -> str:
        return TIME if isinstance(condition, During) else self._home[condition.dimension]

    def _used(self, numbers: Iterable[Number]) -> dict[str, list[str]]:
        """Axis → its dimensions that numbers look at."""
        used: dict[str, set[str]] = {}
        for one in numbers:
            for condition in one.conditions:
                if (axis := self._axis_of(condition)) != TIME:
                    assert not isinstance(condition, During)
                    used.setdefault(axis, set()).add(condition.dimension)
        return {axis: sorted(keys) for axis, keys in used.items()}

    def _observed(self, numbers: Sequence[Number]) -> dict[str, list[Point]]:
        """Axis → the values that records have."""
        asked = dict(self._dimensions)
        timed = any(TIME in tests for tests in self._tests.values())
        figures = [_split(self.dataset, axis, keys) for axis, keys in asked.items()]
        if timed:
            figures.append(_split(self.dataset, TIME, ["month"]))
        results = evaluate(figures) if figures else {}
        points: dict[str, list[Point]] = {axis: [row.values for row in results[axis].rows] for axis in asked}
        if timed:
            points[TIME] = [(day,) for day in _days([row.values[0] for row in results[TIME].rows], numbers)]
        return points

    def _invented(self, axis: str, one: Number) -> Point:
        """A point for a number of which no record is left with the values that it was counted by."""
        conditions = [condition for condition in one.conditions if self._axis_of(condition) == axis]
        if axis == TIME:
            spans = [_span(condition) for condition in conditions]
            return (max((span.start for span in spans if span and span.start), default=date.max),)
        values = {condition.dimension: _some_value(condition) for condition in conditions
                  if not isinstance(condition, During)}  # fmt: skip
        return tuple(values.get(key) for key in self._dimensions[axis])

    def _told_apart(self, axis: str, points: Sequence[Point]) -> list[Point]:
        """A point for each class: those that every number takes alike are one."""
        tests = [found[axis] for found in self._tests.values() if axis in found]
        classes: dict[tuple[bool, ...], Point] = {}
        for point in points:
            classes.setdefault(tuple(test(point) for test in tests), point)
        return list(classes.values())


def _root(dataset: Dataset, key: str) -> str:
    """The axis of a dimension: the widest one that it is within."""
    if key in UNITS:
        return TIME
    dimensions = dataset.all_dimensions()
    while wider := dimensions[key].within:
        key = wider
    return key


def _split(dataset: Dataset, axis: str, keys: Collection[str]) -> Figure:
    return Figure(key=axis, definition={"dataset": dataset.key, "by": list(keys)})


def _between(condition: Between, value: str) -> bool:
    read = number(value)
    return (condition.low is None or condition.low <= read) and (condition.high is None or read <= condition.high)


def _some_value(condition: OneOf | Between) -> str | None:
    if isinstance(condition, Between):
        return str(condition.high if condition.low is None else condition.low)
    return min(condition.values, key=lambda value: value or "")


def _holds_on(condition: Condition, day: date | None) -> bool:
    if isinstance(condition, During):
        return day is not None and Period(day, day).within(condition.period) is not None
    assert isinstance(condition, OneOf)
    return (None if day is None else write_unit(condition.dimension, day)) in condition.values


def _span(condition: Condition) -> Period | None:
    if isinstance(condition, During):
        return condition.period
    assert isinstance(condition, OneOf)
    values = sorted(value for value in condition.values if value is not None)
    return read_unit(condition.dimension, values[0]) if values else None


def _days(months: Iterable[str | None], numbers: Iterable[Number]) -> list[date | None]:
    """The first day of every stretch of time that has records and that no number cuts; None for records without."""
    cuts: set[date] = set()
    for one in numbers:
        for condition in one.conditions:
            if isinstance(condition, During):
                span = condition.period
                cuts.update(day for day in (span.start, span.end and span.end + timedelta(days=1)) if day)
    days: list[date | None] = []
    for month in months:
        if month is None:
            days.append(None)
            continue
        span = read_unit("month", month)
        assert span.start
        assert span.end
        days += [span.start, *sorted(cut for cut in cuts if span.start < cut <= span.end)]
    return days
