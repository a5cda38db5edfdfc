"""Two clients who are one person, and a case that is another person's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.foundation.access.routes import requires
from minbar.foundation.screens.records import DetailItem, Section
from minbar.foundation.text.languages import listed
from minbar.work.casework.cases import queries
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.models import Case
from minbar.work.casework.cases.numbering import case_name
from minbar.work.casework.cases.views.base import OfCase
from minbar.work.casework.identity import rules
from minbar.work.casework.identity.actions import one_person
from minbar.work.casework.identity.forms import IdentityForm, OtherCaseForm
from minbar.work.casework.identity.identities import Identity
from minbar.work.casework.identity.labels import IDENTITY_LABELS
from minbar.work.casework.identity.queries.finding import case_numbered
from minbar.work.casework.identity.views.identity import opened, sections_of

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


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
    idempotent = False  # it makes nothing

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
    idempotent = True

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
    idempotent = True

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
