"""What of this room the search over everything finds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.searching import Hit, Searcher
from minbar.voice.publishing import queries
from minbar.voice.publishing.access import PublishingPermission

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


def find(user: User, text: str, limit: int) -> Sequence[Hit]:
    items = queries.entitled(queries.content_visible_to(user), text)[:limit]
    return [Hit(item.title, item.get_absolute_url(), str(item.kind)) for item in items]


SEARCHERS = [
    Searcher(
        title=_("Published content"),
        permission=PublishingPermission.VIEW,
        find=find,
        more=lambda text: f"{reverse('publishing:items')}?{urlencode({'q': text})}",
        order=60,
    )
]
