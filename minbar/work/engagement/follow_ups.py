"""What is agreed in a meeting is followed up by the engine of ``network/commitments``."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import decide
from minbar.network.commitments.sources import Source, SourceView
from minbar.work.engagement.access import EngagementPermission
from minbar.work.engagement.models import Meeting
from minbar.work.engagement.registers import MEETINGS as REGISTER

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


def views_of(user: User, uids: Collection[UUID]) -> Mapping[UUID, SourceView]:
    meetings = REGISTER.visible_to(user).filter(uid__in=uids)
    return {meeting.uid: SourceView(meeting.subject, meeting.get_absolute_url()) for meeting in meetings}


def visible_to(user: User) -> QuerySet[Meeting, UUID]:
    return REGISTER.visible_to(user).values_list("uid", flat=True)


def kept_by(user: User, uid: UUID) -> bool:
    return bool(decide(user, EngagementPermission.EDIT)) and Meeting.objects.filter(uid=uid).exists()


MEETINGS = Source(
    key="engagement.meeting",
    label=_("Meeting"),
    resolve=lambda user, uid: views_of(user, [uid]).get(uid),
    resolve_many=views_of,
    visible_to=visible_to,
    may_keep=kept_by,
)
