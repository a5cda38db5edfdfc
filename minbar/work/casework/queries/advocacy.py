"""What an advocacy officer is told of cases: how many had a topic in a year, as much as may be public."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count
from django.utils import timezone

from minbar.foundation.figures.audiences import Audience, Hidden
from minbar.foundation.figures.suppression import Cell, suppress
from minbar.work.casework.models import Case, Topic
from minbar.work.casework.queries.topics import Branch, topic_tree

#: So many years are told, the present one with them. Only whole years: two periods that differ by a week tell a week.
YEARS = 5
THRESHOLD = Audience.PUBLIC.threshold
#: For each topic, in the order of the tree: its own cases, and which of the list are within it (itself too).
Counted = tuple[tuple[int, tuple[int, ...]], ...]


@dataclass(frozen=True)
class Told:
    """How many cases of a topic, those within it too, a year had; or why that is not told."""

    year: int
    count: int
    hidden: Hidden | None = None

    @property
    def words(self) -> str:
        """In place of the number where it is hidden."""
        return self.hidden.words(Audience.PUBLIC) if self.hidden else ""


@dataclass(frozen=True)
class TopicTold:
    """A topic with its years, the latest first."""

    topic: Topic
    depth: int
    years: list[Told]


def counts_for_advocacy() -> list[TopicTold]:
    """All topics by year, small numbers hidden and those that they could be worked out from (S31).

    Two queries; run it counting.
    """
    branches = [branch for root in topic_tree() for branch in root]
    latest = timezone.localdate().year
    years = range(latest, latest - YEARS, -1)
    rows = Case.objects.filter(opened_on__year__gt=latest - YEARS).order_by()
    counted = {
        (topic, year): n for topic, year, n in rows.values_list("topic", "opened_on__year").annotate(Count("pk"))
    }
    told = {
        year: _told(_counted(branches, {topic: n for (topic, of), n in counted.items() if of == year}))
        for year in years
    }
    return [
        TopicTold(branch.topic, branch.depth, [Told(year, *told[year][place]) for year in years])
        for place, branch in enumerate(branches)
    ]


def counts_of(topic: Topic) -> list[Told]:
    """The same for one topic; run it counting."""
    return next((each.years for each in counts_for_advocacy() if each.topic == topic), [])


def _counted(branches: list[Branch], own: dict[int | None, int]) -> Counted:
    places = {branch.topic.pk: place for place, branch in enumerate(branches)}
    rows = tuple(
        (own.get(branch.topic.pk, 0), tuple(places[inner.topic.pk] for inner in branch)) for branch in branches
    )
    return (*rows, (own.get(None, 0), (len(branches),)))  # the last: cases without a topic


@lru_cache(maxsize=16)
def _told(counted: Counted) -> list[tuple[int, Hidden | None]]:
    """The number of each topic and how it is hidden. The attacker knows the tree, and the year's total from reports."""
    own = [count for count, _within in counted]
    totals = [sum(own[place] for place in within) for _count, within in counted]
    cells = [Cell(place, total, ((1, {"topic": frozenset(counted[place][1])}),)) for place, total in enumerate(totals)]
    cells.append(Cell("all", sum(own), ((1, {"topic": frozenset(range(len(own)))}),)))
    hidden = suppress(cells, {"topic": len(own)}, THRESHOLD).hidden
    return [(total, hidden.get(place)) for place, total in enumerate(totals)]
