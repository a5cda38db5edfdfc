"""What falls due in engagement: visits that are planned, partnerships that end."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from minbar.network.commitments.due_lists import DueList
from minbar.work.engagement.access import EngagementPermission
from minbar.work.engagement.enums import VisitStatus
from minbar.work.engagement.models import Partnership, PlannedVisit
from minbar.work.engagement.models.partnerships import SOON
from minbar.work.engagement.registers import PARTNERSHIPS, VISITS

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

DAY = dt.timedelta(days=1)


def visits_to_pay(user: User, first: dt.date | None, last: dt.date) -> QuerySet[PlannedVisit]:
    """Visits that were neither paid nor dropped."""
    unpaid = VISITS.visible_to(user).select_related("party")
    unpaid = unpaid.filter(PlannedVisit.with_status(VisitStatus.OVERDUE, last + DAY))
    return (unpaid.filter(due_on__gte=first) if first else unpaid).order_by("due_on", "pk")


def partnerships_that_end(user: User, first: dt.date | None, last: dt.date) -> QuerySet[Partnership]:
    ending = PARTNERSHIPS.visible_to(user).select_related("organisation").filter(ends_on__lte=last)
    return (ending.filter(ends_on__gte=first) if first else ending).order_by("ends_on", "pk")


def _visit(visit: PlannedVisit) -> str:
    return _("Visit %(party)s: %(purpose)s") % {"party": visit.party, "purpose": visit.purpose}


def _ending(partnership: Partnership) -> str:
    return _("The partnership with %(organisation)s ends") % {"organisation": partnership.organisation}


DUE_LISTS = [
    DueList(EngagementPermission.EDIT, visits_to_pay, "due_on", _visit),
    DueList(EngagementPermission.EDIT, partnerships_that_end, "ends_on", _ending, ahead=SOON, can_be_late=False),
]
