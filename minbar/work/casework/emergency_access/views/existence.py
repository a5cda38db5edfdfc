"""What the administrator is told of cases: that there are some."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from minbar.foundation.access.routes import requires
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.emergency_access.existence import existence


@requires(CasePermission.EXISTENCE, hides=True)
class Existence(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        with wall.counting():
            seen = existence()
        return render(request, "casework/existence.html", {"existence": seen})
