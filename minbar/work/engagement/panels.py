"""What this room shows on the pages of records that it is tied to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.related import Panel, related
from minbar.network.commitments.following import follow_ups
from minbar.network.commitments.sources import declare_source
from minbar.work.engagement import queries
from minbar.work.engagement.access import EngagementPermission
from minbar.work.engagement.follow_ups import MEETINGS as FOLLOWED_MEETINGS
from minbar.work.engagement.tables import (
    DelegationTable,
    MeetingTable,
    PartnershipTable,
    SolutionPartnerTable,
    VisitTable,
)

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

VIEW = EngagementPermission.VIEW
Rows = Callable[[Any, "User"], QuerySet[Any]]


def tied(visible: Callable[[Any], QuerySet[Any]], path: str) -> Rows:
    """The records that reach the record of a page by ``path``."""
    return lambda record, user: visible(user).filter(**{path: record.pk})


def met(party: Any, user: User) -> QuerySet[Any]:
    return MeetingTable().rows(user).filter(queries.met(party))


def all_met(party: Any) -> str:
    return f"{reverse('engagement:meetings')}?counterpart={party.uid}"


MEETINGS = Panel(_("Meetings"), MeetingTable, met, VIEW, all_met, ("subject", "held_on", "category", "place"))
VISITS = Panel(
    _("Planned visits"),
    VisitTable,
    tied(queries.visits_visible_to, "party"),
    VIEW,
    columns=("purpose", "due_on", "standing", "plan"),
)
DELEGATIONS = Panel(_("Delegations received"), DelegationTable, tied(queries.delegations_visible_to, "sender"), VIEW)
for entry in ("directory.organisation", "directory.person"):
    for panel in (MEETINGS, VISITS, DELEGATIONS):
        related(entry, panel)

related(
    "directory.organisation",
    Panel(_("Partnerships"), PartnershipTable, tied(queries.partnerships_visible_to, "organisation"), VIEW),
)
related(
    "directory.organisation",
    Panel(
        _("Solution partners"),
        SolutionPartnerTable,
        tied(queries.solution_partners_visible_to, "organisation"),
        VIEW,
        columns=("organisation", "offers", "terms"),
    ),
)
related(
    "engagement.visitplan",
    Panel(
        _("Planned visits"),
        VisitTable,
        tied(queries.visits_visible_to, "plan"),
        VIEW,
        columns=("purpose", "party", "due_on", "standing"),
        limit=100,
    ),
)
related(
    "programmes.track",
    Panel(
        _("Meetings"),
        MeetingTable,
        tied(MeetingTable().rows, "track"),
        VIEW,
        lambda track: f"{reverse('engagement:meetings')}?track={track.code}",
    ),
)

declare_source(FOLLOWED_MEETINGS)
related("engagement.meeting", follow_ups(FOLLOWED_MEETINGS.key))
