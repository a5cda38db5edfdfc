"""Somebody's deadlines for a calendar program (RFC 5545).

Such a calendar is copied to phones and to other companies' servers. So it holds no name and no text that anybody
typed: only that something is due, when, and the address where whoever signs in reads what it is.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Calendar, Event

from minbar.network.commitments import queries
from minbar.network.commitments.enums import Standing
from minbar.network.commitments.models import Commitment
from minbar.network.commitments.sources import source_of

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

#: What is open and lies further back stands in the list.
BACK = dt.timedelta(days=90)
MOST = 1000
REFRESHED_EVERY = dt.timedelta(hours=1)


def calendar_of(user: User) -> bytes:
    """What is open of that which ``user`` is to do or is owed, in the user's language."""
    since = timezone.now() - BACK
    due = queries.commitments_concerning(user).filter(standing=Standing.OPEN, due_at__gt=since)
    with override(user.language):
        calendar = Calendar()
        calendar.add("prodid", "-//Minbar//Follow-ups//EN")
        calendar.add("version", "2.0")
        calendar.add("method", "PUBLISH")
        calendar.add("x-wr-calname", _("Follow-ups"))
        calendar.add("refresh-interval", REFRESHED_EVERY, parameters={"VALUE": "DURATION"})
        for commitment in due.order_by("due_at")[:MOST]:
            calendar.add_component(_event(commitment))
        written: bytes = calendar.to_ical()
    return written


def _event(commitment: Commitment) -> Event:
    event = Event()
    event.add("uid", f"{commitment.uid}@minbar")
    event.add("dtstamp", commitment.updated_at)
    event.add("last-modified", commitment.updated_at)
    event.add("sequence", commitment.round)
    event.add("summary", _summary(commitment))
    event.add("dtstart", commitment.due_on if commitment.due_all_day else commitment.due_at.astimezone(dt.UTC))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    event.add("url", f"{settings.SITE_ADDRESS}{commitment.get_absolute_url()}")
    return event


def _summary(commitment: Commitment) -> str:
    """That it is a follow-up; of what kind of record, unless that stands behind a wall."""
    source = source_of(commitment.source_key)
    if source is None or commitment.walled or source.walled:
        return _("Follow-up")
    return _("Follow-up: %(about)s") % {"about": source.label}
