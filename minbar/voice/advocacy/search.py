"""What of this room the search over everything finds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.searching import Hit, Searcher
from minbar.voice.advocacy import queries
from minbar.voice.advocacy.access import AdvocacyPermission

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


def find(user: User, text: str, limit: int) -> Sequence[Hit]:
    issues = queries.entitled(queries.issues_visible_to(user), text)[:limit]
    return [Hit(issue.title, issue.get_absolute_url(), issue.topic) for issue in issues]


SEARCHERS = [
    Searcher(
        title=_("Community issues"),
        permission=AdvocacyPermission.VIEW,
        find=find,
        more=lambda text: f"{reverse('advocacy:issues')}?{urlencode({'q': text})}",
        order=70,
    )
]
