"""The advocacy officer's side: counts of topics as far as they are public, requests, and what was released."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views import View

from minbar.foundation.access.routes import requires
from minbar.foundation.screens.forms import FormView
from minbar.foundation.screens.lists import ListView
from minbar.foundation.screens.records import ActionView
from minbar.foundation.screens.requests import user_of
from minbar.work.casework import wall
from minbar.work.casework.access import CasePermission
from minbar.work.casework.actions import testimonies as actions
from minbar.work.casework.evidence import issues_for
from minbar.work.casework.forms.testimonies import EvidenceForm
from minbar.work.casework.models import EvidenceRequest
from minbar.work.casework.queries import testimonies as reading
from minbar.work.casework.queries.advocacy import counts_for_advocacy, counts_of
from minbar.work.casework.tables.testimonies import EvidenceTable, standing_of_request

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@requires(CasePermission.ASK_EVIDENCE, hides=True)
class TopicCounts(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        with wall.counting():
            rows = counts_for_advocacy()
        years = [told.year for told in rows[0].years] if rows else []
        return render(request, "casework/topic_counts.html", {"rows": rows, "years": years})


@requires(CasePermission.ASK_EVIDENCE, hides=True)
class EvidenceList(ListView):
    table = EvidenceTable


@requires(CasePermission.ASK_EVIDENCE, hides=True)
class EvidenceRecord(View):
    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        asked = get_object_or_404(reading.requests_visible_to(user_of(request)), uid=uid)
        with wall.counting():
            counts = counts_of(asked.topic)
        context = {
            "asked": asked,
            "standing": standing_of_request(asked),
            "counts": counts,
            "released": reading.released_for(asked),
        }
        return render(request, "casework/evidence_request.html", context)


@requires(CasePermission.ASK_EVIDENCE, hides=True)
class EvidenceAdd(FormView):
    form_class = EvidenceForm
    title = _("Ask for testimonies")
    introduction = _("Those who work with cases of this topic see your question. You read what two people checked.")
    submit = _("Ask")
    done = _("The request is kept.")
    list_route = "casework:evidence"
    list_title = _("Requests for testimonies")

    def initial(self, record: Any) -> dict[str, Any]:
        return {"issue": self.request.GET.get("issue", "")}

    def form_arguments(self, record: Any, user: User) -> dict[str, Any]:
        return {"issues": issues_for(user)}

    def act(self, form: Any, user: User) -> EvidenceRequest:
        return actions.ask_for_evidence(by=user, **form.values())


@requires(CasePermission.ASK_EVIDENCE, hides=True)
class EvidenceClose(ActionView):
    done = _("The request is closed.")

    def rows(self, user: User) -> QuerySet[EvidenceRequest]:
        return reading.requests_visible_to(user)

    def act(self, record: EvidenceRequest, user: User) -> None:
        actions.close_request(by=user, request=record)
