"""What of this room the search over everything finds; never what stands behind a wall."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.searching import Hit, Searcher
from minbar.network.commitments import queries
from minbar.network.commitments.access import CommitmentPermission
from minbar.network.commitments.status import deadline_in_words

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


def find_follow_ups(user: User, text: str, limit: int) -> Sequence[Hit]:
    found = queries.find(queries.commitments_visible_to(user), text).order_by("-standing", "due_at")[:limit]
    return [Hit(str(each), each.get_absolute_url(), deadline_in_words(each)) for each in found]


SEARCHERS = [
    Searcher(
        title=_("Follow-ups"),
        permission=CommitmentPermission.VIEW,
        find=find_follow_ups,
        more=lambda text: f"{reverse('commitments:commitments')}?{urlencode({'q': text})}",
        order=45,
    )
]
