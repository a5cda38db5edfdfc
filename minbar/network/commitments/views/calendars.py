"""The month's page."""

from __future__ import annotations

from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from minbar.foundation.access.routes import requires
from minbar.foundation.screens.requests import user_of
from minbar.network.commitments import queries
from minbar.network.commitments.access import CommitmentPermission
from minbar.network.commitments.due_lists import due_between
from minbar.network.commitments.enums import Standing
from minbar.network.commitments.months import days_of, month_named, month_of, span_of
from minbar.network.commitments.views.parts import ReadingSources


@requires(CommitmentPermission.VIEW)
class CalendarPage(ReadingSources, View):
    """What falls due in a month: one's own, or all that one may see (``whose=all``). Cancelled ones are left out."""

    MOST: ClassVar[int] = 500

    def get(self, request: HttpRequest) -> HttpResponse:
        user = user_of(request)
        first = month_named(request.GET.get("month", ""))
        everything = request.GET.get("whose") == "all"
        seen = queries.commitments_visible_to(user) if everything else queries.commitments_concerning(user)
        rows = seen.filter(span_of(first)).exclude(standing=Standing.CANCELLED)
        records = due_between(user, *days_of(first), most=self.MOST)
        month = month_of(first, rows.order_by("due_at", "pk")[: self.MOST], records)
        return render(request, "commitments/calendar.html", {"month": month, "everything": everything})
