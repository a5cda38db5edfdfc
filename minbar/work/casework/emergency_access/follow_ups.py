"""The review of an emergency access as something owed: reminded and escalated by the one follow-up engine."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.utils.translation import gettext, pgettext_lazy

from minbar.foundation.text.bidi import sentence
from minbar.network.commitments.sources import Source, SourceView, declare_source
from minbar.work.casework.cases import wall
from minbar.work.casework.emergency_access.queries import emergency_accesses_to_review

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

SOURCE: Final = "casework.glass"
REVIEW: Final = "review"


def resolve_many(user: User, uids: Collection[UUID]) -> Mapping[UUID, SourceView]:
    with wall.reading_as(user):
        told = emergency_accesses_to_review(user).filter(uid__in=uids)
        return {
            emergency_access.uid: SourceView(
                sentence(
                    gettext("%(person)s opened a case in an emergency") % {"person": emergency_access.opened_by.name}
                ),
                emergency_access.get_absolute_url(),
            )
            for emergency_access in told
        }


def resolve(user: User, uid: UUID) -> SourceView | None:
    return resolve_many(user, [uid]).get(uid)


def never(user: User, uid: UUID) -> bool:
    """Nobody hands it over: whoever else may review it was told of it too."""
    return False


declare_source(
    Source(
        key=SOURCE,
        label=pgettext_lazy("source of follow-ups", "Opened case"),
        walled=True,
        kinds=((REVIEW, pgettext_lazy("follow-up", "Review")),),
        resolve=resolve,
        resolve_many=resolve_many,
        visible_to=lambda user: emergency_accesses_to_review(user).order_by().values("uid"),
        may_keep=never,
        by_its_record=True,
        reading=wall.reading_as,
    )
)
