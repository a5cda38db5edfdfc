"""What an advocacy officer is told of cases: how many had a topic in a year, a quarter, a province; as much as may be
public, whatever is asked and in which order.

Two free periods that differ by a week tell a week, and two moments at which somebody looks tell what came between. So
there is one fixed grid, the same for everybody: of each year that is over its whole, its quarters and its provinces,
never a province within a quarter. All of it is decided upon together, as one table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from django.db.models import Count
from django.db.models.functions import ExtractQuarter
from django.utils import timezone

from minbar.foundation.figures.audiences import Audience, Hidden
from minbar.foundation.figures.suppression import Cell, Outcome, suppress
from minbar.network.directory.models import Place
from minbar.work.casework.cases.models import Case, Topic
from minbar.work.casework.cases.queries.topics import Branch, topic_tree

#: So many years are told, the last one that is over with them.
YEARS = 5
QUARTERS = (1, 2, 3, 4)
#: Of so many provinces, those with the most cases, a year is told: with more, deciding takes too long.
MOST_PROVINCES = 12
THRESHOLD = Audience.PUBLIC.threshold
#: In place of a topic: all of them.
ALL = None
#: A part of a year: all of it, one of its quarters, or one of its provinces (by primary key).
Part = tuple[str, int]
WHOLE: Part = ("year", 0)
#: Place of the topic in the tree (or the number of topics, for cases without one), quarter, province (0: none) → cases.
Counts = tuple[tuple[tuple[int, int, int], int], ...]
#: Of each topic, in the tree's order, which of the list are within it (itself too).
Tree = tuple[tuple[int, ...], ...]
#: A number: of which topic (by place; None: all), in which part of the year.
Name = tuple[int | None, Part]
Decided = Mapping[Name, "Disclosed"]


@dataclass(frozen=True)
class Disclosed:
    """How many cases there are; or why that is not told."""

    count: int
    hidden: Hidden | None = None

    @property
    def words(self) -> str:
        """In place of the number where it is hidden."""
        return self.hidden.words(Audience.PUBLIC) if self.hidden else ""


@dataclass(frozen=True)
class Grid:
    """What is told of one year.

    Attributes:
        branches: the topics in the tree's order.
        provinces: those with enough cases to be told, by name.
    """

    year: int
    branches: list[Branch]
    provinces: list[Place]
    decided: Decided = field(repr=False)

    def disclosed(self, topic: Topic | None, part: Part = WHOLE) -> Disclosed | None:
        """Of a topic, or of all (None); None for a province that is not told."""
        place = next((at for at, one in enumerate(self.branches) if one.topic == topic), None)
        return self.decided.get((place, part))

    def rows(self, parts: Sequence[Part]) -> Iterator[tuple[Topic | None, int, list[Disclosed]]]:
        """All topics together (None) and each by itself, with its depth in the tree and what is told of these parts."""
        yield ALL, 0, [self.decided[ALL, part] for part in parts]
        for place, branch in enumerate(self.branches):
            yield branch.topic, branch.depth, [self.decided[place, part] for part in parts]


def years_disclosed() -> list[int]:
    """The years that are over and told, the latest first."""
    latest = timezone.localdate().year - 1
    return list(range(latest, latest - YEARS, -1))


def periods_to_ask() -> list[tuple[int, int | None]]:
    """For what testimonies can be asked: the present year, and years that are told with their quarters."""
    present = timezone.localdate().year
    told: list[tuple[int, int | None]] = [(year, part) for year in years_disclosed() for part in (None, *QUARTERS)]
    return [(present, None), *told]


def grid_of(year: int) -> Grid:
    """The grid of a year that is over; three queries. Run it counting."""
    branches = [branch for root in topic_tree() for branch in root]
    places = {branch.topic.pk: place for place, branch in enumerate(branches)}
    rows = Case.objects.filter(opened_on__year=year).order_by().annotate(quarter=ExtractQuarter("opened_on"))
    counted: Counter[tuple[int, int, int]] = Counter()
    grouped = rows.values_list("topic", "quarter", "place__province").annotate(Count("pk"))
    for topic, quarter, province, count in grouped:
        counted[places.get(topic, len(branches)), quarter, province or 0] += count
    tree = tuple(tuple(places[inner.topic.pk] for inner in branch) for branch in branches)
    decided = _decided(tree, tuple(sorted(counted.items())))
    named = {number for _topic, (kind, number) in decided if kind == "province"}
    return Grid(year, branches, sorted(Place.objects.filter(pk__in=named), key=str), decided)


@lru_cache(maxsize=4 * YEARS)
def _decided(tree: Tree, counts: Counts) -> Decided:
    """What is told of everything in a year: some seconds of work, once for each process and state of the counts.

    Where even hiding does not protect (a dozen cases in all), provinces are not told; if that is not enough, only the
    year's total is.
    """
    for provinces in (_large_provinces(counts), ()):
        if (found := _Table(tree, counts, provinces).decide()) is not None:
            return found
    return _Table(tree, counts, ()).withhold()


def _large_provinces(counts: Counts) -> tuple[int, ...]:
    """Those in which the year's cases are enough to be told of any topic."""
    sums: Counter[int] = Counter()
    for (_topic, _quarter, province), count in counts:
        sums[province] += count
    large = [one for one, count in sums.most_common() if one and count >= THRESHOLD]
    return tuple(sorted(large[:MOST_PROVINCES]))


