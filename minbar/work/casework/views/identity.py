"""Whose a case is: shown on asking, put right; two clients who are one person, and a case that is another person's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views import View

from minbar.foundation.access.decisions import Denied
from minbar.foundation.access.routes import requires
from minbar.foundation.screens.cells import Cell
from minbar.foundation.screens.records import DetailItem, Section
from minbar.foundation.screens.requests import user_of
from minbar.foundation.text.languages import listed
from minbar.foundation.vault.errors import Unreadable
from minbar.work.casework import actions, queries, rules
from minbar.work.casework.access import CasePermission
from minbar.work.casework.actions import one_person
from minbar.work.casework.actions.rights import correct_identity
from minbar.work.casework.client_file import IDENTITY_LABELS
from minbar.work.casework.forms.identity import PROXY, IdentityForm, OtherCaseForm
from minbar.work.casework.identities import Identity
from minbar.work.casework.models import Case
from minbar.work.casework.numbering import case_name
from minbar.work.casework.queries.cases import other_cases_of_client
from minbar.work.casework.queries.finding import case_numbered
from minbar.work.casework.views.base import BehindTheWall
from minbar.work.casework.views.rights import OfCase

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
            "works_on_it": bool(rules.can_act(user_of(request), case)),
        }
        return render(request, "casework/identity.html", context)

    def _case(self, request: HttpRequest, uid: Any) -> Case:
        user = user_of(request)
        case = get_object_or_404(queries.cases_visible_to(user).exclude(client=None), uid=uid)
        if not rules.can_read_identity(user, case):
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


class OfOwnCase(OfCase):
    """A form about whose case it is, for who works on it; to others the case is not there."""

    def rows(self, user: User) -> QuerySet[Case]:
        self.user = user
        return queries.cases_worked_on_by(user).select_related("client")


@requires(CasePermission.WORK, hides=True)
class OtherCase(OfOwnCase):
    """Asks which other case is the same person's; the next page shows both."""

    form_class = OtherCaseForm
    title = _("The same person in another case")
    introduction = _("On the next page you see whose both are. Nothing is joined before you say so there.")
    submit = pgettext_lazy("two cases", "Compare")
    once = False  # it makes nothing

    def act(self, form: OtherCaseForm, user: User) -> str:
        other = case_numbered(user, form.cleaned_data["number"])
        if other is None or other == self.record:
            raise ValidationError({"number": _("No other case that you may see has this number.")})
        return reverse("casework:clients-join", args=[self.record.uid, other.uid])

    def _done(self, request: HttpRequest, address: str) -> HttpResponse:
        return HttpResponseRedirect(address)


@requires(CasePermission.WORK, hides=True)
class ClientsJoin(OfOwnCase):
    """Whose two cases are, side by side, with who they are as one person to look through before they are joined."""

    template_name = "casework/clients_join.html"
    form_class = IdentityForm
    title = _("Is it the same person?")
    submit = _("It is one person: join the cases")
    done = _("Both cases are one person's now.")
    once = True

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._refusal(request, kwargs["other"]) or super().get(request, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._refusal(request, kwargs["other"]) or super().post(request, **kwargs)

    def initial(self, record: Case | None) -> dict[str, Any]:
        assert record is not None
        self.here, self.there = opened(self.user, record), opened(self.user, self.other)
        return IdentityForm.filled(self.here.with_all_of(self.there, IDENTITY_LABELS()))

    def more_context(self, record: Case | None) -> dict[str, Any]:
        assert record is not None
        labels = IDENTITY_LABELS()
        sides = [(record, self.here), (self.other, self.there)]
        return {
            "sides": [Section(case_name(case.number), _items(identity)) for case, identity in sides],
            "differing": listed(labels[name] for name in self.here.differs_from(self.there)),
        }

    def act(self, form: IdentityForm, user: User) -> Case:
        return one_person.join_clients(by=user, case=self.record, other=self.other, identity=form.identity())

    def _refusal(self, request: HttpRequest, other: Any) -> HttpResponse | None:
        """A page that says why the two are not shown; None where they are."""
        seen = queries.cases_visible_to(self.user).select_related("client").exclude(pk=self.record.pk)
        self.other = get_object_or_404(seen, uid=other)
        if decision := rules.can_join(self.user, self.record, self.other):
            return None
        context = {"title": self.title, "above": self.above(), "refusal": decision.reason}
        return render(request, self.template_name, context, status=403)


@requires(CasePermission.WORK, hides=True)
class CasePart(OfOwnCase):
    """Takes a case away from the client's others, with who its own person is."""

    template_name = "casework/case_part.html"
    form_class = IdentityForm
    title = _("This case is another person's")
    introduction = _(
        "Write whose this case is. What is kept about the client of the other cases stays as it is; look through it "
        "afterwards. What was packed of the file is taken away, because it holds what is kept about both."
    )
    submit = _("Part the case from the others")
    done = _("The case is another person's now.")
    once = True

    def initial(self, record: Case | None) -> dict[str, Any]:
        assert record is not None
        self.identity = opened(self.user, record)
        return {}

    def more_context(self, record: Case | None) -> dict[str, Any]:
        return {"sections": [Section(_("As it is kept now, for all cases of this client"), _items(self.identity))]}

    def act(self, form: IdentityForm, user: User) -> Case:
        return one_person.part_case(by=user, case=self.record, identity=form.identity())


def _items(identity: Identity) -> list[DetailItem]:
    """All that is known, in one list."""
    return [item for section in sections_of(identity) for item in section.known]
