"""Reading broken glass: what was opened by oneself, what one was told of, how much was read. Never the case."""

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
from minbar.work.casework import wall
from minbar.work.casework.access import CasePermission
from minbar.work.casework.enums import AccessWay, GlassVerdict
from minbar.work.casework.models import CaseAccess, GlassBreak
from minbar.work.casework.queries.readers import live

if TYPE_CHECKING:
    from uuid import UUID

#: What the journal says of an opening itself is no reading.
NOT_READING = ("casework.glass_broken", "casework.glass_ended", "casework.glass_reviewed")


def reviewers_besides(user: User) -> list[User]:
    """Everybody else who may review now: directors first, who stand outside casework, then by name."""
    roles = [role.value for role in roles_with(CasePermission.REVIEW_GLASS)]
    now = timezone.now()
    held = Q(role_assignments__role__in=roles) & (
        Q(role_assignments__ends_at=None) | Q(role_assignments__ends_at__gt=now)
    )
    found = (
        User.objects.filter(held, is_active=True).exclude(pk=user.pk).distinct().prefetch_related("role_assignments")
    )
    able = [other for other in found if decide(other, CasePermission.REVIEW_GLASS)]
    return sorted(able, key=lambda other: (Role.DIRECTOR not in dict(other.roles_held()), other.name, other.pk))


def glasses_told_to(user: User) -> QuerySet[GlassBreak]:
    """The openings of others of which ``user`` was told, and which they may review."""
    rows = GlassBreak.objects.select_related("broken_by", "reviewed_by").defer("case", "access")
    if not decide(user, CasePermission.REVIEW_GLASS):
        return rows.none()
    return rows.filter(tellings__user=user).exclude(broken_by=user)


def glasses_of(user: User) -> QuerySet[GlassBreak]:
    """What ``user`` opened."""
    return GlassBreak.objects.select_related("broken_by", "reviewed_by").filter(broken_by=user)


def glasses_visible_to(user: User) -> QuerySet[GlassBreak]:
    """One's own openings, and those that one was told of."""
    seen = Q(broken_by=user)
    if decide(user, CasePermission.REVIEW_GLASS):
        seen |= Q(pk__in=glasses_told_to(user).order_by().values("pk"))
    elif not decide(user, CasePermission.BREAK_GLASS):
        return GlassBreak.objects.none()
    return GlassBreak.objects.select_related("broken_by", "reviewed_by").filter(seen)


def live_glass_of(user: User, uid: UUID) -> GlassBreak | None:
    """The opening by which ``user`` reads the case of this identifier now, if any."""
    if not decide(user, CasePermission.BREAK_GLASS):
        return None
    rows = live(CaseAccess.objects.filter(user=user, way=AccessWay.BREAK_GLASS, case__uid=uid))
    return GlassBreak.objects.filter(access__in=rows, ended_at=None).first()


def readings_of(glass: GlassBreak) -> dict[str, int]:
    """What the one who opened the case did in it meanwhile: the journal's actions, with how often. Names no case."""
    with wall.system_access():
        subjects = [subject_of(glass)]
        if glass.case is not None:
            subjects.append(subject_of(glass.case))
    entries = Entry.objects.filter(
        subject__in=subjects, actor=str(glass.broken_by.uid), at__gte=glass.broken_at, at__lte=glass.shut_at
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
    counts = GlassBreak.objects.aggregate(
        live=Count("pk", filter=Q(ended_at=None, until__gt=now)),
        to_review=Count("pk", filter=unreviewed & Q(review_due__gt=now)),
        late=Count("pk", filter=unreviewed & Q(review_due__lte=now)),
        justified=Count("pk", filter=Q(verdict=GlassVerdict.JUSTIFIED)),
        not_justified=Count("pk", filter=Q(verdict=GlassVerdict.NOT_JUSTIFIED)),
    )
    return Tally(**counts)
