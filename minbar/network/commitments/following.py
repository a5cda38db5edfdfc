"""For rooms whose records are followed up: the panel for their pages, and the way to a new follow-up.

# panels.py of the room
related("engagement.meeting", follow_ups("engagement.meeting"))

# the record's view
def buttons(self, record, user): return [*…, *add_follow_up("engagement.meeting", record.uid, user)]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.records import Button
from minbar.foundation.screens.related import Panel
from minbar.network.commitments.access import CommitmentPermission
from minbar.network.commitments.queries import commitments_visible_to
from minbar.network.commitments.rules import may_make
from minbar.network.commitments.tables import CommitmentTable

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


def follow_ups(source_key: str) -> Panel:
    """The commitments about a record that the reader may see, the open ones first."""

    def rows(record: Any, user: User) -> QuerySet[Any]:
        return commitments_visible_to(user).filter(source_key=source_key, source_uid=record.uid)

    return Panel(
        _("Follow-ups"),
        CommitmentTable,
        rows,
        CommitmentPermission.VIEW,
        columns=("what", "owed_by", "due", "left", "standing"),
        limit=25,
    )


def add_address(source_key: str, uid: UUID) -> str:
    """Where a follow-up of a record is added."""
    return f"{reverse('commitments:commitment-add')}?{urlencode({'source': source_key, 'of': str(uid)})}"


def add_follow_up(source_key: str, uid: UUID, user: User) -> list[Button]:
    """The button for a record's page; none where the user may not follow it up."""
    return [Button(_("Add a follow-up"), add_address(source_key, uid))] if may_make(user, source_key, uid) else []
