"""Deadlines: a moment, or a day, which lasts to its end where the network is."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

#: A reminder goes out so long before a deadline, or halfway to it where that is later.
USUAL_NOTICE = dt.timedelta(days=2)
#: How late on its last day something may still be done.
LAST_MOMENT = dt.time(23, 59, 59)

Deadline = dt.date | dt.datetime


def end_of_day(day: dt.date) -> dt.datetime:
    """The last second of a day of the network's time zone (``TIME_ZONE``)."""
    return timezone.make_aware(dt.datetime.combine(day, LAST_MOMENT))


def moment_of(deadline: Deadline) -> tuple[dt.datetime, bool]:
    """The moment of a deadline, and whether it was given as a whole day. A naive datetime is the network's."""
    if not isinstance(deadline, dt.datetime):
        return end_of_day(deadline), True
    return (timezone.make_aware(deadline) if timezone.is_naive(deadline) else deadline), False


def in_days(days: int, *, since: dt.datetime | None = None) -> dt.date:
    """The deadline so many days after a moment (now): a day, to its end. The first day is not counted."""
    return timezone.localdate(since or timezone.now()) + dt.timedelta(days=days)


def in_hours(hours: int, *, since: dt.datetime | None = None) -> dt.datetime:
    """The deadline so many hours after a moment (now), to the minute: 72 hours of a breach of data."""
    return (since or timezone.now()) + dt.timedelta(hours=hours)


def reminder_before(due_at: dt.datetime, *, since: dt.datetime, notice: dt.timedelta | None = None) -> dt.datetime:
    """When to remind of a deadline set at ``since``.

    ``notice`` before it; unless given, two days before, or halfway where less than four days are left.
    """
    if notice is None:
        notice = min(USUAL_NOTICE, max((due_at - since) / 2, dt.timedelta(0)))
    return due_at - notice
