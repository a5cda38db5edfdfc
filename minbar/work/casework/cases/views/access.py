"""Who reads a case: assigning, co-workers, named readers, limiting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import decide
from minbar.foundation.access.routes import requires
from minbar.foundation.screens.forms import FormView
from minbar.foundation.screens.records import ButtonView
from minbar.foundation.screens.requests import user_of
from minbar.work.casework.cases import actions, queries, rules
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.enums import AccessWay
from minbar.work.casework.cases.forms.access import AccessForm, AssignForm
from minbar.work.casework.cases.models import Case
from minbar.work.casework.cases.queries.workers import access_of, readers_of
from minbar.work.casework.cases.views.base import BehindTheWall

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@requires(CasePermission.SUPERVISE, hides=True)
class CaseAssign(BehindTheWall, FormView):
    form_class = AssignForm
    title = _("Assign the case")
    submit = _("Assign")
    done = _("The case is assigned.")
    list_route = "casework:cases"
    list_title = _("Cases")

    def rows(self, user: User) -> QuerySet[Case]:
        return queries.cases_visible_to(user)

    def initial(self, record: Case | None) -> dict[str, Any]:
        return {"worker": record.assigned_to_id} if record else {}

    def act(self, form: AssignForm, user: User) -> Case | str:
        case = actions.assign_case(by=user, case=self.record, worker=form.cleaned_data["worker"])
        return reverse("casework:triage") if self.request.POST.get("from") == "triage" else case


class ChangesAccess(BehindTheWall):
    """For those who may say who reads a case: who works on it, and supervisors who see it."""

    def rows(self, user: User) -> QuerySet[Case]:
        if decide(user, CasePermission.SUPERVISE):
            return queries.cases_visible_to(user)
        return queries.cases_worked_on_by(user)


@requires(CasePermission.WORK, hides=True)
class CaseAccessPage(ChangesAccess, FormView):
    """Who has access, with the way to give it and to end it."""

    template_name = "casework/access.html"
    form_class = AccessForm
    title = _("Who reads this case")
    submit = _("Give access")
    done = _("Access is given.")
    list_route = "casework:cases"
    list_title = _("Cases")

    def form_arguments(self, record: Any | None, user: User) -> dict[str, Any]:
        gives = bool(rules.can_read_identity(user, record)) if record else False
        return {"case": record, "user": user, "gives_identity": gives}

    def act(self, form: AccessForm, user: User) -> str:
        values = form.cleaned_data
        actions.give_access(
            by=user,
            case=self.record,
            user=values["user_given"],
            way=AccessWay(values["way"]),
            identity=values.get("identity", False),
        )
        return reverse("casework:case-access", args=[self.record.uid])

    def more_context(self, record: Any | None) -> dict[str, Any]:
        return {"accesses": readers_of(record) if record else []}


@requires(CasePermission.WORK, hides=True)
class AccessEnd(ChangesAccess, ButtonView):
    """Ends one access to the case."""

    done = _("The access is ended.")

    def act(self, record: Case, user: User) -> None:
        access = access_of(record, self.kwargs["access"])
        if access is None:
            raise Http404
        actions.end_access(by=user, access=access)

    def next_url(self, record: Case) -> str:
        stays = self.rows(user_of(self.request)).filter(pk=record.pk).exists()
        return reverse("casework:case-access", args=[record.uid]) if stays else reverse("casework:cases")


@requires(CasePermission.WORK, hides=True)
class CaseLimit(ChangesAccess, ButtonView):
    done = _("The case is limited to those who have access by name.")
    limited = True

    def act(self, record: Case, user: User) -> None:
        actions.limit_case(by=user, case=record, limited=self.limited)

    def next_url(self, record: Case) -> str:
        stays = queries.cases_visible_to(user_of(self.request)).filter(pk=record.pk).exists()
        return record.get_absolute_url() if stays else reverse("casework:cases")


@requires(CasePermission.WORK, hides=True)
class CaseUnlimit(CaseLimit):
    done = _("Supervisors see the head of the case again.")
    limited = False
