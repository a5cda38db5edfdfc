"""The lists around testimonies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.cells import Cell, Severity, Status
from minbar.foundation.screens.tables import Add, Column, Table
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.numbering import grouped
from minbar.work.casework.evidence_requests.enums import TestimonyStatus
from minbar.work.casework.evidence_requests.models import EvidenceRequest, ReleasedTestimony, Testimony
from minbar.work.casework.evidence_requests.queries import testimonies as reading

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

SEVERITIES = {
    TestimonyStatus.DRAFT: Severity.NEUTRAL,
    TestimonyStatus.IN_CHECK: Severity.WAITING,
    TestimonyStatus.RETURNED: Severity.BAD,
}


def status_of_request(request: EvidenceRequest) -> Status:
    return Status(_("Open"), Severity.GOOD) if request.is_open else Status(_("Closed"))


def status_of_testimony(testimony: Testimony) -> Status:
    status = TestimonyStatus(testimony.status)
    return Status(status.label, SEVERITIES[status])


class EvidenceTable(Table):
    key = "casework.evidence"
    title = _("Requests for testimonies")
    columns = (
        Column("topic", _("Topic"), Cell.LABELS, value="topic.labels", sort="topic__code", link=True),
        Column("period", _("Period"), value="period", sort=("year", "quarter")),
        Column("province", _("Province"), value="province"),
        Column("issue", _("Community issue"), value="issue_label", sort="issue_label"),
        Column("wanted_until", _("Wanted until"), Cell.DATE, sort="wanted_until"),
        Column("standing", _("Status"), Cell.STATUS, value=status_of_request),
        Column("told", _("Released testimonies"), Cell.NUMBER, sort="told"),
    )
    order = ("-created_at", "-id")
    record_route = "casework:evidence-request"
    add = Add("casework:evidence-request-add", _("Ask for testimonies"), CasePermission.ASK_EVIDENCE)
    empty = _("Nothing was asked yet. Ask those who work with cases for testimonies on a topic.")

    def rows(self, user: User) -> QuerySet[EvidenceRequest]:
        return reading.requests_visible_to(user)


class AskedTable(Table):
    """What case workers are asked for."""

    key = "casework.asked"
    title = _("Testimonies that are asked for")
    columns = (
        Column("topic", _("Topic"), Cell.LABELS, value="topic.labels", sort="topic__code", link=True),
        Column("period", _("Period"), value="period", sort=("year", "quarter")),
        Column("province", _("Province"), value="province"),
        Column("question", _("What should a testimony tell?"), value="question"),
        Column("wanted_until", _("Wanted until"), Cell.DATE, sort="wanted_until"),
    )
    order = ("wanted_until", "id")
    record_route = "casework:asked"
    empty = _("Nobody asks for testimonies on the topics of your cases.")

    def rows(self, user: User) -> QuerySet[EvidenceRequest]:
        return reading.requests_for(user)


class TestimonyTable(Table):
    """What one wrote oneself."""

    key = "casework.testimonies"
    title = _("My testimonies")
    columns = (
        Column("topic", _("Topic"), Cell.LABELS, value="request.topic.labels", sort="request__topic__code", link=True),
        Column("case", _("Case number"), Cell.CODE, value=lambda each: grouped(each.case.number), sort="case__number"),
        Column("standing", _("Status"), Cell.STATUS, value=status_of_testimony, sort="status"),
        Column("updated_at", _("Last changed"), Cell.DATETIME, sort="updated_at"),
    )
    order = ("-updated_at", "-id")
    record_route = "casework:testimony"
    empty = _("You have written no testimony that is not released yet.")

    def rows(self, user: User) -> QuerySet[Testimony]:
        return reading.testimonies_of(user)


class CheckTable(Table):
    key = "casework.checks"
    title = _("Testimonies to check")
    columns = (
        Column("topic", _("Topic"), Cell.LABELS, value="request.topic.labels", sort="request__topic__code", link=True),
        Column("question", _("What should a testimony tell?"), value="request.question"),
        Column("until", _("Wanted until"), Cell.DATE, value="request.wanted_until", sort="request__wanted_until"),
    )
    order = ("request__wanted_until", "id")
    record_route = "casework:check"
    empty = _("No testimony waits to be checked by you.")

    def rows(self, user: User) -> QuerySet[Testimony]:
        return reading.testimonies_to_check(user)


class ReleasedTable(Table):
    """What is shown on a community issue's page."""

    key = "casework.released"
    title = _("Testimonies")
    columns = (
        Column("topic", _("Topic"), Cell.LABELS, value="topic.labels", link=True),
        Column("year", _("Year"), Cell.CODE),
        Column("text", _("Testimony"), Cell.LONG),
    )
    order = ("-year",)

    def rows(self, user: User) -> QuerySet[ReleasedTestimony]:
        return ReleasedTestimony.objects.none()
