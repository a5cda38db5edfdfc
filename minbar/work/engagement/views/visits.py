"""The plan of visits: plans, the visits on them, and what becomes of these."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import decide
from minbar.foundation.access.routes import requires
from minbar.foundation.screens.cells import Cell, Status
from minbar.foundation.screens.forms import FormView
from minbar.foundation.screens.lists import ListView
from minbar.foundation.screens.records import Button, ButtonView, DetailItem, RecordView, Section
from minbar.work.engagement import actions, queries
from minbar.work.engagement.access import EngagementPermission
from minbar.work.engagement.forms import VisitDoneForm, VisitForm, VisitPlanForm
from minbar.work.engagement.models import PlannedVisit, VisitPlan
from minbar.work.engagement.status import status_of_visit
from minbar.work.engagement.tables import VisitPlanTable, VisitTable
from minbar.work.engagement.views.parts import line_items, party_items

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@requires(EngagementPermission.VIEW)
class VisitPlanList(ListView):
    table = VisitPlanTable


@requires(EngagementPermission.VIEW)
class VisitPlanRecord(RecordView):
    list_route = "engagement:visit-plans"
    list_title = _("Visit plans")

    def rows(self, user: User) -> QuerySet[VisitPlan]:
        return queries.visit_plans_visible_to(user)

    def sections(self, record: VisitPlan) -> Sequence[Section]:
        items = [
            DetailItem(_("From"), record.starts_on, Cell.DATE),
            DetailItem(_("To"), record.ends_on, Cell.DATE),
            DetailItem(_("Aim"), record.aim, Cell.LONG),
        ]
        return [Section(_("Visit plan"), items)]

    def buttons(self, record: VisitPlan, user: User) -> Sequence[Button]:
        if not decide(user, EngagementPermission.EDIT, subject=record):
            return []
        return [
            Button(_("Plan a visit"), reverse("engagement:visit-add", args=[record.uid])),
            Button(_("Edit"), reverse("engagement:visit-plan-edit", args=[record.uid])),
        ]


@requires(EngagementPermission.EDIT)
class VisitPlanAdd(FormView):
    form_class = VisitPlanForm
    title = _("Make a visit plan")
    done = _("The plan is made. Now put visits on it.")
    list_route = "engagement:visit-plans"
    list_title = _("Visit plans")

    def initial(self, record: Any | None) -> dict[str, Any]:
        return VisitPlanForm.initial_of(record) if record else {}

    def act(self, form: Any, user: User) -> VisitPlan:
        return actions.keep_plan(plan=self.record, **form.cleaned_data, by=user)


@requires(EngagementPermission.EDIT)
class VisitPlanEdit(VisitPlanAdd):
    title = _("Edit the visit plan")
    done = _("Saved.")

    def rows(self, user: User) -> QuerySet[VisitPlan]:
        return queries.visit_plans_visible_to(user)


@requires(EngagementPermission.VIEW)
class VisitList(ListView):
    table = VisitTable


@requires(EngagementPermission.VIEW)
class VisitRecord(RecordView):
    list_route = "engagement:visits"
    list_title = _("Planned visits")

    def rows(self, user: User) -> QuerySet[PlannedVisit]:
        return queries.visits_visible_to(user)

    def status(self, record: PlannedVisit) -> Status:
        return status_of_visit(record)

    def sections(self, record: PlannedVisit) -> Sequence[Section]:
        items = [
            DetailItem(_("By"), record.due_on, Cell.DATE),
            DetailItem(_("Visit plan"), record.plan, url=record.plan.get_absolute_url()),
            *line_items(record.track),
            DetailItem(_("Dropped on"), record.dropped_on, Cell.DATE),
        ]
        if record.meeting:
            items.append(DetailItem(_("Done by the meeting"), record.meeting, url=record.meeting.get_absolute_url()))
        return [
            Section(_("Visit"), items),
            Section(_("To whom"), party_items([record.party])),
            Section(_("Notes"), [DetailItem(_("Notes"), record.notes, Cell.LONG)]),
        ]

    def buttons(self, record: PlannedVisit, user: User) -> Sequence[Button]:
        if not decide(user, EngagementPermission.EDIT, subject=record):
            return []
        edit = Button(_("Edit"), reverse("engagement:visit-edit", args=[record.uid]))
        if record.meeting:
            return [edit]
        if record.dropped_on:
            back = reverse("engagement:visit-resume", args=[record.uid])
            return [edit, Button(_("Put back on the plan"), back, post=True)]
        return [
            Button(_("Mark as done"), reverse("engagement:visit-done", args=[record.uid])),
            edit,
            Button(_("Drop the visit"), reverse("engagement:visit-drop", args=[record.uid]), post=True, dangerous=True),
        ]


@requires(EngagementPermission.EDIT)
class VisitAdd(FormView):
    """Puts a visit on the plan that the address names."""

    form_class = VisitForm
    title = _("Plan a visit")
    done = _("The visit is planned.")
    list_route = "engagement:visits"
    list_title = _("Planned visits")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        user: Any = request.user
        self.plan = get_object_or_404(queries.visit_plans_visible_to(user), uid=kwargs["uid"])

    def act(self, form: Any, user: User) -> VisitPlan:
        actions.keep_visit(plan=self.plan, **form.cleaned_data, by=user)
        return self.plan


@requires(EngagementPermission.EDIT)
class VisitEdit(FormView):
    form_class = VisitForm
    title = _("Edit the planned visit")
    list_route = "engagement:visits"
    list_title = _("Planned visits")

    def rows(self, user: User) -> QuerySet[PlannedVisit]:
        return queries.visits_visible_to(user)

    def initial(self, record: Any | None) -> dict[str, Any]:
        return VisitForm.initial_of(record) if record else {}

    def act(self, form: Any, user: User) -> PlannedVisit:
        return actions.keep_visit(visit=self.record, **form.cleaned_data, by=user)


@requires(EngagementPermission.EDIT)
class VisitDone(FormView):
    form_class = VisitDoneForm
    title = _("Mark the visit as done")
    done = _("The visit is done.")
    list_route = "engagement:visits"
    list_title = _("Planned visits")

    def rows(self, user: User) -> QuerySet[PlannedVisit]:
        return queries.visits_visible_to(user)

    def form_arguments(self, record: Any | None, user: User) -> dict[str, Any]:
        return {"visit": record}

    def act(self, form: Any, user: User) -> PlannedVisit:
        return actions.pay_visit(visit=self.record, meeting=form.cleaned_data["meeting"], by=user)


@requires(EngagementPermission.EDIT)
class VisitDrop(ButtonView):
    done = _("The visit is dropped.")
    undo_route = "engagement:visit-resume"

    def rows(self, user: User) -> QuerySet[PlannedVisit]:
        return queries.visits_visible_to(user)

    def act(self, record: PlannedVisit, user: User) -> None:
        actions.drop_visit(visit=record, by=user)


@requires(EngagementPermission.EDIT)
class VisitResume(ButtonView):
    done = _("The visit is back on the plan.")

    def rows(self, user: User) -> QuerySet[PlannedVisit]:
        return queries.visits_visible_to(user)

    def act(self, record: PlannedVisit, user: User) -> None:
        actions.resume_visit(visit=record, by=user)
