"""What a supervisor sees of all cases together: counts, no case. Everything is counted in the database.

Limited cases are counted too: that there are some gives nothing of them away to whoever supervises the others.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil, floor
from typing import Any

from django.db.models import Count, DurationField, ExpressionWrapper, F, Min, Q, QuerySet
from django.utils import timezone

from minbar.network.directory.models import Place
from minbar.work.casework.cases.enums import CaseResult, Level, ServiceKind, Stage
from minbar.work.casework.cases.models import Case, Topic
from minbar.work.casework.dashboard.signals import FEWEST_CASES, GAP, MONTHS, Signal, compare

#: How long a case has been open, in days: from the first up to (not with) the second.
AGES: tuple[tuple[int, int | None], ...] = ((0, 8), (8, 31), (31, 91), (91, 366), (366, None))
OPEN = [stage for stage in Stage if stage is not Stage.CLOSED]
#: So many of the latest months are shown.
SHOWN_MONTHS = 6


@dataclass(frozen=True)
class StageRow:
    """The open cases of a stage, by how long they have been open (as in :data:`AGES`)."""

    stage: Stage
    by_age: list[int]

    @property
    def total(self) -> int:
        return sum(self.by_age)


@dataclass(frozen=True)
class Waiting:
    """Days from opening to the first service, of cases opened in the period; and who still waits for it."""

    median: float | None
    slow: float | None  # nine in ten were helped sooner
    begun: int
    untouched: int
    oldest: dt.date | None


@dataclass(frozen=True)
class LoadRow:
    """The open cases of one case worker; ``worker`` is None for those that nobody has."""

    worker: str | None
    open: int
    urgent: int
    oldest: dt.date


@dataclass(frozen=True)
class ResultRow:
    """Cases with a service of this kind, by their result (as in ``CaseResult``; the last without one)."""

    kind: ServiceKind
    results: list[int]

    @property
    def total(self) -> int:
        return sum(self.results)


@dataclass(frozen=True)
class StageOutcome:
    """Cases at this stage, by their result (as in ``CaseResult``; the last without one)."""

    stage: Stage
    results: list[int]

    @property
    def total(self) -> int:
        return sum(self.results)


@dataclass(frozen=True)
class Outcomes:
    """What came of cases: by what was done for them, and by the stage at which they are."""

    by_service: list[ResultRow]
    by_stage: list[StageOutcome]


@dataclass(frozen=True)
class TopicRow:
    """Cases of a topic by month, the latest last, in a province or everywhere; beside what was usual."""

    topic: Topic | None
    place: Place | None
    months: list[int]
    signal: Signal | None

    @property
    def latest(self) -> list[int]:
        """The months that tables show."""
        return self.months[-SHOWN_MONTHS:]

    @property
    def rises(self) -> bool:
        return self.signal is not None and self.signal.rises


@dataclass(frozen=True)
class Topics:
    """The months that were counted, every topic, and the topics in a province that rise."""

    months: list[dt.date]
    everywhere: list[TopicRow]
    rising: list[TopicRow]


def open_by_stage() -> list[StageRow]:
    """One query."""
    today = timezone.localdate()
    bands = {f"band{number}": Count("pk", filter=_opened(today, band)) for number, band in enumerate(AGES)}
    rows: dict[str, Any] = {row["stage"]: row for row in _open().values("stage").annotate(**bands)}
    return [StageRow(stage, [rows.get(stage, {}).get(band, 0) for band in bands]) for stage in OPEN]


def _opened(today: dt.date, band: tuple[int, int | None]) -> Q:
    least, below = band
    condition = Q(opened_on__lte=today - dt.timedelta(days=least)) if least else Q()
    return condition if below is None else condition & Q(opened_on__gt=today - dt.timedelta(days=below))


def _open() -> QuerySet[Case]:
    return Case.objects.exclude(stage=Stage.CLOSED).order_by()


def waiting_times(since: dt.date) -> Waiting:
    """One query. A service that is dated before its case counts as done at once."""
    opened = Case.objects.filter(opened_on__gte=since).order_by()
    days = ExpressionWrapper(F("begun_on") - F("opened_on"), output_field=DurationField())
    waits = Q(begun_on=None) & ~Q(stage=Stage.CLOSED)
    rows = opened.values(days=days).annotate(
        cases=Count("pk"), untouched=Count("pk", filter=waits), oldest=Min("opened_on", filter=waits)
    )
    found: list[Any] = list(rows)
    begun = sorted((max(0, row["days"].days), row["cases"]) for row in found if row["days"] is not None)
    left: dict[str, Any] = next((row for row in found if row["days"] is None), {"untouched": 0, "oldest": None})
    total = sum(cases for _days, cases in begun)
    return Waiting(percentile(begun, 0.5), percentile(begun, 0.9), total, left["untouched"], left["oldest"])


def percentile(counted: Sequence[tuple[int, int]], share: float) -> float | None:
    """The value below which a share of the values lies, between neighbours in proportion, as ``PERCENTILE_CONT`` does.

    Args:
        counted: each value, the smallest first, and how many times it is there.
    """
    total = sum(count for _value, count in counted)
    if not total:
        return None
    place = share * (total - 1)
    ends = list(accumulate(count for _value, count in counted))

    def at(index: int) -> int:
        return counted[bisect_right(ends, index)][0]

    low, high = at(floor(place)), at(ceil(place))
    return low + (high - low) * (place - floor(place))


def load() -> list[LoadRow]:
    """The open cases by who has them, the most first; one query."""
    rows = (
        _open()
        .values("assigned_to", worker=F("assigned_to__name"))
        .annotate(open=Count("pk"), urgent=Count("pk", filter=Q(urgency=Level.HIGH)), oldest=Min("opened_on"))
        .order_by("-open", "worker")
    )
    return [LoadRow(row["worker"], row["open"], row["urgent"], row["oldest"]) for row in rows]


def outcomes(since: dt.date) -> Outcomes:
    """What came of cases opened since then; one query."""
    rows = Case.objects.filter(opened_on__gte=since).order_by().values_list("done", "stage", "result")
    by_service: Counter[tuple[str, str]] = Counter()
    by_stage: Counter[tuple[str, str]] = Counter()
    for done, stage, result, cases in rows.annotate(Count("pk")):
        by_stage[stage, result] += cases
        for kind in done:
            by_service[kind, result] += cases
    columns = [*CaseResult.values, ""]
    actions = [ResultRow(kind, [by_service[kind.value, result] for result in columns]) for kind in ServiceKind]
    stages = [StageOutcome(stage, [by_stage[stage.value, result] for result in columns]) for stage in Stage]
    return Outcomes([row for row in actions if row.total], [row for row in stages if row.total])


def topics() -> Topics:
    """Topics by month, and where they rise unusually (see ``queries.signals``); four queries."""
    months = _months(timezone.localdate())
    begins = Case.objects.order_by("opened_on").values_list("opened_on", flat=True).first()
    counted = _count_topics(months)
    since = next((number for number, month in enumerate(months) if begins and _next(month) > begins), len(months))
    known = {topic.pk: topic for topic in Topic.objects.all()}
    places = Place.objects.in_bulk({place for _topic, place in counted if place is not None})

    def row(topic: int | None, place: int | None, counts: Sequence[int]) -> TopicRow:
        signal = compare(counts[since:])
        return TopicRow(known.get(topic or 0), places.get(place or 0), list(counts), signal)

    everywhere: dict[int | None, list[int]] = defaultdict(lambda: [0] * len(months))
    for (topic, _place), counts in counted.items():
        everywhere[topic] = [before + count for before, count in zip(everywhere[topic], counts, strict=True)]
    by_place = [
        row(topic, place, counts)
        for (topic, place), counts in counted.items()
        if place is not None and counts[-1] >= FEWEST_CASES
    ]
    return Topics(
        months,
        _most_first(row(topic, None, counts) for topic, counts in everywhere.items()),
        _most_first(each for each in by_place if each.rises),
    )


def _count_topics(months: Sequence[dt.date]) -> dict[tuple[int | None, int | None], list[int]]:
    """Cases by topic and place, for each of the months; one pass, a row for each pair."""
    columns = {
        f"month{number}": Count("pk", filter=Q(opened_on__gte=month, opened_on__lt=_next(month)))
        for number, month in enumerate(months)
    }
    rows = Case.objects.filter(opened_on__gte=months[0], opened_on__lt=_next(months[-1])).order_by()
    counted = rows.values_list("topic", "place").annotate(**columns)
    return {(topic, place): counts for topic, place, *counts in counted}


def _most_first(rows: Iterable[TopicRow]) -> list[TopicRow]:
    return sorted(rows, key=lambda row: (not row.rises, -row.months[-1], -sum(row.latest)))


def _months(today: dt.date) -> list[dt.date]:
    """The first days of the present month and of those that it is compared with, the oldest first."""
    number = today.year * 12 + today.month - 1
    return [dt.date(each // 12, each % 12 + 1, 1) for each in range(number - MONTHS - GAP, number + 1)]


def _next(month: dt.date) -> dt.date:
    return (month + dt.timedelta(days=32)).replace(day=1)
