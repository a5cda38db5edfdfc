"""A case's page, the queue of cases, and opening one. To those without business here nothing is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.forms.models import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import decide
from minbar.foundation.access.routes import requires
from minbar.foundation.screens.cells import Status
from minbar.foundation.screens.forms import FormView
from minbar.foundation.screens.lists import ListView
from minbar.foundation.screens.records import Button, Due, RecordView, Section
from minbar.foundation.screens.requests import user_of
from minbar.work.casework.cases import actions, queries, wall
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.enums import Channel
from minbar.work.casework.cases.forms import CaseForm
from minbar.work.casework.cases.models import Case
from minbar.work.casework.cases.numbering import case_name, grouped
from minbar.work.casework.cases.page import parts_of
from minbar.work.casework.cases.queries.readers import Reader, reader_among
from minbar.work.casework.cases.queries.timeline import Reading, case_seen_by, read_case
from minbar.work.casework.cases.queries.workers import readers_of
from minbar.work.casework.cases.queue import ALL, Queue
from minbar.work.casework.cases.tables import CaseTable, status
from minbar.work.casework.cases.views import case_parts
from minbar.work.casework.cases.views.base import BehindTheWall
from minbar.work.casework.cases.views.timeline import entries_of

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@requires(CasePermission.WORK, hides=True)
class CaseList(BehindTheWall, ListView):
    table = CaseTable
    template_name = "casework/queue.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        listing = Queue(self.get_table(), user_of(request), request.GET)
        context = self.context(listing)
        if listing.view is not ALL:
            del context["export_url"]  # what is exported is all that the filters leave
        context["supervises"] = bool(decide(listing.user, CasePermission.SUPERVISE))
        return render(request, self.template_name, context)


@requires(CasePermission.WORK, hides=True)
class CaseRecord(BehindTheWall, RecordView):
    template_name = "casework/case.html"
    list_route = "casework:cases"
    list_title = _("Cases")
    show_history = False  # on a page of its own: who read and did what

    def record(self, user: User, uid: Any) -> Case:
        if (case := case_seen_by(user, uid)) is None:
            raise Http404
        with wall.system_access():  # once for both
            self.accesses = readers_of(case)
            self.parts = parts_of(case, user, self.reader(case))
        return case

    def title(self, record: Case) -> str:
        return grouped(record.number)

    def summary(self, record: Case) -> str:
        return str(record.topic or "")

    def status(self, record: Case) -> Status:
        return status(record)

    def buttons(self, record: Case, user: User) -> Sequence[Button]:
        return case_parts.buttons_of(record, user, self.reader(record))

    def due(self, record: Case) -> Sequence[Due]:
        return case_parts.due_of(self.reading(record))

    def sections(self, record: Case) -> Sequence[Section]:
        return case_parts.sections_of(record, self.reading(record))

    def more_context(self, record: Any, user: User) -> dict[str, Any]:
        reader, reading, token = self.reader(record), self.reading(record), get_token(self.request)
        return {
            "csrf_token": token,  # made once for all forms of the page
            "case": record,
            "reader": reader,
            "reading": reading,
            "services": case_parts.services_of(record) if reader.works_on_it else [],
            "accesses": self.accesses,
            "entries": entries_of(reading, reader, token),
            "files": case_parts.files_of(reading),
            "supervises": bool(decide(user, CasePermission.SUPERVISE)),
            "parts": self.parts,
        }

    def reader(self, record: Case) -> Reader:
        if not hasattr(self, "_reader"):
            self._reader = reader_among(self.accesses, user_of(self.request), record)
        return self._reader

    def reading(self, record: Case) -> Reading:
        if not hasattr(self, "_reading"):
            everything = "all" in self.request.GET
            self._reading = read_case(record, self.reader(record), everything=everything)
        return self._reading


@requires(CasePermission.WORK, hides=True)
class CaseHistory(BehindTheWall, RecordView):
    """Who read and did what, from the journal, which tells nothing of what it was; and what the client asked for."""

    template_name = "casework/of_case.html"

    def rows(self, user: User) -> QuerySet[Case]:
        return queries.cases_visible_to(user)

    def title(self, record: Case) -> str:
        return str(_("Who read and did what"))

    def summary(self, record: Case) -> str:
        return ""

    def more_context(self, record: Case, user: User) -> dict[str, Any]:
        return {"case": record, "case_name": case_name(record.number)}


@requires(CasePermission.WORK, hides=True)
class CaseEdit(BehindTheWall, FormView):
    form_class = CaseForm
    title = _("Edit the case")
    introduction = _("Write nothing here by which somebody could tell whose case it is.")
    done = _("The case is saved.")
    list_route = "casework:cases"
    list_title = _("Cases")

    def rows(self, user: User) -> QuerySet[Case]:
        return queries.cases_visible_to(user)

    def form_arguments(self, record: Case | None, user: User) -> dict[str, Any]:
        return {"user": user}

    def initial(self, record: Case | None) -> dict[str, Any]:
        if record is None:
            return {}
        unknown = record.channel == Channel.REFERRAL and record.referred_by is None
        return model_to_dict(record) | {"referred_by": record.referred_by, "referrer_unknown": unknown}

    def act(self, form: CaseForm, user: User) -> Case:
        return actions.change_case(by=user, case=self.record, **form.cleaned_data)
