"""What came in and is nobody's yet: a supervisor reads the request, and gives the case to somebody."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from minbar.foundation.access.routes import requires
from minbar.foundation.screens.requests import user_of
from minbar.foundation.vault.records import reveal_many
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.forms import AssignForm
from minbar.work.casework.cases.models import Case
from minbar.work.casework.cases.numbering import grouped
from minbar.work.casework.cases.queries import queue
from minbar.work.casework.cases.queries.workers import loads
from minbar.work.casework.cases.tables.cases import urgency
from minbar.work.casework.cases.views.base import BehindTheWall

#: So many on a page; the others come when these are given out.
SHOWN = 20


@requires(CasePermission.SUPERVISE, hides=True)
class Triage(BehindTheWall, View):
    http_method_names = ["get"]

    def get(self, request: HttpRequest) -> HttpResponse:
        waiting = list(queue.untaken(user_of(request))[: SHOWN + 1])
        load = loads()
        context = {
            "waiting": [
                self._shown(case, request_text, load) for case, request_text in _with_requests(waiting[:SHOWN])
            ],
            "more": len(waiting) > SHOWN,
            "loads": load,
        }
        return render(request, "casework/triage.html", context)

    @staticmethod
    def _shown(case: Case, text: str, load: Any) -> dict[str, Any]:
        form = AssignForm(loads_now=load, auto_id=f"%s-{case.uid}")
        return {"case": case, "number": grouped(case.number), "urgency": urgency(case), "text": text, "form": form}


def _with_requests(cases: list[Case]) -> list[tuple[Case, str]]:
    """The cases with what the client asks for; "" where nothing was written, or it was erased."""
    contents = [case.content for case in cases if hasattr(case, "content")]
    texts = {
        content.case_id: revealed["request"] or ""
        for content, revealed in zip(contents, reveal_many(contents, "request"), strict=True)
    }
    return [(case, texts.get(case.pk, "")) for case in cases]
