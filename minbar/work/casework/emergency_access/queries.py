"""Reading emergency accesses: what was opened by oneself, what one was told of, how much was read. Never the case."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from minbar.foundation.access.decisions import decide
from minbar.foundation.access.permissions import roles_with
from minbar.foundation.access.roles import Role
from minbar.foundation.accounts.models import User
from minbar.foundation.journal.models import Entry
from minbar.foundation.journal.record import subject_of
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.enums import AccessWay
from minbar.work.casework.cases.models import CaseAccess
from minbar.work.casework.cases.queries.readers import live
from minbar.work.casework.emergency_access.enums import ReviewVerdict
from minbar.work.casework.emergency_access.models import EmergencyAccess

if TYPE_CHECKING:
    from uuid import UUID

#: What the journal says of an opening itself is no reading.
NOT_READING = ("casework.glass_broken", "casework.glass_ended", "casework.glass_reviewed")


def reviewers_besides(user: User) -> list[User]:
    """Everybody else who may review now: directors first, who stand outside casework, then by name."""
    roles = [role.value for role in roles_with(CasePermission.REVIEW_EMERGENCY_ACCESS)]
    now = timezone.now()
    held = Q(role_assignments__role__in=roles) & (
        Q(role_assignments__ends_at=None) | Q(role_assignments__ends_at__gt=now)
    )
    found = (
        User.objects.filter(held, is_active=True).exclude(pk=user.pk).distinct().prefetch_related("role_assignments")
    )
    able = [other for other in found if decide(other, CasePermission.REVIEW_EMERGENCY_ACCESS)]
    return sorted(able, key=lambda other: (Role.DIRECTOR not in dict(other.roles_held()), other.name, other.pk))


def emergency_accesses_to_review(user: User) -> QuerySet[EmergencyAccess]:
    """The openings of others of which ``user`` was told, and which they may review."""
    rows = EmergencyAccess.objects.select_related("opened_by", "reviewed_by").defer("case", "access")
    if not decide(user, CasePermission.REVIEW_EMERGENCY_ACCESS):
        return rows.none()
    return rows.filter(notifications__user=user).exclude(opened_by=user)


def emergency_accesses_of(user: User) -> QuerySet[EmergencyAccess]:
    """What ``user`` opened."""
    return EmergencyAccess.objects.select_related("opened_by", "reviewed_by").filter(opened_by=user)


def emergency_accesses_visible_to(user: User) -> QuerySet[EmergencyAccess]:
    """One's own openings, and those that one was told of."""
    seen = Q(opened_by=user)
    if decide(user, CasePermission.REVIEW_EMERGENCY_ACCESS):
        seen |= Q(pk__in=emergency_accesses_to_review(user).order_by().values("pk"))
    elif not decide(user, CasePermission.OPEN_IN_EMERGENCY):
        return EmergencyAccess.objects.none()
    return EmergencyAccess.objects.select_related("opened_by", "reviewed_by").filter(seen)


def live_emergency_access_of(user: User, uid: UUID) -> EmergencyAccess | None:
    """The opening by which ``user`` reads the case of this identifier now, if any."""
    if not decide(user, CasePermission.OPEN_IN_EMERGENCY):
        return None
    rows = live(CaseAccess.objects.filter(user=user, way=AccessWay.EMERGENCY, case__uid=uid))
    return EmergencyAccess.objects.filter(access__in=rows, ended_at=None).first()


def readings_of(emergency_access: EmergencyAccess) -> dict[str, int]:
    """What the one who opened the case did in it meanwhile: the journal's actions, with how often. Names no case."""
    with wall.system_access():
        subjects = [subject_of(emergency_access)]
        if emergency_access.case is not None:
            subjects.append(subject_of(emergency_access.case))
    entries = Entry.objects.filter(
        subject__in=subjects,
        actor=str(emergency_access.opened_by.uid),
        at__gte=emergency_access.opened_at,
        at__lte=emergency_access.shut_at,
    ).exclude(event__in=NOT_READING)
    return dict(Counter(entries.values_list("event", flat=True)).most_common())


@dataclass(frozen=True)
class Tally:
    """How many openings there are, by where they stand."""

    live: int
    to_review: int
    late: int
    justified: int
    not_justified: int


def tally() -> Tally:
    """Counts over all openings; run it counting."""
    now = timezone.now()
    unreviewed = Q(verdict="")
    counts = EmergencyAccess.objects.aggregate(
        live=Count("pk", filter=Q(ended_at=None, until__gt=now)),
        to_review=Count("pk", filter=unreviewed & Q(review_due__gt=now)),
        late=Count("pk", filter=unreviewed & Q(review_due__lte=now)),
        justified=Count("pk", filter=Q(verdict=ReviewVerdict.JUSTIFIED)),
        not_justified=Count("pk", filter=Q(verdict=ReviewVerdict.NOT_JUSTIFIED)),
    )
    return Tally(**counts)
