"""The lists of claims, exports, breaches, erasures and of what is due to be erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.foundation.access.decisions import decide
from minbar.foundation.screens.cells import Cell, Severity, Status
from minbar.foundation.screens.filters import ChoiceFilter
from minbar.foundation.screens.tables import Add, Column, Table
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.models import Case, Topic
from minbar.work.casework.cases.numbering import grouped
from minbar.work.casework.cases.queries.cases import cases_visible_to
from minbar.work.casework.cases.queries.retention import due_for_erasure, years_by_topic
from minbar.work.casework.data_rights import queries as rights
from minbar.work.casework.data_rights.enums import BreachKind, ErasureGround, RightKind, RightStatus
from minbar.work.casework.data_rights.models import Breach, Erasure, FileExport, RightsRequest

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

LATE = pgettext_lazy("deadline", "Late")


def request_status(request: RightsRequest) -> Status:
    if request.is_late:
        return Status(LATE, Severity.BAD)
    waits = request.status == RightStatus.OPEN
    return Status(request.get_status_display(), Severity.WAITING if waits else Severity.NEUTRAL)


class RightsRequestTable(Table):
    key = "casework.rights"
    title = _("Requests of rights")
    columns = (
        Column("kind", _("What the client asks for"), value=lambda each: each.get_kind_display(), link=True),
        Column("case", _("Case number"), Cell.CODE, value=lambda each: grouped(each.case.number)),
        Column("asked_at", _("Asked"), Cell.DATETIME, sort="asked_at"),
        Column("due_on", _("Due"), Cell.DATE, sort="due_on"),
        Column("standing", _("Status"), Cell.STATUS, value=request_status, sort="status"),
    )
    filters = (
        ChoiceFilter("standing", _("Status"), "status", choices=lambda: RightStatus.choices),
        ChoiceFilter("kind", _("What the client asks for"), "kind", choices=lambda: RightKind.choices),
    )
    order = ("due_on", "id")
    record_route = "casework:rights-request"
    empty = _("No client has claimed a right. Note one on the page of their case.")

    def rows(self, user: User) -> QuerySet[RightsRequest]:
        return rights.requests_visible_to(user)


class FileExportTable(Table):
    title = _("Packed files")
    columns = (
        Column("made", _("Packed"), Cell.DATETIME, value="created_at", link=True),
        Column("by", _("Packed by"), value="made_by.name"),
        Column("expires_at", _("Can be saved until"), Cell.DATETIME),
        Column("left", _("Downloads left"), Cell.NUMBER, value="downloads_left"),
    )
    order = ("-created_at",)
    record_route = "casework:file-export"
    empty = _("No packed file waits.")

    def rows(self, user: User) -> QuerySet[FileExport]:
        return rights.exports_visible_to(user)


def breach_status(breach: Breach) -> Status:
    if breach.closed_at:
        return Status(pgettext_lazy("breach of data", "Closed"), Severity.NEUTRAL)
    if breach.authority_told_at:
        return Status(pgettext_lazy("breach of data", "Authority told"), Severity.GOOD)
    return Status(LATE, Severity.BAD) if breach.is_late else Status(_("Authority not yet told"), Severity.WAITING)


class BreachTable(Table):
    key = "casework.breaches"
    title = _("Breaches of data")
    columns = (
        Column("kind", _("Kind of breach"), value=lambda each: each.get_kind_display(), link=True),
        Column("noticed_at", _("Noticed"), Cell.DATETIME, sort="noticed_at"),
        Column("due_at", _("Authority to be told by"), Cell.DATETIME, sort="due_at"),
        Column("standing", _("Status"), Cell.STATUS, value=breach_status),
        Column("people", _("People affected, at most"), Cell.NUMBER, value="people_affected"),
    )
    filters = (ChoiceFilter("kind", _("Kind of breach"), "kind", choices=lambda: BreachKind.choices),)
    order = ("-noticed_at", "-id")
    record_route = "casework:breach"
    add = Add("casework:breach-add", _("Note a breach"), CasePermission.BREACHES)
    empty = _("No breach of data was noted.")

    def rows(self, user: User) -> QuerySet[Breach]:
        return rights.breaches_visible_to(user)


def erasure_status(erasure: Erasure) -> Status:
    if erasure.erased_at:
        return Status(pgettext_lazy("erasure", "Erased"), Severity.GOOD)
    if erasure.dropped_at:
        return Status(pgettext_lazy("erasure", "Dropped"), Severity.NEUTRAL)
    return Status(_("Waits for a second person"), Severity.WAITING)


class ErasureTable(Table):
    key = "casework.erasures"
    title = _("Erasures")
    columns = (
        Column("code", _("Code"), Cell.CODE, link=True),
        Column("ground", _("Ground"), value=lambda each: each.get_ground_display(), sort="ground"),
        Column("proposed", _("Proposed"), Cell.DATETIME, value="created_at", sort="created_at"),
        Column("proposed_by", _("Proposed by"), value="proposed_by.name"),
        Column("standing", _("Status"), Cell.STATUS, value=erasure_status),
        Column("erased_at", _("Erased"), Cell.DATETIME, sort="erased_at"),
    )
    filters = (ChoiceFilter("ground", _("Ground"), "ground", choices=lambda: ErasureGround.choices),)
    order = ("-created_at", "-id")
    record_route = "casework:erasure"
    add = Add("casework:due", _("Cases past their retention period"), CasePermission.ERASE)
    empty = _("Nothing was proposed to be erased. See what is due, or propose it on the page of a case.")

    def rows(self, user: User) -> QuerySet[Erasure]:
        return rights.erasures_visible_to(user)


class DueTable(Table):
    """Cases of clients all of whose time is over; those that are limited to others are counted, not shown."""

    key = "casework.due"
    title = _("Cases past their retention period")
    columns = (
        Column("number", _("Case number"), Cell.CODE, link=True),
        Column("topic", _("Topic"), Cell.LABELS, value="topic.labels"),
        Column("closed_on", _("Closed on"), Cell.DATE, sort="closed_on"),
        Column("erase_after", _("Kept until"), Cell.DATE, sort="erase_after"),
    )
    order = ("erase_after", "id")
    record_route = "casework:erasure-propose"
    add = Add("casework:retention", _("How long cases are kept"), CasePermission.EDIT_TOPICS)
    empty = _("No closed case has been kept for longer than it should be.")

    def rows(self, user: User) -> QuerySet[Case]:
        if not decide(user, CasePermission.ERASE):
            return Case.objects.none()
        with wall.system_access():  # whether another case of the client is kept must not hang on who asks
            proposed = Erasure.objects.filter(dropped_at=None, subject__isnull=False).values("subject")
            due = list(due_for_erasure().exclude(subject__in=proposed).values_list("pk", flat=True))
        return cases_visible_to(user).filter(pk__in=due)


class RetentionTable(Table):
    key = "casework.retention"
    title = _("How long cases are kept")
    columns = (
        Column("topic", _("Topic"), Cell.LABELS, value="labels", link=True),
        Column("within", _("Wider topic"), Cell.LABELS, value="parent.labels"),
        Column("own", _("Years of its own"), Cell.NUMBER, value="retention_years"),
        Column("years", _("Years that hold"), Cell.NUMBER, value=lambda topic: topic.years_in_force),
    )
    order = ("position", "code")
    record_route = "casework:retention-edit"
    page_size = 200

    def rows(self, user: User) -> QuerySet[Topic]:
        return TopicsWithYears(Topic).select_related("parent")


class TopicsWithYears(QuerySet[Topic]):
    """Topics with the years that hold for them, counted once for all."""

    def _fetch_all(self) -> None:
        fetched = self._result_cache is not None
        super()._fetch_all()
        if not fetched and self._result_cache:
            years = years_by_topic()
            for topic in self._result_cache:
                topic.years_in_force = years[topic.pk]  # type: ignore[attr-defined]  # for the table's column
