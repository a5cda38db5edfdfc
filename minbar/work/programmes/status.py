"""How an activity's status looks."""

from __future__ import annotations

from minbar.foundation.screens.cells import Severity, Status
from minbar.work.programmes.enums import ActivityStatus
from minbar.work.programmes.models import Activity

SEVERITIES = {
    ActivityStatus.PLANNED: Severity.WAITING,
    ActivityStatus.UNDER_WAY: Severity.INFO,
    ActivityStatus.DONE: Severity.GOOD,
    ActivityStatus.CANCELLED: Severity.BAD,
}


def status_of(activity: Activity) -> Status:
    return Status(activity.get_status_display(), SEVERITIES[ActivityStatus(activity.status)])
