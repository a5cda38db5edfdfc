"""What this room's screens have beside those of its registers: follow-ups of meetings, the course of planned visits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import decide
from minbar.foundation.access.routes import requires
from minbar.foundation.screens.forms import FormView
from minbar.foundation.screens.records import Button, ButtonView
from minbar.foundation.screens.register_views import RegisterForm, RegisterRecord
from minbar.foundation.text.dates import format_date_short
from minbar.network.commitments.following import add_follow_up
from minbar.work.engagement import actions
from minbar.work.engagement.access import EngagementPermission
from minbar.work.engagement.follow_ups import MEETINGS as FOLLOWED_MEETINGS
from minbar.work.engagement.models import Meeting, PlannedVisit, VisitPlan
from minbar.work.engagement.registers import MEETINGS, VISIT_PLANS, VISITS

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@requires(EngagementPermission.VIEW)
class MeetingRecord(RegisterRecord):
    register = MEETINGS

    def buttons(self, record: Meeting, user: User) -> Sequence[Button]:
        usual = super().buttons(record, user)
        return [*usual, *add_follow_up(FOLLOWED_MEETINGS.key, record.uid, user)] if usual else []


@requires(EngagementPermission.VIEW)
class VisitPlanRecord(RegisterRecord):
    register = VISIT_PLANS

    def buttons(self, record: VisitPlan, user: User) -> Sequence[Button]:
        usual = super().buttons(record, user)
        plan = Button(_("Plan a visit"), reverse("engagement:visit-add", args=[record.uid]))
        return [plan, *usual] if usual else []


@requires(EngagementPermission.VIEW)
class VisitRecord(RegisterRecord):
    register = VISITS

    def buttons(self, record: PlannedVisit, user: User) -> Sequence[Button]:
        usual = super().buttons(record, user)
        if record.meeting or not decide(user, EngagementPermission.EDIT, subject=record):
            return usual
        if record.dropped_on:
            back = VISITS.address(record, "resume")
            return [*usual, Button(_("Put back on the plan"), back, post=True)]
        return [
            Button(_("Mark as done"), VISITS.address(record, "done")),
            *usual,
            Button(_("Drop the visit"), VISITS.address(record, "drop"), post=True, dangerous=True),
        ]


@requires(EngagementPermission.EDIT)
class VisitAdd(RegisterForm):
    """Puts a visit on the plan that the address names."""

    register = VISITS

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        user: Any = request.user
        self.plan = get_object_or_404(VISIT_PLANS.visible_to(user), uid=kwargs["uid"])
        self.done = _("The visit is planned.")  # type: ignore[misc]

    def heading(self, record: Any | None) -> Any:
        return _("Plan a visit")

    def act(self, form: Any, user: User) -> VisitPlan:
        plan: VisitPlan = self.plan
        VISITS.create_or_update(by=user, plan=plan, **form.cleaned_data)
        return plan


class DatedMeetingField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no class takes arguments when it runs
    """Meetings, each by its day."""

    def label_from_instance(self, obj: Meeting) -> str:
        return f"{format_date_short(obj.held_on)}: {obj.subject}"


class VisitDoneForm(forms.Form):
    """By which meeting a planned visit was paid: one with the party that was to be visited."""

    def __init__(self, *args: Any, visit: PlannedVisit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meetings = Meeting.objects.filter(counterparts__party=visit.party).order_by("-held_on")
        self.fields["meeting"] = DatedMeetingField(
            meetings,
            label=_("Meeting"),
            help_text=_("Meetings with the one who was to be visited. If it is not here, add the meeting first."),
        )


@requires(EngagementPermission.EDIT)
class VisitDone(FormView):
    form_class = VisitDoneForm
    title = _("Mark the visit as done")
    done = _("The visit is done.")
    list_route = VISITS.list_route
    list_title = VISITS.heading

    def rows(self, user: User) -> QuerySet[PlannedVisit]:
        return VISITS.visible_to(user)

    def form_arguments(self, record: Any | None, user: User) -> dict[str, Any]:
        return {"visit": record}

    def act(self, form: Any, user: User) -> PlannedVisit:
        return actions.pay_visit(visit=self.record, meeting=form.cleaned_data["meeting"], by=user)


@requires(EngagementPermission.EDIT)
class VisitDrop(ButtonView):
    done = _("The visit is dropped.")
    undo_route = "engagement:visit-resume"

    def rows(self, user: User) -> QuerySet[PlannedVisit]:
        return VISITS.visible_to(user)

    def act(self, record: PlannedVisit, user: User) -> None:
        actions.drop_visit(visit=record, by=user)


@requires(EngagementPermission.EDIT)
class VisitResume(ButtonView):
    done = _("The visit is back on the plan.")

    def rows(self, user: User) -> QuerySet[PlannedVisit]:
        return VISITS.visible_to(user)

    def act(self, record: PlannedVisit, user: User) -> None:
        actions.resume_visit(visit=record, by=user)
