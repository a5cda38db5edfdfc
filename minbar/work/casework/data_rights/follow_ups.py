"""What clients claim, and breaches of data, as things owed: reminded and escalated by the one follow-up engine.

Both are done in their own record and closed with it: a request by its answer, a breach once the authority was told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.foundation.access.decisions import decide
from minbar.network.commitments.sources import Source, SourceView, declare_source
from minbar.work.casework.cases import rules, wall
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.numbering import case_name
from minbar.work.casework.data_rights.enums import RightKind
from minbar.work.casework.data_rights.queries import breaches_visible_to, requests_visible_to

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

RIGHT: Final = "casework.right"
BREACH: Final = "casework.breach"
NOTIFY_AUTHORITY: Final = "tell"
ANSWERS = (
    (RightKind.ACCESS, _("Answer a client who asks to see what is kept")),
    (RightKind.CORRECTION, _("Answer a client who asks for a correction")),
    (RightKind.ERASURE, _("Answer a client who asks to be erased")),
    (RightKind.OBJECTION, _("Answer a client who objects")),
)


def claimed(user: User, uids: Collection[UUID]) -> Mapping[UUID, SourceView]:
    """Those in cases whose heads ``user`` sees, by the case's number."""
    with wall.reading_as(user):
        return {
            request.uid: SourceView(case_name(request.case.number), request.get_absolute_url())
            for request in requests_visible_to(user).filter(uid__in=uids)
        }


def may_answer(user: User, uid: UUID) -> bool:
    with wall.reading_as(user):
        request = requests_visible_to(user).filter(uid=uid).first()
        return request is not None and bool(rules.can_change(user, request.case))


def breached(user: User, uids: Collection[UUID]) -> Mapping[UUID, SourceView]:
    """The register's entries, for who keeps it."""
    with wall.reading_as(user):
        return {
            breach.uid: SourceView(str(breach), breach.get_absolute_url())
            for breach in breaches_visible_to(user).filter(uid__in=uids)
        }


declare_source(
    Source(
        key=RIGHT,
        label=pgettext_lazy("source of follow-ups", "Request of a client"),
        walled=True,
        kinds=ANSWERS,
        resolve=lambda user, uid: claimed(user, [uid]).get(uid),
        resolve_many=claimed,
        visible_to=lambda user: requests_visible_to(user).order_by().values("uid"),
        may_keep=may_answer,
        by_its_record=True,
        ahead=dt.timedelta(days=31),
        reading=wall.reading_as,
    )
)
declare_source(
    Source(
        key=BREACH,
        label=pgettext_lazy("source of follow-ups", "Breach of data"),
        walled=True,
        kinds=((NOTIFY_AUTHORITY, _("Tell the authority of a breach of data")),),
        resolve=lambda user, uid: breached(user, [uid]).get(uid),
        resolve_many=breached,
        visible_to=lambda user: breaches_visible_to(user).order_by().values("uid"),
        may_keep=lambda user, uid: bool(decide(user, CasePermission.BREACHES)),
        by_its_record=True,
        reading=wall.reading_as,
    )
)
