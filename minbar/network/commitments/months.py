"""A month of deadlines, as the calendar page shows it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from minbar.foundation.screens.cells import Severity
from minbar.foundation.text.dates import FIRST_YEAR, LAST_YEAR, format_month
from minbar.foundation.text.weeks import weekday_name, weekdays, weeks_of
from minbar.network.commitments.due_lists import Due
from minbar.network.commitments.models import Commitment
from minbar.network.commitments.status import OVERDUE, hour_of, status_of

DUE = pgettext_lazy("record", "Due")
#: More of one day stand in the list, to which the day then leads.
SHOWN_OF_A_DAY = 5
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Entry:
    """A deadline on its day; ``status`` is told in words too, not by colour alone. One that is late is seen to be."""

    text: str
    url: str
    hour: str
    severity: Severity
    status: str

    @property
    def is_late(self) -> bool:
        return self.severity is Severity.BAD


@dataclass(frozen=True)
class Day:
    """A day of the page. ``more`` further ones are in the list at ``url``."""

    on: dt.date
    name: str
    in_month: bool
    is_today: bool
    entries: Sequence[Entry]
    more: int
    url: str


@dataclass(frozen=True)
class Month:
    """What the page shows."""

    first: dt.date
    title: str
    weekdays: Sequence[tuple[str, str]]
    weeks: Sequence[Sequence[Day]]
    is_empty: bool

    @property
    def before(self) -> str:
        return f"{self.first - DAY:%Y-%m}"

    @property
    def after(self) -> str:
        return f"{self.first + 31 * DAY:%Y-%m}"


def month_named(text: str) -> dt.date:
    """The first day of the month that an address names ("2026-11"); of the present month where it names none."""
    try:
        named = dt.datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007  (a month, not a moment)
    except ValueError:
        named = None
    if named is None or not FIRST_YEAR <= named.year <= LAST_YEAR:
        return timezone.localdate().replace(day=1)
    return named


def span_of(first: dt.date) -> Q:
    """What falls due on a day that the month's page shows."""
    begins, ends = days_of(first)
    start, end = (timezone.make_aware(dt.datetime.combine(day, dt.time.min)) for day in (begins, ends + DAY))
    return Q(due_at__gte=start, due_at__lt=end)


def days_of(first: dt.date) -> tuple[dt.date, dt.date]:
    """The first and the last day that the month's page shows."""
    weeks = weeks_of(first)
    return weeks[0][0], weeks[-1][-1]


def month_of(first: dt.date, commitments: Iterable[Commitment], records: Iterable[Due] = ()) -> Month:
    """The month that begins with ``first``, with these commitments, and records that fall due, on their days."""
    by_day: dict[dt.date, list[Entry]] = defaultdict(list)
    for commitment in commitments:
        by_day[commitment.due_on].append(_entry(commitment))
    for due in records:
        by_day[due.on].append(_entry_of_record(due))
    weeks = [[_day(day, first, by_day.get(day, [])) for day in week] for week in weeks_of(first)]
    return Month(first, format_month(first), weekdays(), weeks, not by_day)


def _day(day: dt.date, first: dt.date, due: list[Entry]) -> Day:
    listed = {"due_from": day.isoformat(), "due_to": day.isoformat()}
    return Day(
        on=day,
        name=weekday_name(day),
        in_month=(day.year, day.month) == (first.year, first.month),
        is_today=day == timezone.localdate(),
        entries=due[:SHOWN_OF_A_DAY],
        more=max(0, len(due) - SHOWN_OF_A_DAY),
        url=f"{reverse('commitments:commitments')}?{urlencode(listed)}",
    )


def _entry(commitment: Commitment) -> Entry:
    status = status_of(commitment)
    hour = "" if commitment.due_all_day else hour_of(commitment.due_at)
    return Entry(str(commitment), commitment.get_absolute_url(), hour, status.severity, str(status.label))


def _entry_of_record(due: Due) -> Entry:
    severity = Severity.BAD if due.is_late else Severity.WAITING
    return Entry(due.text, due.url, "", severity, str(OVERDUE) if due.is_late else str(DUE))
