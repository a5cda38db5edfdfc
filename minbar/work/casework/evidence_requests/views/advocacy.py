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
from minbar.foundation.screens.records import ButtonView
from minbar.foundation.screens.requests import user_of
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.evidence_requests import actions
from minbar.work.casework.evidence_requests.forms import EvidenceForm
from minbar.work.casework.evidence_requests.issues import issues_for
from minbar.work.casework.evidence_requests.models import QUARTERS, EvidenceRequest, words_of_period
from minbar.work.casework.evidence_requests.queries import testimonies as reading
from minbar.work.casework.evidence_requests.queries.advocacy import WHOLE, Disclosed, Part, grid_of, years_disclosed
from minbar.work.casework.evidence_requests.tables import EvidenceTable, status_of_request

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


BY_QUARTER, BY_PROVINCE = "quarter", "province"


@requires(CasePermission.ASK_EVIDENCE, hides=True)
class TopicCounts(View):
    """One year's topics by quarter, or by province; the addresses of both are the same for everybody who asks."""

    def get(self, request: HttpRequest) -> HttpResponse:
        years = years_disclosed()
        asked = request.GET.get("year", "")
        year = next((each for each in years if str(each) == asked), years[0])
        by = BY_PROVINCE if request.GET.get("by") == BY_PROVINCE else BY_QUARTER
        with wall.counting():
            grid = grid_of(year)
        columns: list[tuple[Part, Any]] = [(WHOLE, _("Whole year"))]
        if by == BY_QUARTER:
            columns += [((BY_QUARTER, number), words) for number, words in QUARTERS]
        else:
            columns += [((BY_PROVINCE, place.pk), place) for place in grid.provinces]
        context = {
            "years": years,
            "year": year,
            "by": by,
            "columns": [label for _part, label in columns],
            "rows": [
                (topic, depth, [(label, told) for (_part, label), told in zip(columns, row, strict=True)])
                for topic, depth, row in grid.rows([part for part, _label in columns])
            ],
        }
        return render(request, "casework/topic_counts.html", context)


@requires(CasePermission.ASK_EVIDENCE, hides=True)
class EvidenceList(ListView):
    table = EvidenceTable


@requires(CasePermission.ASK_EVIDENCE, hides=True)
class EvidenceRecord(View):
    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        asked = get_object_or_404(reading.requests_visible_to(user_of(request)), uid=uid)
        context = {
            "asked": asked,
            "status": status_of_request(asked),
            "counts": _counts(asked),
            "released": reading.released_for(asked),
        }
        return render(request, "casework/evidence_request.html", context)


def _counts(asked: EvidenceRequest) -> list[tuple[str, Disclosed]]:
    """What is told of what a request asks about; where it names no year, of the last one that is over."""
    years = years_disclosed()
    year = asked.year or years[0]
    if year not in years:
        return []
    with wall.counting():
        grid = grid_of(year)
    found: list[tuple[str, Disclosed | None]] = [(words_of_period(year), grid.disclosed(asked.topic))]
    if asked.quarter:
        found.append((asked.period, grid.disclosed(asked.topic, (BY_QUARTER, asked.quarter))))
    if asked.province:
        told = grid.disclosed(asked.topic, (BY_PROVINCE, asked.province.pk))
        found.append((f"{words_of_period(year)} · {asked.province}", told))
    return [(label, told) for label, told in found if told is not None]


@requires(CasePermission.ASK_EVIDENCE, hides=True)
class EvidenceAdd(FormView):
    form_class = EvidenceForm
    title = _("Ask for testimonies")
    introduction = _("Those who work with cases of this topic see your question. You read what two people checked.")
    submit = _("Ask")
    done = _("The request is saved.")
    list_route = "casework:evidence"
    list_title = _("Requests for testimonies")

    def initial(self, record: Any) -> dict[str, Any]:
        return {"issue": self.request.GET.get("issue", "")}

    def form_arguments(self, record: Any, user: User) -> dict[str, Any]:
        return {"issues": issues_for(user)}

    def act(self, form: Any, user: User) -> EvidenceRequest:
        return actions.ask_for_evidence(by=user, **form.values())


@requires(CasePermission.ASK_EVIDENCE, hides=True)
class EvidenceClose(ButtonView):
    done = _("The request is closed.")

    def rows(self, user: User) -> QuerySet[EvidenceRequest]:
        return reading.requests_visible_to(user)

    def act(self, record: EvidenceRequest, user: User) -> None:
        actions.close_request(by=user, request=record)
