"""Reading engagement."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, OuterRef, Q, QuerySet

from minbar.foundation.access.decisions import decide
from minbar.foundation.text.keys import search_key
from minbar.network.directory.models import Party
from minbar.work.engagement.access import EngagementPermission
from minbar.work.engagement.enums import PartnershipStatus, VisitStatus
from minbar.work.engagement.models import (
    Counterpart,
    Delegation,
    Meeting,
    Partnership,
    PlannedVisit,
    SolutionPartner,
    VisitPlan,
)

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

M = TypeVar("M", bound=Model)


def _visible(user: User, rows: QuerySet[M]) -> QuerySet[M]:
    return rows if decide(user, EngagementPermission.VIEW) else rows.none()


def meetings_visible_to(user: User) -> QuerySet[Meeting]:
    return _visible(user, Meeting.objects.select_related("category", "place", "track"))


def with_counterparts(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Each meeting with ``counterpart_labels``: the names of its counterparts, read in the same query."""
    counterparts = Counterpart.objects.filter(meeting=OuterRef("pk")).order_by("position", "pk")
    return meetings.annotate(counterpart_labels=ArraySubquery(counterparts.values("party__labels")))


def find_meetings(meetings: QuerySet[Meeting], text: str) -> QuerySet[Meeting]:
    """Those whose subject or venue holds ``text``, or whose counterpart bears a name with it, however spelled."""
    with_party = Counterpart.objects.filter(party__in=parties_called(text)).values("meeting")
    return meetings.filter(Q(subject__icontains=text) | Q(venue__icontains=text) | Q(pk__in=with_party))


def parties_called(text: str) -> QuerySet[Party]:
    """The directory's entries with a name that holds ``text``, compared without vowels and variants of letters."""
    return Party.objects.filter(names__search_key__contains=search_key(text)).order_by().distinct()


def met(party: Party) -> Q:
    """What holds of meetings with this counterpart."""
    return Q(pk__in=Counterpart.objects.filter(party=party).values("meeting"))


def visit_plans_visible_to(user: User) -> QuerySet[VisitPlan]:
    return _visible(user, VisitPlan.objects.all())


def visits_visible_to(user: User) -> QuerySet[PlannedVisit]:
    return _visible(user, PlannedVisit.objects.select_related("plan", "party", "track", "meeting"))


def visits_of_status(status: VisitStatus, on: datetime.date) -> Q:
    """The condition under which a planned visit stands so on a day; see :meth:`PlannedVisit.status`."""
    unpaid = Q(meeting=None, dropped_on=None)
    return {
        VisitStatus.DONE: Q(meeting__isnull=False),
        VisitStatus.DROPPED: Q(meeting=None, dropped_on__isnull=False),
        VisitStatus.OVERDUE: unpaid & Q(due_on__lt=on),
        VisitStatus.WAITING: unpaid & Q(due_on__gte=on),
    }[status]


def delegations_visible_to(user: User) -> QuerySet[Delegation]:
    return _visible(user, Delegation.objects.select_related("sender", "place", "track"))


def partnerships_visible_to(user: User) -> QuerySet[Partnership]:
    return _visible(user, Partnership.objects.select_related("organisation", "track"))


def partnerships_of_status(status: PartnershipStatus, on: datetime.date) -> Q:
    """The condition under which a partnership stands so on a day; see :meth:`Partnership.status`."""
    return {
        PartnershipStatus.COMING: Q(starts_on__gt=on),
        PartnershipStatus.ENDED: Q(starts_on__lte=on, ends_on__lt=on),
        PartnershipStatus.IN_FORCE: Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gte=on)),
    }[status]


def solution_partners_visible_to(user: User) -> QuerySet[SolutionPartner]:
    return _visible(user, SolutionPartner.objects.select_related("organisation__place").prefetch_related("offers"))
