"""What of this room the search over everything finds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.searching import Hit, Searcher
from minbar.foundation.text.dates import format_date_short
from minbar.work.engagement import queries
from minbar.work.engagement.access import EngagementPermission
from minbar.work.engagement.models import Meeting
from minbar.work.engagement.tables import MeetingTable, names_of_counterparts

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


def find_meetings(user: User, text: str, limit: int) -> Sequence[Hit]:
    found = queries.find_meetings(MeetingTable().rows(user), text).order_by("-held_on", "-pk")[:limit]
    return [Hit(each.subject, each.get_absolute_url(), _summary(each)) for each in found]


def _summary(meeting: Meeting) -> str:
    return f"{format_date_short(meeting.held_on)} · {names_of_counterparts(meeting)}"


SEARCHERS = [
    Searcher(
        title=_("Meetings"),
        permission=EngagementPermission.VIEW,
        find=find_meetings,
        more=lambda text: f"{reverse('engagement:meetings')}?{urlencode({'q': text})}",
        order=40,
    )
]
