"""The lists of cases that were opened in an emergency: one's own, and those of which one was told."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.cells import Cell, Severity, Status
from minbar.foundation.screens.tables import Add, Column, Table
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.emergency_access import queries as reading
from minbar.work.casework.emergency_access.enums import EmergencyAccessStatus
from minbar.work.casework.emergency_access.models import EmergencyAccess

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

SEVERITIES = {
    EmergencyAccessStatus.OPEN: Severity.INFO,
    EmergencyAccessStatus.TO_REVIEW: Severity.WAITING,
    EmergencyAccessStatus.LATE: Severity.BAD,
    EmergencyAccessStatus.JUSTIFIED: Severity.GOOD,
    EmergencyAccessStatus.NOT_JUSTIFIED: Severity.BAD,
}


def status(emergency_access: EmergencyAccess) -> Status:
    return Status(emergency_access.status.label, SEVERITIES[emergency_access.status])


class EmergencyAccessTable(Table):
    key = "casework.glasses"
    title = _("Emergency openings")
    columns: ClassVar[tuple[Column, ...]] = (
        Column("category", _("Reason"), value=lambda record: record.get_category_display(), sort="category", link=True),
        Column("opener", _("Opened by"), value="opened_by.name", sort="opened_by__name"),
        Column("broken_at", _("Opened"), Cell.DATETIME, value="opened_at", sort="opened_at"),
        Column("until", _("Until"), Cell.DATETIME, value="shut_at", sort="until"),
        Column("standing", _("Status"), Cell.STATUS, value=status),
        Column("review_due", _("Review due"), Cell.DATETIME, sort="review_due"),
    )
    order = ("-opened_at", "-id")
    record_route = "casework:emergency-access"
    empty = _("Nobody opened a case in an emergency.")

    def rows(self, user: User) -> QuerySet[EmergencyAccess]:
        return reading.emergency_accesses_to_review(user)


class OwnEmergencyAccessTable(EmergencyAccessTable):
    key = "casework.own_glasses"
    title = _("What I opened")
    columns = tuple(column for column in EmergencyAccessTable.columns if column.key != "opener")
    record_route = "casework:own-emergency-access"
    add = Add("casework:emergency-access-add", _("Open a case in an emergency"), CasePermission.OPEN_IN_EMERGENCY)
    empty = _("You have opened no case in an emergency.")

    def rows(self, user: User) -> QuerySet[EmergencyAccess]:
        return reading.emergency_accesses_of(user)
