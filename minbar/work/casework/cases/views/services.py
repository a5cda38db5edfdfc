"""The forms by which an adviser records what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.routes import requires
from minbar.work.casework.cases import actions
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.actions.referrals import Sent
from minbar.work.casework.cases.actions.services import WITH_ITS_SESSION
from minbar.work.casework.cases.forms import services as forms
from minbar.work.casework.cases.models import Case, CaseService
from minbar.work.casework.cases.queries.timeline import services_worked_on_by
from minbar.work.casework.cases.views.base import WorkButton, WorkForm

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

#: Where the receiver of a referral reads it, in a door above.
LINK_ROUTE = "portal:referral"


class ServiceAdd(WorkForm):
    """A service of one kind: the form's own fields go to ``action`` by their names."""

    action: Any
    idempotent = True
    done = _("The service is recorded.")

    def act(self, form: Any, user: User) -> Case | str:
        type(self).action(by=user, case=self.record, entry=form.entry(), **form.particulars())
        return self.record  # type: ignore[no-any-return]  # the view's own kind


@requires(CasePermission.WORK, hides=True)
class AdviceAdd(ServiceAdd):
    title, form_class, action = _("Legal advice"), forms.AdviceForm, staticmethod(actions.advise)


@requires(CasePermission.WORK, hides=True)
class MediationAdd(ServiceAdd):
    title, form_class, action = _("Mediation"), forms.MediationForm, staticmethod(actions.mediate)


@requires(CasePermission.WORK, hides=True)
class CourtAdd(ServiceAdd):
    title, form_class, action = _("Orientation to court"), forms.CourtForm, staticmethod(actions.orient_to_court)


@requires(CasePermission.WORK, hides=True)
class CounsellingAdd(ServiceAdd):
    title, form_class, action = _("Individual counselling"), forms.CounsellingForm, staticmethod(actions.counsel)


@requires(CasePermission.WORK, hides=True)
class NoteAdd(ServiceAdd):
    title, form_class, action = _("Note"), forms.NoteForm, staticmethod(actions.add_note)


@requires(CasePermission.WORK, hides=True)
class ResultAdd(ServiceAdd):
    title, form_class, action = _("Result measured"), forms.ResultForm, staticmethod(actions.measure_result)


class ShowsLink(WorkForm):
    """A form after which the link of a referral is shown, once."""

    sent: Sent | None = None
    idempotent = True  # sent again, it leads to the case: a link is shown once, and another can be made

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        answer = super().post(request, **kwargs)
        if self.sent is None:
            return answer
        list(request._messages)  # type: ignore[attr-defined]  # said on this page already
        link = request.build_absolute_uri(link_of(self.sent.token))
        context = {"link": link, "referral": self.sent.referral, "case": self.case_of(self.record)}
        return render(request, "casework/referral_link.html", context)


def link_of(token: str) -> str:
    """Where the receiver reads the referral; "" where no door shows it."""
    try:
        return reverse(LINK_ROUTE, args=[token])
    except NoReverseMatch:
        return ""


@requires(CasePermission.WORK, hides=True)
class ReferralAdd(ShowsLink):
    title, form_class = _("Referral to another organisation"), forms.ReferralForm
    introduction = _("The organisation reads what you choose through a link that expires, and answers there.")
    submit = _("Refer, and show the link")

    def act(self, form: Any, user: User) -> Case:
        self.sent = actions.refer(by=user, case=self.record, entry=form.entry(), **form.particulars())
        return self.record  # type: ignore[no-any-return]  # the view's own kind


class OfService(WorkForm):
    """A form about a service in a case of one's own."""

    def rows(self, user: User) -> QuerySet[CaseService]:
        return services_worked_on_by(user)


@requires(CasePermission.WORK, hides=True)
class ReferralLink(ShowsLink, OfService):
    title, form_class = _("Another link for the referral"), forms.LinkForm
    introduction = _("The link before opens nothing any more.")
    submit = _("Show the link")

    def rows(self, user: User) -> QuerySet[CaseService]:
        return services_worked_on_by(user).filter(referral__isnull=False)

    def act(self, form: Any, user: User) -> Case:
        self.sent = actions.renew_link(by=user, referral=self.record.referral, days=form.cleaned_data["days"])
        return self.case_of(self.record)


@requires(CasePermission.WORK, hides=True)
class SessionAdd(OfService):
    title, form_class = _("Session of the mediation"), forms.SessionForm
    idempotent = True
    done = _("The session is recorded.")

    def rows(self, user: User) -> QuerySet[CaseService]:
        return services_worked_on_by(user).filter(mediation__isnull=False)

    def act(self, form: Any, user: User) -> Case:
        actions.add_session(by=user, mediation=self.record.mediation, **form.cleaned_data)
        return self.case_of(self.record)


@requires(CasePermission.WORK, hides=True)
class CourtDays(OfService):
    title, form_class = _("Days of the court"), forms.CourtDaysForm

    def rows(self, user: User) -> QuerySet[CaseService]:
        return services_worked_on_by(user).filter(court__isnull=False)

    def initial(self, record: Any | None) -> dict[str, Any]:
        return forms.CourtDaysForm.initial_of(record.court) if record else {}

    def act(self, form: Any, user: User) -> Case:
        actions.change_court_days(by=user, court=self.record.court, **form.cleaned_data)
        return self.case_of(self.record)


@requires(CasePermission.WORK, hides=True)
class ServiceEdit(OfService):
    title, form_class = _("Correct the service"), forms.CorrectionForm

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.record.session is None:
            return super().get(request, **kwargs)
        messages.info(request, str(WITH_ITS_SESSION))
        return redirect(self.record.session)

    def form_arguments(self, record: Any | None, user: User) -> dict[str, Any]:
        return {"service": record}

    def initial(self, record: Any | None) -> dict[str, Any]:
        return forms.CorrectionForm.initial_of(record) if record else {}

    def act(self, form: Any, user: User) -> Case:
        actions.correct_service(by=user, service=self.record, **form.cleaned_data)
        return self.case_of(self.record)


@requires(CasePermission.WORK, hides=True)
class ServiceRemove(WorkButton):
    done = _("The service is removed.")

    def rows(self, user: User) -> QuerySet[CaseService]:
        return services_worked_on_by(user)

    def act(self, record: CaseService, user: User) -> None:
        actions.remove_service(by=user, service=record)


@requires(CasePermission.WORK, hides=True)
class ReferralWithdraw(WorkButton):
    done = _("The referral is withdrawn: its link opens nothing any more.")

    def rows(self, user: User) -> QuerySet[CaseService]:
        return services_worked_on_by(user).filter(referral__isnull=False)

    def act(self, record: CaseService, user: User) -> None:
        actions.withdraw_referral(by=user, referral=record.referral)
