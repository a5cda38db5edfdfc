"""Finding a case by its number, a phone or a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.routes import requires
from minbar.foundation.screens.forms import FormView
from minbar.foundation.screens.requests import user_of
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.forms import FindForm
from minbar.work.casework.cases.numbering import grouped
from minbar.work.casework.cases.tables import status
from minbar.work.casework.cases.views.base import BehindTheWall
from minbar.work.casework.identity.queries.finding import find_cases

if TYPE_CHECKING:
    pass


@requires(CasePermission.WORK, hides=True)
class CaseFind(BehindTheWall, FormView):
    """By number, phone or document; what was typed is in no address, and what is not theirs is not there."""

    template_name = "casework/find.html"
    form_class = FindForm
    title = _("Find a case")
    submit = _("Find")
    list_route, list_title = "casework:cases", _("Cases")
    idempotent = False  # it makes nothing

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self._form(request)
        self.found = find_cases(user_of(request), form.cleaned_data["sought"]) if form.is_valid() else None
        return self._page(request, form, status=200 if form.is_valid() else 422)

    def more_context(self, record: Any | None) -> dict[str, Any]:
        found = getattr(self, "found", None)
        rows = [(case, grouped(case.number), status(case)) for case in found or ()]
        return {"sought": found is not None, "found": rows}
