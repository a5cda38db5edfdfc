"""The list of community issues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.cells import Cell, Severity, Status
from minbar.foundation.screens.filters import ChoiceFilter, PeriodFilter
from minbar.foundation.screens.tables import Add, Column, Table
from minbar.voice.advocacy import queries
from minbar.voice.advocacy.access import AdvocacyPermission
from minbar.voice.advocacy.enums import IssueSource, IssueStatus
from minbar.voice.advocacy.models import CommunityIssue

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

SEVERITIES = {
    IssueStatus.IDENTIFIED: Severity.WAITING,
    IssueStatus.ADVOCATED: Severity.INFO,
    IssueStatus.SETTLED: Severity.GOOD,
    IssueStatus.SET_ASIDE: Severity.NEUTRAL,
}


def status(issue: CommunityIssue) -> Status:
    return Status(issue.get_status_display(), SEVERITIES[IssueStatus(issue.status)])


class IssueTable(Table):
    key = "advocacy.issues"
    title = _("Community issues")
    columns = (
        Column("title", _("Community issue"), sort="title", link=True),
        Column("identified_on", _("Identified on"), Cell.DATE, sort="identified_on"),
        Column("topic", _("Topic"), sort="topic"),
        Column("source", _("Source"), value=lambda issue: issue.get_source_display(), sort="source"),
        Column("status", _("Status"), Cell.STATUS, value=status, sort="status"),
    )
    filters = (
        PeriodFilter("identified_on", _("Identified on"), "identified_on"),
        ChoiceFilter("source", _("Source"), "source", choices=lambda: IssueSource.choices),
        ChoiceFilter("status", _("Status"), "status", choices=lambda: IssueStatus.choices),
    )
    order = ("-identified_on", "-id")
    record_route = "advocacy:issue"
    add = Add("advocacy:issue-add", _("Add a community issue"), AdvocacyPermission.EDIT)
    sheet = "community_issues"
    empty = _("No community issue is recorded yet. Add the first one, or import a workbook of them.")

    def rows(self, user: User) -> QuerySet[CommunityIssue]:
        return queries.issues_visible_to(user)

    def search(self, rows: QuerySet[CommunityIssue], text: str) -> QuerySet[CommunityIssue]:
        return queries.entitled(rows, text)
