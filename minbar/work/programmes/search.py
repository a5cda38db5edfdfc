"""What of this room the search over everything finds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.searching import Hit, Searcher
from minbar.foundation.text.dates import format_date_short
from minbar.work.programmes import queries
from minbar.work.programmes.access import ProgrammesPermission

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


def find_activities(user: User, text: str, limit: int) -> Sequence[Hit]:
    found = queries.find_activities(queries.activities_visible_to(user), text).order_by("-starts_on", "-pk")[:limit]
    return [
        Hit(each.title, each.get_absolute_url(), f"{each.kind} · {format_date_short(each.starts_on)}") for each in found
    ]


SEARCHERS = [
    Searcher(
        title=_("Activities"),
        permission=ProgrammesPermission.VIEW,
        find=find_activities,
        more=lambda text: f"{reverse('programmes:activities')}?{urlencode({'q': text})}",
        order=30,
    )
]
