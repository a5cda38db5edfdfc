"""Those who work with cases: what they are asked for, what they write, what they check for others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View

from minbar.foundation.access.routes import requires
from minbar.foundation.screens.cells import Status
from minbar.foundation.screens.forms import FormView
from minbar.foundation.screens.lists import ListView
from minbar.foundation.screens.records import Button, ButtonView
from minbar.foundation.screens.requests import user_of
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.models import Case
from minbar.work.casework.cases.numbering import grouped
from minbar.work.casework.cases.views.base import BehindTheWall
from minbar.work.casework.evidence_requests import actions
from minbar.work.casework.evidence_requests.enums import CheckItem, FindingKind, TestimonyStatus
from minbar.work.casework.evidence_requests.forms import CheckForm, TestimonyForm
from minbar.work.casework.evidence_requests.models import EvidenceRequest, Testimony
from minbar.work.casework.evidence_requests.queries import testimonies as reading
from minbar.work.casework.evidence_requests.tables import AskedTable, CheckTable, TestimonyTable, status_of_testimony

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@requires(CasePermission.WORK, hides=True)
class AskedList(BehindTheWall, ListView):
    table = AskedTable


@requires(CasePermission.WORK, hides=True)
class Asked(BehindTheWall, View):
    """One request, with one's own cases that could answer it."""

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        user = user_of(request)
        asked = get_object_or_404(reading.requests_for(user), uid=uid)
        cases = list(reading.cases_for(user, asked)[:100])
        written = {each.case_id: each for each in reading.testimonies_of(user).filter(request=asked)}
        for case in cases:
            # for the template
            case.testimony = written.get(case.pk)  # type: ignore[attr-defined]
            case.number_shown = grouped(case.number)  # type: ignore[attr-defined]
        context = {"asked": asked, "cases": cases}
        return render(request, "casework/asked.html", context)


@requires(CasePermission.WORK, hides=True)
class TestimonyWrite(BehindTheWall, FormView):
    """Writes the testimony of one case, or writes it anew."""

    form_class = TestimonyForm
    title = _("Write a testimony")
    introduction = _(
        "Tell what happened so that nobody can know by it who it was. It stays sealed with the case until two others "
        "have checked it; then only the words go out."
    )
    done = _("The testimony is saved. See what was found in it, and send it to be checked.")
    list_route = "casework:asked-list"
    list_title = _("Testimonies that are asked for")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.asked: EvidenceRequest

    def rows(self, user: User) -> QuerySet[Case]:
        self.asked = get_object_or_404(reading.requests_for(user), uid=self.kwargs["asked"])
        return reading.cases_for(user, self.asked)

    def initial(self, record: Case | None) -> dict[str, Any]:
        user = user_of(self.request)
        kept = reading.testimonies_of(user).filter(request=self.asked, case=record).first()
        return {"text": kept.reveal("text")} if kept else {}

    def act(self, form: Any, user: User) -> Testimony:
        return actions.write_testimony(by=user, request=self.asked, case=self.record, **form.cleaned_data)


@requires(CasePermission.WORK, hides=True)
class TestimonyList(BehindTheWall, ListView):
    table = TestimonyTable


@requires(CasePermission.WORK, hides=True)
class TestimonyRecord(BehindTheWall, View):
    """One's own testimony with what the scan finds in it."""

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        testimony = get_object_or_404(reading.testimonies_of(user_of(request)), uid=uid)
        findings = actions.findings_in(testimony)
        context = {
            "testimony": testimony,
            "status": status_of_testimony(testimony),
            "text": testimony.reveal("text"),
            "findings": findings,
            "stopped": any(finding.stops for finding in findings),
            "objections": [CheckItem(item).label for item in testimony.objections],
            "buttons": _ways(testimony),
        }
        return render(request, "casework/testimony.html", context)


def _ways(testimony: Testimony) -> Sequence[Button]:
    pair = [testimony.request.uid, testimony.case.uid]
    write = Button(_("Write it anew"), reverse("casework:testimony-write", args=pair))
    back = Button(_("Take it back"), reverse("casework:testimony-take-back", args=[testimony.uid]), post=True)
    send = Button(_("Send it to be checked"), reverse("casework:testimony-send", args=[testimony.uid]), post=True)
    return [write, back] if testimony.status == TestimonyStatus.IN_CHECK else [send, write, back]


@requires(CasePermission.WORK, hides=True)
class TestimonySend(BehindTheWall, ButtonView):
    done = _("Two others will check it.")

    def rows(self, user: User) -> QuerySet[Testimony]:
        return reading.testimonies_of(user)

    def act(self, record: Testimony, user: User) -> None:
        actions.send_to_check(by=user, testimony=record)


@requires(CasePermission.WORK, hides=True)
class TestimonyTakeBack(BehindTheWall, ButtonView):
    done = _("The testimony is deleted.")

    def rows(self, user: User) -> QuerySet[Testimony]:
        return reading.testimonies_of(user)

    def act(self, record: Testimony, user: User) -> None:
        actions.take_back_testimony(by=user, testimony=record)

    def next_url(self, record: Testimony) -> str:
        return reverse("casework:testimonies")


class Checking:
    """Mix into a view, first: it reads testimonies that wait to be checked, and no case."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with wall.checking():
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc, no-any-return]  # the view's own


@requires(CasePermission.WORK, hides=True)
class CheckList(Checking, ListView):
    table = CheckTable


@requires(CasePermission.WORK, hides=True)
class Check(Checking, View):
    """A testimony that somebody else wrote: its words, what the scan found, and the list to confirm."""

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        testimony = get_object_or_404(reading.testimonies_to_check(user_of(request)), uid=uid)
        findings = [finding for finding in actions.findings_in(testimony) if finding.kind != FindingKind.NAME]
        context = {
            "testimony": testimony,
            "status": Status(testimony.get_status_display()),
            "text": testimony.reveal("text"),
            "findings": findings,
            "form": CheckForm(),
        }
        return render(request, "casework/check.html", context)

    def post(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        user = user_of(request)
        testimony = get_object_or_404(reading.testimonies_to_check(user), uid=uid)
        form = CheckForm(request.POST)
        confirmed = form.cleaned_data["confirmed"] if form.is_valid() else []
        released = actions.check_testimony(by=user, testimony=testimony, confirmed=confirmed)
        if released is not None:
            messages.success(request, gettext("You were the second to check it: its words are released."))
        elif len(confirmed) == len(CheckItem.values):
            messages.success(request, gettext("Your check is saved."))
        else:
            messages.success(request, gettext("The testimony went back to its author."))
        return HttpResponseRedirect(reverse("casework:checks"))
