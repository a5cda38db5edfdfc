"""The screens of what clients claim."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.foundation.access.routes import requires
from minbar.foundation.screens.cells import Cell, Status
from minbar.foundation.screens.lists import ListView
from minbar.foundation.screens.records import Button, ButtonView, DetailItem, Due, RecordView, Section
from minbar.work.casework.cases import rules as cases_rules
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.models import Case
from minbar.work.casework.cases.numbering import grouped
from minbar.work.casework.cases.views.base import BehindTheWall, OfCase
from minbar.work.casework.data_rights import rules
from minbar.work.casework.data_rights.actions import rights as actions
from minbar.work.casework.data_rights.enums import RightKind, RightStatus
from minbar.work.casework.data_rights.forms import MOMENT, AnswerForm, ClaimForm
from minbar.work.casework.data_rights.models import RightsRequest
from minbar.work.casework.data_rights.queries import requests_visible_to
from minbar.work.casework.data_rights.tables import RightsRequestTable, request_status

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@requires(CasePermission.WORK, hides=True)
class RightsRequestList(BehindTheWall, ListView):
    table = RightsRequestTable


@requires(CasePermission.WORK, hides=True)
class RightsRequestRecord(BehindTheWall, RecordView):
    list_route = "casework:rights-requests"
    list_title = _("Requests of rights")
    show_history = False  # it is the case's

    def rows(self, user: User) -> QuerySet[RightsRequest]:
        self.user = user
        return requests_visible_to(user).select_related("case", "answered_by")

    def title(self, record: RightsRequest) -> str:
        return str(record.get_kind_display())

    def status(self, record: RightsRequest) -> Status:
        return request_status(record)

    def due(self, record: RightsRequest) -> Sequence[Due]:
        return [Due(_("The client is answered"), record.due_on)] if record.status == RightStatus.OPEN else []

    def sections(self, record: RightsRequest) -> Sequence[Section]:
        items = [
            DetailItem(_("Case number"), grouped(record.case.number), Cell.CODE, url=record.case.get_absolute_url()),
            DetailItem(_("Asked"), record.asked_at, Cell.DATETIME),
            DetailItem(_("Answered"), record.answered_at, Cell.DATETIME),
            DetailItem(_("Answered by"), record.answered_by and record.answered_by.name),
        ]
        if cases_rules.can_read_content(self.user, record.case):
            items += [
                DetailItem(_("In the client's words"), record.reveal("wish"), Cell.LONG),
                DetailItem(_("What the client is told"), record.reveal("answer"), Cell.LONG),
            ]
        return [Section(_("Request"), items)]

    def buttons(self, record: RightsRequest, user: User) -> Sequence[Button]:
        found = []
        if record.status == RightStatus.OPEN and cases_rules.can_change(user, record.case):
            found.append(
                Button(
                    pgettext_lazy("right of a client", "Answer"),
                    reverse("casework:rights-request-answer", args=[record.uid]),
                )
            )
        if record.status != RightStatus.OPEN and cases_rules.can_change(user, record.case):
            found.append(Button(_("Reopen"), reverse("casework:rights-request-reopen", args=[record.uid]), post=True))
        if record.kind == RightKind.ACCESS and rules.can_read_whole_file(user, record.case):
            found.append(Button(_("Whole file"), reverse("casework:client-file", args=[record.case.uid])))
        if record.kind == RightKind.CORRECTION and cases_rules.can_read_identity(user, record.case):
            found.append(Button(_("Correct the identity"), reverse("casework:identity-edit", args=[record.case.uid])))
        if record.kind == RightKind.ERASURE and rules.can_propose_erasure(user, record.case):
            found.append(Button(_("Propose erasure"), reverse("casework:erasure-propose", args=[record.case.uid])))
        return found


@requires(CasePermission.WORK, hides=True)
class RightsRequestAdd(OfCase):
    form_class = ClaimForm
    title = _("Note a request of a right")
    done = _("The request is saved; its deadline is running.")
    idempotent = True

    def initial(self, record: Case | None) -> dict[str, Any]:
        return {"asked_at": timezone.localtime().strftime(MOMENT)}

    def act(self, form: ClaimForm, user: User) -> RightsRequest:
        return actions.claim_right(by=user, case=self.record, **form.cleaned_data)


@requires(CasePermission.WORK, hides=True)
class RightsRequestAnswer(OfCase):
    form_class = AnswerForm
    title = _("Answer the request")
    done = _("The request is answered.")
    list_route = "casework:rights-requests"
    list_title = _("Requests of rights")

    def rows(self, user: User) -> QuerySet[RightsRequest]:
        self.user = user
        return requests_visible_to(user)

    def initial(self, record: RightsRequest | None) -> dict[str, Any]:
        """The words of an answer that was taken back, for those who may read them."""
        assert record is not None
        return {"answer": record.reveal("answer")} if cases_rules.can_read_content(self.user, record.case) else {}

    def act(self, form: AnswerForm, user: User) -> RightsRequest:
        return actions.answer_right(by=user, request=self.record, **form.cleaned_data)


@requires(CasePermission.WORK, hides=True)
class RightsRequestReopen(BehindTheWall, ButtonView):
    done = _("The request is open again; its deadline is what it was.")

    def rows(self, user: User) -> QuerySet[RightsRequest]:
        return requests_visible_to(user)

    def act(self, record: RightsRequest, user: User) -> None:
        actions.reopen_right(by=user, request=record)
