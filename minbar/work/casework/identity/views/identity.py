"""Whose a case is: shown on asking, and put right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views import View

from minbar.foundation.access.decisions import Denied
from minbar.foundation.access.routes import requires
from minbar.foundation.screens.cells import Cell
from minbar.foundation.screens.records import DetailItem, Section
from minbar.foundation.screens.requests import user_of
from minbar.foundation.text.languages import listed
from minbar.foundation.vault.errors import Unreadable
from minbar.work.casework.cases import queries
from minbar.work.casework.cases import rules as cases_rules
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.models import Case
from minbar.work.casework.cases.numbering import case_name
from minbar.work.casework.cases.queries.cases import other_cases_of_client
from minbar.work.casework.cases.views.base import BehindTheWall, OfCase
from minbar.work.casework.identity import actions
from minbar.work.casework.identity.actions.identity import correct_identity
from minbar.work.casework.identity.forms import PROXY, IdentityForm
from minbar.work.casework.identity.identities import Identity

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@requires(CasePermission.WORK, hides=True)
class CaseIdentity(BehindTheWall, View):
    """Whose case it is. It is shown on asking (POST) alone, and that is noted."""

    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest, uid: Any) -> HttpResponse:
        return render(request, "casework/identity.html", {"case": self._case(request, uid)})

    def post(self, request: HttpRequest, uid: Any) -> HttpResponse:
        case = self._case(request, uid)
        try:
            shown = actions.read_identity(by=user_of(request), case=case)
        except Denied as denial:
            raise Http404 from denial
        except Unreadable:
            shown = None
        context = {
            "case": case,
            "asked": True,
            "sections": sections_of(shown) if shown else [],
            "others": [(other, case_name(other.number)) for other in other_cases_of_client(case, user_of(request))],
            "works_on_it": bool(cases_rules.can_act(user_of(request), case)),
        }
        return render(request, "casework/identity.html", context)

    def _case(self, request: HttpRequest, uid: Any) -> Case:
        user = user_of(request)
        case = get_object_or_404(queries.cases_visible_to(user).exclude(client=None), uid=uid)
        if not cases_rules.can_read_identity(user, case):
            raise Http404
        return case


def sections_of(identity: Identity) -> list[Section]:
    proxy = identity.proxy
    person = [
        DetailItem(_("Name"), identity.name),
        DetailItem(_("Other names"), listed(identity.other_names)),
        DetailItem(_("Date of birth"), identity.birth_date, Cell.CODE),
        DetailItem(_("Nationality"), identity.nationality),
        DetailItem(_("Document number"), identity.document_number, Cell.CODE),
    ]
    reach = [
        DetailItem(_("How to reach the client safely"), identity.safe_contact, Cell.LONG),
        DetailItem(_("Phone"), identity.phone, Cell.CODE),
        DetailItem(_("Other contact"), identity.other_contact),
        DetailItem(_("Address"), identity.address),
    ]
    speaks = [
        DetailItem(PROXY["name"], proxy.get("name")),
        DetailItem(PROXY["relation"], proxy.get("relation")),
        DetailItem(PROXY["phone"], proxy.get("phone"), Cell.CODE),
    ]
    sections = [
        Section(_("The client"), person),
        Section(_("Contact"), reach),
        Section(_("Who speaks for the client"), speaks),
        Section(_("Remarks"), [DetailItem(_("Remarks"), identity.remarks, Cell.LONG)]),
    ]
    return [section for section in sections if section.known]


def opened(user: User, case: Case) -> Identity:
    """Whose case it is, noted as read; where the reader may not learn it, or nothing opens it, there is nothing."""
    try:
        return actions.read_identity(by=user, case=case) or Identity()
    except (Denied, Unreadable) as error:
        raise Http404 from error


@requires(CasePermission.WORK, hides=True)
class IdentityEdit(OfCase):
    form_class = IdentityForm
    title = _("Correct the identity")
    introduction = _("The journal says that it was corrected, never what.")
    done = _("The identity is corrected.")

    def rows(self, user: User) -> QuerySet[Case]:
        self.user = user
        return queries.cases_visible_to(user).select_related("client")

    def initial(self, record: Case | None) -> dict[str, Any]:
        assert record is not None
        return IdentityForm.filled(opened(self.user, record))

    def act(self, form: IdentityForm, user: User) -> Case:
        correct_identity(by=user, case=self.record, values=form.identity().whole())
        return self.record  # type: ignore[no-any-return]  # the view's own kind
