"""The lists of cases that were opened in an emergency: one's own, and those of which one was told."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.cells import Cell, Severity, Status
from minbar.foundation.screens.tables import Add, Column, Table
from minbar.work.casework.access import CasePermission
from minbar.work.casework.enums import GlassStanding
from minbar.work.casework.models import GlassBreak
from minbar.work.casework.queries import glass as reading

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

SEVERITIES = {
    GlassStanding.OPEN: Severity.INFO,
    GlassStanding.TO_REVIEW: Severity.WAITING,
    GlassStanding.LATE: Severity.BAD,
    GlassStanding.JUSTIFIED: Severity.GOOD,
    GlassStanding.NOT_JUSTIFIED: Severity.BAD,
}


def status(glass: GlassBreak) -> Status:
    return Status(glass.standing.label, SEVERITIES[glass.standing])


class GlassTable(Table):
    key = "casework.glasses"
    title = _("Emergency openings")
    columns: ClassVar[tuple[Column, ...]] = (
        Column("category", _("Reason"), value=lambda glass: glass.get_category_display(), sort="category", link=True),
        Column("opener", _("Opened by"), value="broken_by.name", sort="broken_by__name"),
        Column("broken_at", _("Opened"), Cell.DATETIME, sort="broken_at"),
        Column("until", _("Until"), Cell.DATETIME, value="shut_at", sort="until"),
        Column("standing", _("Status"), Cell.STATUS, value=status),
        Column("review_due", _("Review due"), Cell.DATETIME, sort="review_due"),
    )
    order = ("-broken_at", "-id")
    record_route = "casework:glass"
    empty = _("Nobody opened a case in an emergency.")

    def rows(self, user: User) -> QuerySet[GlassBreak]:
        return reading.glasses_told_to(user)


class OwnGlassTable(GlassTable):
    key = "casework.own_glasses"
    title = _("What I opened")
    columns = tuple(column for column in GlassTable.columns if column.key != "opener")
    record_route = "casework:glass-own"
    add = Add("casework:glass-add", _("Open a case in an emergency"), CasePermission.BREAK_GLASS)
    empty = _("You have opened no case in an emergency.")

    def rows(self, user: User) -> QuerySet[GlassBreak]:
        return reading.glasses_of(user)
