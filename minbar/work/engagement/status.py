"""How visits and partnerships stand today, at a glance."""

from __future__ import annotations

from django.utils import timezone

from minbar.foundation.screens.cells import Severity, Status
from minbar.work.engagement.enums import PartnershipStatus, VisitStatus
from minbar.work.engagement.models import Partnership, PlannedVisit

VISIT_SEVERITIES = {
    VisitStatus.WAITING: Severity.WAITING,
    VisitStatus.OVERDUE: Severity.BAD,
    VisitStatus.DONE: Severity.GOOD,
    VisitStatus.DROPPED: Severity.NEUTRAL,
}
PARTNERSHIP_SEVERITIES = {
    PartnershipStatus.COMING: Severity.WAITING,
    PartnershipStatus.IN_FORCE: Severity.GOOD,
    PartnershipStatus.ENDED: Severity.NEUTRAL,
}


def status_of_visit(visit: PlannedVisit) -> Status:
    status = visit.status(timezone.localdate())
    return Status(status.label, VISIT_SEVERITIES[status])


def status_of_partnership(partnership: Partnership) -> Status:
    status = partnership.status(timezone.localdate())
    return Status(status.label, PARTNERSHIP_SEVERITIES[status])
