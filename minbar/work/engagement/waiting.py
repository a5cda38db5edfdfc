"""What waits for those who keep engagement: visits that are overdue or due soon, partnerships that end."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from minbar.foundation.screens.cells import Severity
from minbar.foundation.screens.waiting import Task, Waiting
from minbar.work.engagement import queries
from minbar.work.engagement.access import EngagementPermission
from minbar.work.engagement.enums import VisitStatus
from minbar.work.engagement.models.partnerships import SOON

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

SHOWN = 10
AHEAD = datetime.timedelta(days=14)


def visits_due(user: User) -> Iterator[Task]:
    today = timezone.localdate()
    unpaid = queries.visits_of_status(VisitStatus.OVERDUE, today + AHEAD)
    for visit in queries.visits_visible_to(user).filter(unpaid).order_by("due_on")[:SHOWN]:
        text = _("Visit %(party)s: %(purpose)s") % {"party": visit.party, "purpose": visit.purpose}
        severity = Severity.BAD if visit.due_on < today else Severity.WAITING
        yield Task(text, visit.get_absolute_url(), visit.due_on, severity)


def partnerships_ending(user: User) -> Iterator[Task]:
    today = timezone.localdate()
    ending = queries.partnerships_visible_to(user).filter(ends_on__range=(today, today + SOON)).order_by("ends_on")
    for partnership in ending[:SHOWN]:
        text = _("The partnership with %(organisation)s ends") % {"organisation": partnership.organisation}
        yield Task(text, partnership.get_absolute_url(), partnership.ends_on)


WAITING = [
    Waiting(EngagementPermission.EDIT, visits_due),
    Waiting(EngagementPermission.EDIT, partnerships_ending),
]
