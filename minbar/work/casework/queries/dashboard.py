"""What a supervisor sees of all cases together: counts, no case. Everything is counted in the database.

Limited cases are counted too: that there are some gives nothing of them away to whoever supervises the others.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Aggregate,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    FloatField,
    Min,
    Q,
    QuerySet,
)
from django.db.models.functions import Extract, Greatest, TruncMonth
from django.utils import timezone

from minbar.network.directory.models import Place
from minbar.work.casework.enums import ActionKind, CaseResult, Level, Stage
from minbar.work.casework.models import Case, CaseAction, Topic
from minbar.work.casework.queries.signals import GAP, MONTHS, Signal, compare

#: How long a case has been open, in days: from the first up to (not with) the second.
AGES: tuple[tuple[int, int | None], ...] = ((0, 8), (8, 31), (31, 91), (91, 366), (366, None))
OPEN = [stage for stage in Stage if stage is not Stage.CLOSED]
#: So many of the latest months are shown.
SHOWN_MONTHS = 6


class Percentile(Aggregate):
    """``PERCENTILE_CONT``: the value below which a share of the values lies."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()

    def __init__(self, expression: Any, share: float) -> None:
        super().__init__(expression, share=str(share))


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
    """Days from opening to the first action, of cases opened in the period; and who still waits for it."""

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
    """Cases with an action of this kind, by their result (as in ``CaseResult``; the last without one)."""

    kind: ActionKind
    results: list[int]

    @property
    def total(self) -> int:
        return sum(self.results)


@dataclass(frozen=True)
class TopicRow:
    """Cases of a topic by month, the latest last, in a province or everywhere; beside what was usual."""

    topic: Topic | None
    place: Place | None
    months: list[int]
    signal: Signal | None

    @property
    def rises(self) -> bool:
        return self.signal is not None and self.signal.rises


@dataclass(frozen=True)
class Topics:
    """The months that are shown, every topic, and the topics in a province that rise."""

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
    """Two queries. An action that is dated before its case counts as done at once."""
    first = CaseAction.objects.filter(case__opened_on__gte=since).order_by().values("case", opened=F("case__opened_on"))
    days = ExpressionWrapper(Min("done_on") - F("case__opened_on"), output_field=DurationField())
    begun = first.annotate(days=Greatest(Extract(days, "epoch") / 86400.0, 0.0, output_field=FloatField()))
    found = begun.aggregate(median=Percentile("days", 0.5), slow=Percentile("days", 0.9), begun=Count("case"))
    acted = CaseAction.objects.filter(case__opened_on__gte=since).order_by().values("case")
    untouched = _open().filter(opened_on__gte=since).exclude(pk__in=acted)
    left = untouched.aggregate(count=Count("pk"), oldest=Min("opened_on"))
    return Waiting(found["median"], found["slow"], found["begun"], left["count"], left["oldest"])


def load() -> list[LoadRow]:
    """The open cases by who has them, the most first; one query."""
    rows = (
        _open()
        .values("assigned_to", worker=F("assigned_to__name"))
        .annotate(open=Count("pk"), urgent=Count("pk", filter=Q(urgency=Level.HIGH)), oldest=Min("opened_on"))
        .order_by("-open", "worker")
    )
    return [LoadRow(row["worker"], row["open"], row["urgent"], row["oldest"]) for row in rows]


def results(since: dt.date) -> list[ResultRow]:
    """What came of cases opened since then, by what was done for them; one query."""
    rows = (
        CaseAction.objects.filter(case__opened_on__gte=since)
        .order_by()
        .values_list("kind", "case__result")
        .annotate(cases=Count("case", distinct=True))
    )
    counted = {(kind, result): cases for kind, result, cases in rows}
    columns = [*CaseResult.values, ""]
    found = [ResultRow(kind, [counted.get((kind.value, result), 0) for result in columns]) for kind in ActionKind]
    return [row for row in found if row.total]


def topics() -> Topics:
    """Topics by month, and where they rise unusually (see ``queries.signals``); four queries."""
    months = _months(timezone.localdate())
    begins = Case.objects.order_by("opened_on").values_list("opened_on", flat=True).first()
    counted = _count_topics(months[0])
    since = next((number for number, month in enumerate(months) if begins and _next(month) > begins), len(months))
    known = {topic.pk: topic for topic in Topic.objects.all()}
    places = Place.objects.in_bulk({place for _topic, place in counted if place is not None})

    def row(topic: int | None, place: int | None, by_month: dict[dt.date, int]) -> TopicRow:
        counts = [by_month.get(month, 0) for month in months]
        signal = compare(counts[since:])
        return TopicRow(known.get(topic or 0), places.get(place or 0), counts[-SHOWN_MONTHS:], signal)

    everywhere: dict[int | None, dict[dt.date, int]] = defaultdict(lambda: defaultdict(int))
    for (topic, _place), by_month in counted.items():
        for month, count in by_month.items():
            everywhere[topic][month] += count
    by_place = [row(topic, place, by_month) for (topic, place), by_month in counted.items() if place is not None]
    return Topics(
        months[-SHOWN_MONTHS:],
        _most_first(row(topic, None, by_month) for topic, by_month in everywhere.items()),
        _most_first(each for each in by_place if each.rises),
    )


def _count_topics(since: dt.date) -> dict[tuple[int | None, int | None], dict[dt.date, int]]:
    rows = Case.objects.filter(opened_on__gte=since).order_by()
    counted: dict[tuple[int | None, int | None], dict[dt.date, int]] = defaultdict(dict)
    for topic, place, month, count in rows.values_list("topic", "place", TruncMonth("opened_on")).annotate(Count("pk")):
        counted[topic, place][month] = count
    return counted


def _most_first(rows: Iterable[TopicRow]) -> list[TopicRow]:
    return sorted(rows, key=lambda row: (not row.rises, -row.months[-1], -sum(row.months)))


def _months(today: dt.date) -> list[dt.date]:
    """The first days of the present month and of those that it is compared with, the oldest first."""
    number = today.year * 12 + today.month - 1
    return [dt.date(each // 12, each % 12 + 1, 1) for each in range(number - MONTHS - GAP, number + 1)]


def _next(month: dt.date) -> dt.date:
    return (month + dt.timedelta(days=32)).replace(day=1)