class _Table:
    """Counts over topic and quarter, and over topic and province, laid side by side. Topics without any case are left
    out: zero is told to everyone."""

    def __init__(self, tree: Tree, counts: Counts, provinces: tuple[int, ...]) -> None:
        self.tree, self.counts = tree, counts
        self.topics = sorted({topic for (topic, _quarter, _province), _count in counts})
        self.axes = {"quarter": QUARTERS, "province": provinces}

    def decide(self) -> Decided | None:
        """What is told of each number; None where a small one follows from the total that stands in reports."""
        values = self._values()
        cells = [self.cell(name, value) for name, value in values.items() if self._within(name[0])]
        found = suppress(cells, self.sizes, THRESHOLD) if cells else Outcome({})
        if found.exposed:
            return None
        return self._total_disclosed({name: Disclosed(value, found.hidden.get(name)) for name, value in values.items()})

    def withhold(self) -> Decided:
        """Nothing but the year's total, and zeros."""
        told = {name: Disclosed(value, Hidden.WITHHELD if value else None) for name, value in self._values().items()}
        return self._total_disclosed(told)

    def _values(self) -> dict[Name, int]:
        parts = [WHOLE, *((axis, one) for axis, members in self.axes.items() for one in members)]
        return {(topic, part): self._count(topic, part) for part in parts for topic in (ALL, *range(len(self.tree)))}

    @staticmethod
    def _total_disclosed(told: dict[Name, Disclosed]) -> Decided:
        count = told[ALL, WHOLE].count
        return told | {(ALL, WHOLE): Disclosed(count, Hidden.FEW if 0 < count < THRESHOLD else None)}

    @property
    def sizes(self) -> dict[str, int]:
        """One class of provinces more: all that are not told, and cases without one."""
        return {"topic": len(self.topics), "quarter": len(QUARTERS), "province": len(self.axes["province"]) + 1}

    def cell(self, name: Name, value: int) -> Cell:
        topic, (kind, number) = name
        within = self._within(topic)
        box = {"topic": frozenset(place for place, one in enumerate(self.topics) if one in within)}
        if kind in self.axes:
            box[kind] = frozenset([self.axes[kind].index(number)])
        return Cell(name, value, ((1, box),), _in_reports(value) if name == (ALL, WHOLE) else None)

    def _within(self, topic: int | None) -> set[int]:
        return set(self.topics if topic is ALL else self.tree[topic]) & set(self.topics)

    def _count(self, topic: int | None, part: Part) -> int:
        within, (kind, number) = self._within(topic), part
        return sum(
            count for (at, quarter, province), count in self.counts
            if at in within and number == {"year": 0, "quarter": quarter, "province": province}[kind]
        )  # fmt: skip


def _in_reports(value: int) -> tuple[int, int | None]:
    """How many cases a year had stands in every report."""
    return (value, value) if not 0 < value < THRESHOLD else (1, THRESHOLD - 1)
