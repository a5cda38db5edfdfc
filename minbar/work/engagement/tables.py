"""The lists of this room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models import Choices, Count, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minbar.foundation.records.catalogues import labels_by_code
from minbar.foundation.screens.cells import Cell
from minbar.foundation.screens.filters import ChoiceFilter, Filter, PeriodFilter, PlaceFilter, State, YesNoFilter
from minbar.foundation.screens.tables import Add, Column, Table
from minbar.foundation.text.languages import choice_labels, in_language, listed
from minbar.network.directory.enums import Nature
from minbar.network.directory.party_filters import PartyFilter
from minbar.network.directory.queries import engagement_categories, lies_within, places_inside
from minbar.work.engagement import queries
from minbar.work.engagement.access import EngagementPermission
from minbar.work.engagement.enums import MeetingForm, PartnershipKind, PartnershipStatus, VisitStatus
from minbar.work.engagement.models import (
    Delegation,
    Meeting,
    Offer,
    Partnership,
    PlannedVisit,
    SolutionPartner,
    VisitPlan,
)
from minbar.work.engagement.status import status_of_partnership, status_of_visit
from minbar.work.programmes.models import Track

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from minbar.foundation.accounts.models import User

TRACK_FILTER = ChoiceFilter("track", _("Track"), "track__code", partial(labels_by_code, Track))
TRACK_COLUMN = Column("track", _("Track"), Cell.LABELS, value="track.labels", sort="track__position")


@dataclass(frozen=True)
class StatusFilter(Filter):
    """How records stand today, which follows from their dates.

    Attributes:
        choices: the enum of standings.
        condition: (status, day) → what then holds of a row.
    """

    key: str
    label: str | _StrPromise
    choices: type[Choices]
    condition: Callable[[Any, Any], Q]

    def state(self, params: QueryDict) -> State:
        state = ChoiceFilter(self.key, self.label, "pk", partial(choice_labels, self.choices)).state(params)
        chosen = [self.choices(option.value) for option in state.options if option.chosen]
        state.condition = None
        for status in chosen:
            here = self.condition(status, timezone.localdate())
            state.condition = here if state.condition is None else state.condition | here
        return state


def names_of_counterparts(meeting: Any) -> str:
    return listed(in_language(labels) for labels in meeting.counterpart_labels)


class MeetingTable(Table):
    key = "engagement.meetings"
    title = _("Meetings")
    columns = (
        Column("subject", _("Subject"), sort="subject", link=True),
        Column("held_on", _("Date"), Cell.DATE, sort="held_on"),
        Column("counterparts", _("Counterparts"), value=names_of_counterparts),
        Column("category", _("Category"), Cell.LABELS, value="category.labels", sort="category__position"),
        Column("official", _("Official"), Cell.YES_NO, value="is_official", sort="is_official", shown=False),
        Column("form", _("How it was held"), value="get_form_display", sort="form", shown=False),
        Column("place", _("Place"), Cell.LABELS, value="place.labels", sort="place__code"),
        TRACK_COLUMN,
    )
    filters = (
        ChoiceFilter("category", _("Category"), "category__code", engagement_categories),
        PeriodFilter("held_on", _("Date"), "held_on"),
        YesNoFilter("official", _("Official"), Q(is_official=True)),
        ChoiceFilter("form", _("How it was held"), "form", partial(choice_labels, MeetingForm)),
        PartyFilter("counterpart", _("Counterpart"), queries.met),
        TRACK_FILTER,
        PlaceFilter("place", _("Place"), condition=lies_within, places=places_inside),
    )
    order = ("-held_on",)
    record_route = "engagement:meeting"
    add = Add("engagement:meeting-add", _("Add a meeting"), EngagementPermission.EDIT)
    sheet = "meetings"
    empty = _("No meetings here. Add one, import the register, or take away a filter.")

    def rows(self, user: User) -> QuerySet[Meeting]:
        return queries.with_counterparts(queries.meetings_visible_to(user))

    def search(self, rows: QuerySet[Meeting], text: str) -> QuerySet[Meeting]:
        return queries.find_meetings(rows, text)


class VisitPlanTable(Table):
    key = "engagement.visit_plans"
    title = _("Visit plans")
    columns = (
        Column("title", _("Title"), sort="title", link=True),
        Column("starts_on", _("From"), Cell.DATE, sort="starts_on"),
        Column("ends_on", _("To"), Cell.DATE, sort="ends_on"),
        Column("visits", _("Visits"), Cell.NUMBER, value="visit_count", sort="visit_count"),
        Column("paid", _("Done"), Cell.NUMBER, value="paid_count", sort="paid_count"),
    )
    order = ("-starts_on",)
    record_route = "engagement:visit-plan"
    add = Add("engagement:visit-plan-add", _("Make a visit plan"), EngagementPermission.EDIT)
    empty = _("There is no visit plan yet. Make one, then put visits on it.")

    def rows(self, user: User) -> QuerySet[VisitPlan]:
        counted = {
            "visit_count": Count("visits"),
            "paid_count": Count("visits", filter=Q(visits__meeting__isnull=False)),
        }
        return queries.visit_plans_visible_to(user).annotate(**counted)


class VisitTable(Table):
    key = "engagement.visits"
    title = _("Planned visits")
    columns = (
        Column("purpose", _("Why"), sort="purpose", link=True),
        Column("party", _("To whom"), value="party", sort="party__sort_key"),
        Column("due_on", _("By"), Cell.DATE, sort="due_on"),
        Column("standing", _("Status"), Cell.STATUS, value=status_of_visit),
        Column("plan", _("Visit plan"), value="plan", sort="plan__starts_on"),
        TRACK_COLUMN,
    )
    filters = (
        StatusFilter("standing", _("Status"), VisitStatus, queries.visits_of_status),
        PeriodFilter("due_on", _("By"), "due_on"),
        PartyFilter("party", _("To whom"), lambda party: Q(party=party)),
        TRACK_FILTER,
    )
    order = ("due_on",)
    record_route = "engagement:visit"
    empty = _("No visits are planned here. Open a visit plan and put one on it.")

    def rows(self, user: User) -> QuerySet[PlannedVisit]:
        return queries.visits_visible_to(user)

    def search(self, rows: QuerySet[PlannedVisit], text: str) -> QuerySet[PlannedVisit]:
        return rows.filter(Q(purpose__icontains=text) | Q(party__in=queries.parties_called(text)))


class DelegationTable(Table):
    key = "engagement.delegations"
    title = _("Delegations received")
    columns = (
        Column("name", _("Delegation"), sort="name", link=True),
        Column("received_on", _("Received on"), Cell.DATE, sort="received_on"),
        Column("sender", _("Sent by"), value="sender", sort="sender__sort_key"),
        Column("size", _("People"), Cell.NUMBER, sort="size"),
        Column("place", _("Came from"), Cell.LABELS, value="place.labels", sort="place__code"),
        TRACK_COLUMN,
    )
    filters = (
        PeriodFilter("received_on", _("Received on"), "received_on"),
        PartyFilter("sender", _("Sent by"), lambda party: Q(sender=party)),
        PlaceFilter("place", _("Came from"), condition=lies_within, places=places_inside),
        TRACK_FILTER,
    )
    order = ("-received_on",)
    record_route = "engagement:delegation"
    add = Add("engagement:delegation-add", _("Add a delegation"), EngagementPermission.EDIT)
    empty = _("No delegations here. Add one, or take away a filter.")

    def rows(self, user: User) -> QuerySet[Delegation]:
        return queries.delegations_visible_to(user)

    def search(self, rows: QuerySet[Delegation], text: str) -> QuerySet[Delegation]:
        return rows.filter(
            Q(name__icontains=text) | Q(purpose__icontains=text) | Q(sender__in=queries.parties_called(text))
        )


class PartnershipTable(Table):
    key = "engagement.partnerships"
    title = _("Partnerships")
    columns = (
        Column("organisation", _("Organisation"), value="organisation", sort="organisation__sort_key", link=True),
        Column("kind", _("Kind"), value=lambda partnership: partnership.get_kind_display(), sort="kind"),
        Column("purpose", _("Purpose"), sort="purpose"),
        Column("starts_on", _("Signed on"), Cell.DATE, sort="starts_on"),
        Column("ends_on", _("Ends on"), Cell.DATE, sort="ends_on"),
        Column("standing", _("Status"), Cell.STATUS, value=status_of_partnership),
        Column("document", _("Document"), value="document_reference", sort="document_reference"),
    )
    filters = (
        ChoiceFilter("kind", _("Kind"), "kind", partial(choice_labels, PartnershipKind)),
        StatusFilter("standing", _("Status"), PartnershipStatus, queries.partnerships_of_status),
        PeriodFilter("starts_on", _("Signed on"), "starts_on"),
        PartyFilter("organisation", _("Organisation"), lambda party: Q(organisation=party.pk), [Nature.ORGANISATION]),
        TRACK_FILTER,
    )
    order = ("-starts_on",)
    record_route = "engagement:partnership"
    add = Add("engagement:partnership-add", _("Add a partnership"), EngagementPermission.EDIT)
    sheet = "partnerships"
    empty = _("No partnerships here. Add one, import a list, or take away a filter.")

    def rows(self, user: User) -> QuerySet[Partnership]:
        return queries.partnerships_visible_to(user)

    def search(self, rows: QuerySet[Partnership], text: str) -> QuerySet[Partnership]:
        by_name = Q(organisation__in=queries.parties_called(text))
        return rows.filter(by_name | Q(purpose__icontains=text) | Q(document_reference__icontains=text))


class SolutionPartnerTable(Table):
    key = "engagement.solution_partners"
    title = _("Solution partners")
    columns = (
        Column("organisation", _("Organisation"), value="organisation", sort="organisation__sort_key", link=True),
        Column("offers", _("What it offers"), value=lambda partner: listed(partner.offers.all())),
        Column("terms", _("On what terms"), sort="terms"),
        Column("since", _("Since"), Cell.DATE, sort="since"),
        Column("place", _("Place"), Cell.LABELS, value="organisation.place.labels"),
    )
    filters = (
        ChoiceFilter("offers", _("What it offers"), "offers__code", partial(labels_by_code, Offer)),
        PlaceFilter(
            "place", _("Place"), condition=partial(lies_within, path="organisation__place"), places=places_inside
        ),
    )
    order = ("organisation__sort_key",)
    record_route = "engagement:solution-partner"
    add = Add("engagement:solution-partner-add", _("Add a solution partner"), EngagementPermission.EDIT)
    sheet = "solution_partners"
    empty = _("No solution partners here. Add one, import a list, or take away a filter.")

    def rows(self, user: User) -> QuerySet[SolutionPartner]:
        return queries.solution_partners_visible_to(user).distinct()

    def search(self, rows: QuerySet[SolutionPartner], text: str) -> QuerySet[SolutionPartner]:
        return rows.filter(Q(organisation__in=queries.parties_called(text)) | Q(terms__icontains=text))
