"""Activities: the list, a record's page, its forms, and recording who took part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.routes import requires
from minbar.foundation.screens.cells import Cell, Status
from minbar.foundation.screens.forms import FormView
from minbar.foundation.screens.lists import ListView
from minbar.foundation.screens.records import Button, ButtonView, DetailItem, RecordView, Section
from minbar.work.programmes import actions, queries, rules
from minbar.work.programmes.access import ProgrammesPermission
from minbar.work.programmes.enums import STORED_QUANTITIES, ActivityStatus, ParticipationRole, PartyRole
from minbar.work.programmes.forms import ActivityForm, HeadCountForm, PeopleForm, cell_name, initial_activity
from minbar.work.programmes.models import Activity, Participation
from minbar.work.programmes.status import status_of
from minbar.work.programmes.tables import ActivityTable

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@requires(ProgrammesPermission.VIEW)
class ActivityList(ListView):
    table = ActivityTable


@requires(ProgrammesPermission.VIEW)
class ActivityRecord(RecordView):
    template_name = "programmes/activity.html"
    list_route = "programmes:activities"
    list_title = _("Activities")

    def rows(self, user: User) -> QuerySet[Activity]:
        related = ("place__country", "place__province", "place__district")
        return queries.activities_visible_to(user).select_related(*related)

    def summary(self, record: Activity) -> str:
        return str(record.kind)

    def status(self, record: Activity) -> Status:
        return status_of(record)

    def sections(self, record: Activity) -> Sequence[Section]:
        place = record.place
        counted = record.kind.quantities()
        return [
            Section(
                _("When and where"),
                [
                    DetailItem(_("First day"), record.starts_on, Cell.DATE),
                    DetailItem(_("Last day"), record.ends_on, Cell.DATE),
                    DetailItem(_("Place"), " › ".join(dict.fromkeys(_levels(place)))),
                    DetailItem(_("Venue"), record.venue),
                ],
            ),
            Section(
                _("Line of work"),
                [
                    DetailItem(_("Track"), record.track, url=record.track.get_absolute_url()),
                    *_linked(_("Programme"), record.programme),
                    *_linked(_("Project"), record.project),
                    DetailItem(_("Number in the register"), record.code, Cell.CODE),
                ],
            ),
            Section(
                _("What it counts"),
                [
                    DetailItem(quantity.label, getattr(record, quantity), Cell.NUMBER, always=quantity in counted)
                    for quantity in STORED_QUANTITIES
                ],
            ),
            Section(_("Hosts and partners"), _organisations(record)),
            Section(
                _("Content"),
                [DetailItem(_("Book or film"), record.work), DetailItem(_("Summary"), record.summary, Cell.LONG)],
            ),
        ]

    def buttons(self, record: Activity, user: User) -> Sequence[Button]:
        if not rules.can_change(user, record):
            return []
        offered = [Button(_("Edit"), reverse("programmes:activity-edit", args=[record.uid]))]
        if rules.can_record_participation(user, record):
            heads = reverse("programmes:activity-heads", args=[record.uid, ParticipationRole.PARTICIPANT.value])
            offered += [
                Button(_("Record head-count"), heads),
                Button(_("List people by name"), reverse("programmes:activity-people", args=[record.uid])),
            ]
        if record.status == ActivityStatus.CANCELLED:
            return [
                *offered,
                Button(_("Restore"), reverse("programmes:activity-restore", args=[record.uid]), post=True),
            ]
        cancel = reverse("programmes:activity-cancel", args=[record.uid])
        return [*offered, Button(_("Cancel the activity"), cancel, post=True, dangerous=True)]

    def more_context(self, record: Activity, user: User) -> dict[str, Any]:
        sees_names = bool(rules.can_see_participants(user, record))
        return {
            "breakdowns": queries.breakdowns(record),
            "people": queries.named_participants(record) if sees_names else None,
            "can_record": bool(rules.can_record_participation(user, record)),
        }


def _levels(place: Any) -> list[str]:
    return [str(level) for level in (place.country, place.province, place.district) if level] if place else []


def _linked(label: Any, line: Any) -> list[DetailItem]:
    return [DetailItem(label, line, url=line.get_absolute_url())] if line else []


def _organisations(record: Activity) -> list[DetailItem]:
    ties = record.involvements.select_related("organisation").order_by("role", "pk")
    return [DetailItem(PartyRole(tie.role).label, tie.organisation) for tie in ties]


@requires(ProgrammesPermission.EDIT)
class ActivityAdd(FormView):
    form_class = ActivityForm
    title = _("Add an activity")
    done = _("The activity is recorded. Now record who took part.")
    list_route = "programmes:activities"
    list_title = _("Activities")

    def act(self, form: Any, user: User) -> Activity:
        return actions.add_activity(**form.values(), by=user)


@requires(ProgrammesPermission.EDIT)
class ActivityEdit(FormView):
    form_class = ActivityForm
    title = _("Edit the activity")
    list_route = "programmes:activities"
    list_title = _("Activities")

    def rows(self, user: User) -> QuerySet[Activity]:
        return queries.activities_visible_to(user)

    def initial(self, record: Any | None) -> dict[str, Any]:
        return initial_activity(record) if record else {}

    def act(self, form: Any, user: User) -> Activity:
        return actions.change_activity(activity=self.record, **form.values(), by=user)


@requires(ProgrammesPermission.EDIT)
class ActivityCancel(ButtonView):
    done = _("The activity is cancelled.")
    undo_route = "programmes:activity-restore"

    def rows(self, user: User) -> QuerySet[Activity]:
        return queries.activities_visible_to(user)

    def act(self, record: Activity, user: User) -> None:
        actions.cancel_activity(activity=record, by=user)


@requires(ProgrammesPermission.EDIT)
class ActivityRestore(ButtonView):
    done = _("The activity is restored.")

    def rows(self, user: User) -> QuerySet[Activity]:
        return queries.activities_visible_to(user)

    def act(self, record: Activity, user: User) -> None:
        actions.restore_activity(activity=record, by=user)


@requires(ProgrammesPermission.EDIT)
class ActivityHeads(FormView):
    """The grid of sex × age for one role."""

    template_name = "programmes/heads.html"
    form_class = HeadCountForm
    title = _("Head-count")
    introduction = _(
        "Count those whose names are not listed. Leave a box empty where there was nobody; put those whose sex or age "
        "is not known under “Unknown”."
    )
    done = _("The head-count is recorded.")

    def rows(self, user: User) -> QuerySet[Activity]:
        return queries.activities_visible_to(user)

    def role(self) -> ParticipationRole:
        if self.kwargs["role"] not in ParticipationRole.values:
            raise Http404
        return ParticipationRole(self.kwargs["role"])

    def form_arguments(self, record: Any | None, user: User) -> dict[str, Any]:
        return {"role": self.role()}

    def heading(self, record: Any | None) -> str:
        return gettext("Head-count: %(role)s") % {"role": self.role().label}

    def initial(self, record: Any | None) -> dict[str, Any]:
        counted = queries.head_count(record, self.role()) if record else None
        return {cell_name(*cell): heads for cell, heads in counted.cells.items()} if counted else {}

    def act(self, form: Any, user: User) -> Activity:
        actions.count_heads(activity=self.record, role=self.role(), cells=form.cells(), by=user)
        return self.record  # type: ignore[no-any-return]  # the view's own kind


@requires(ProgrammesPermission.EDIT)
class ActivityPeople(FormView):
    form_class = PeopleForm
    title = _("List people by name")
    introduction = _("Those who are already listed stay. A person counts once, in however many activities.")
    done = _("The people are listed.")

    def rows(self, user: User) -> QuerySet[Activity]:
        return queries.activities_visible_to(user)

    def act(self, form: Any, user: User) -> Activity:
        role = ParticipationRole(form.cleaned_data["role"])
        actions.add_people(activity=self.record, role=role, people=form.cleaned_data["people"], by=user)
        return self.record  # type: ignore[no-any-return]  # the view's own kind


@requires(ProgrammesPermission.VIEW)
def participation(request: HttpRequest, uid: Any) -> HttpResponseRedirect:
    """A line of participation stands on its activity's page."""
    user: Any = request.user
    line = get_object_or_404(queries.participation_visible_to(user), uid=uid)
    return HttpResponseRedirect(f"{line.activity.get_absolute_url()}#participation")


@requires(ProgrammesPermission.EDIT)
class ParticipationRemove(ButtonView):
    done = _("The line is removed.")

    def rows(self, user: User) -> QuerySet[Participation]:
        return queries.participation_visible_to(user)

    def act(self, record: Participation, user: User) -> None:
        actions.remove_participation(participation=record, by=user)

    def next_url(self, record: Participation) -> str:
        return record.activity.get_absolute_url()
