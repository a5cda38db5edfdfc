"""Meetings and delegations received: lists, pages, forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import decide
from minbar.foundation.access.routes import requires
from minbar.foundation.screens.cells import Cell, Severity, Status
from minbar.foundation.screens.forms import FormView
from minbar.foundation.screens.lists import ListView
from minbar.foundation.screens.records import Button, DetailItem, RecordView, Section
from minbar.network.commitments.following import add_follow_up
from minbar.work.engagement import actions, queries
from minbar.work.engagement.access import EngagementPermission
from minbar.work.engagement.follow_ups import MEETINGS
from minbar.work.engagement.forms import DelegationForm, MeetingForm
from minbar.work.engagement.models import Delegation, Meeting
from minbar.work.engagement.tables import DelegationTable, MeetingTable
from minbar.work.engagement.views.parts import line_items, party_items, place_item

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@requires(EngagementPermission.VIEW)
class MeetingList(ListView):
    table = MeetingTable


@requires(EngagementPermission.VIEW)
class MeetingRecord(RecordView):
    list_route = "engagement:meetings"
    list_title = _("Meetings")

    def rows(self, user: User) -> QuerySet[Meeting]:
        return queries.meetings_visible_to(user).select_related("place__province", "place__country", "place__district")

    def summary(self, record: Meeting) -> str:
        return str(record.category)

    def status(self, record: Meeting) -> Status | None:
        return Status(_("Official government meeting"), Severity.INFO) if record.is_official else None

    def sections(self, record: Meeting) -> Sequence[Section]:
        when_and_where = [
            DetailItem(_("Date"), record.held_on, Cell.DATE),
            DetailItem(_("How it was held"), record.get_form_display() if record.form else ""),
            place_item(record.place),
            DetailItem(_("Venue"), record.venue),
            *line_items(record.track),
        ]
        visits = [
            DetailItem(_("Planned visit"), visit, url=visit.get_absolute_url()) for visit in record.planned_visits.all()
        ]
        return [
            Section(_("When and where"), when_and_where),
            Section(_("Counterparts"), party_items(tie.party for tie in record.counterparts.select_related("party"))),
            Section(_("Our participants"), party_items(record.attended_by.all())),
            Section(_("Visit plan"), visits),
            Section(_("Notes"), [DetailItem(_("Notes"), record.notes, Cell.LONG)]),
        ]

    def buttons(self, record: Meeting, user: User) -> Sequence[Button]:
        if not decide(user, EngagementPermission.EDIT, subject=record):
            return []
        edit = Button(_("Edit"), reverse("engagement:meeting-edit", args=[record.uid]))
        return [edit, *add_follow_up(MEETINGS.key, record.uid, user)]


@requires(EngagementPermission.EDIT)
class MeetingAdd(FormView):
    form_class = MeetingForm
    title = _("Add a meeting")
    done = _("The meeting is recorded.")
    list_route = "engagement:meetings"
    list_title = _("Meetings")

    def act(self, form: Any, user: User) -> Meeting:
        return actions.add_meeting(**form.cleaned_data, by=user)


@requires(EngagementPermission.EDIT)
class MeetingEdit(FormView):
    form_class = MeetingForm
    title = _("Edit the meeting")
    list_route = "engagement:meetings"
    list_title = _("Meetings")

    def rows(self, user: User) -> QuerySet[Meeting]:
        return queries.meetings_visible_to(user)

    def form_arguments(self, record: Any | None, user: User) -> dict[str, Any]:
        return {"meeting": record}

    def initial(self, record: Any | None) -> dict[str, Any]:
        return MeetingForm.initial_of(record) if record else {}

    def act(self, form: Any, user: User) -> Meeting:
        return actions.change_meeting(meeting=self.record, **form.cleaned_data, by=user)


@requires(EngagementPermission.VIEW)
class DelegationList(ListView):
    table = DelegationTable


@requires(EngagementPermission.VIEW)
class DelegationRecord(RecordView):
    list_route = "engagement:delegations"
    list_title = _("Delegations received")

    def rows(self, user: User) -> QuerySet[Delegation]:
        related = ("place__province", "place__country", "place__district")
        return queries.delegations_visible_to(user).select_related(*related)

    def sections(self, record: Delegation) -> Sequence[Section]:
        visit = [
            DetailItem(_("Received on"), record.received_on, Cell.DATE),
            DetailItem(_("Number of people"), record.size, Cell.NUMBER),
            DetailItem(_("Purpose"), record.purpose),
            place_item(record.place, _("Came from")),
            *line_items(record.track),
        ]
        return [
            Section(_("Visit"), visit),
            Section(_("Sent by"), party_items([record.sender] if record.sender else [])),
            Section(_("Members"), party_items(record.members.all())),
            Section(_("Notes"), [DetailItem(_("Notes"), record.notes, Cell.LONG)]),
        ]

    def buttons(self, record: Delegation, user: User) -> Sequence[Button]:
        if not decide(user, EngagementPermission.EDIT, subject=record):
            return []
        return [Button(_("Edit"), reverse("engagement:delegation-edit", args=[record.uid]))]


@requires(EngagementPermission.EDIT)
class DelegationAdd(FormView):
    form_class = DelegationForm
    title = _("Add a delegation")
    done = _("The delegation is recorded.")
    list_route = "engagement:delegations"
    list_title = _("Delegations received")

    def initial(self, record: Any | None) -> dict[str, Any]:
        return DelegationForm.initial_of(record) if record else {}

    def act(self, form: Any, user: User) -> Delegation:
        return actions.keep_delegation(delegation=self.record, **form.cleaned_data, by=user)


@requires(EngagementPermission.EDIT)
class DelegationEdit(DelegationAdd):
    title = _("Edit the delegation")

    def rows(self, user: User) -> QuerySet[Delegation]:
        return queries.delegations_visible_to(user)
