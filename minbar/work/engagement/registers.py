"""The screens of meetings, visits, delegations, partnerships and solution partners."""

from __future__ import annotations

from django import forms
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.cells import Cell, Severity, Status
from minbar.foundation.screens.dated import DatedStatus
from minbar.foundation.screens.navigation import Group
from minbar.foundation.screens.records import DetailItem, Due
from minbar.foundation.screens.register import Field, Menu, Part, Register, Words
from minbar.foundation.screens.tables import Column
from minbar.foundation.text.dates import format_date_short
from minbar.foundation.text.languages import in_language, listed
from minbar.network.directory.enums import Nature
from minbar.work.engagement.access import EngagementPermission
from minbar.work.engagement.actions import MEETING_EVENTS, record_meeting
from minbar.work.engagement.enums import PartnershipStatus, VisitStatus
from minbar.work.engagement.models import Delegation, Meeting, Partnership, PlannedVisit, SolutionPartner, VisitPlan


class OpenVisitField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no class takes arguments when it runs
    """Planned visits, each by whom it is to be paid to."""

    def label_from_instance(self, obj: PlannedVisit) -> str:
        return f"{obj.party}: {obj.purpose}"


def _fulfilled_visits(meeting: Meeting) -> list[DetailItem]:
    visits = meeting.planned_visits.all()
    return [DetailItem(_("Planned visit"), visit, url=visit.get_absolute_url()) for visit in visits]


def _day_and_counterparts(meeting: Meeting) -> str:
    names: list[dict[str, str]] = meeting.parties_labels  # type: ignore[attr-defined]  # read along with the list
    return f"{format_date_short(meeting.held_on)} · {listed(in_language(labels) for labels in names)}"


MEETINGS = Register(
    model=Meeting,
    name="meeting",
    permissions=EngagementPermission,
    words=Words(
        plural=_("Meetings"),
        add=_("Add a meeting"),
        edit=_("Edit the meeting"),
        made=_("The meeting is recorded."),
        added=_("Meeting added"),
        changed=_("Meeting changed"),
        empty=_("No meetings here. Add one, import the register, or take away a filter."),
    ),
    columns=(
        "subject", "held_on", Field("parties", key="counterparts"), "category",
        Field("is_official", key="official", shown=False), "form", "place", "track",
    ),
    hidden=("form",),
    filters=(
        "category", "held_on", Field("is_official", key="official"), "form",
        Field("parties", key="counterpart", label=_("Counterpart")), "track", "place",
    ),
    search=("subject", "venue", "parties"),
    fields=(
        "held_on", Field("parties", key="counterparts"), "category", "subject", "form", "is_official", "place", "venue",
        "attended_by", "track", "notes",
    ),
    when_new={
        "visit": OpenVisitField(
            PlannedVisit.objects.filter(meeting=None, dropped_on=None).select_related("party"),
            label=_("Planned visit"),
            required=False,
            help_text=_("If this meeting fulfils a visit on a plan."),
        )
    },
    sections=(
        Part(_("When and where"), "held_on", "form", "place", "venue", "track"),
        Part(_("Counterparts"), "parties"),
        Part(_("Our participants"), Field("attended_by", label=Nature.PERSON.label)),
        Part(_("Visit plan"), _fulfilled_visits),
        Part(_("Notes"), "notes"),
    ),
    order=("-held_on",),
    summary=lambda meeting: str(meeting.category),
    status=lambda meeting: Status(_("Official government meeting"), Severity.INFO) if meeting.is_official else None,
    found=_day_and_counterparts,
    found_order=40,
    menu=Menu(Group.WORK, order=20),
    events=MEETING_EVENTS,
    save=record_meeting,
    sheet="meetings",
)  # fmt: skip

VISIT_PLANS = Register(
    model=VisitPlan,
    name="visit-plan",
    permissions=EngagementPermission,
    words=Words(
        plural=_("Visit plans"),
        add=_("Make a visit plan"),
        edit=_("Edit the visit plan"),
        made=_("The plan is made. Now put visits on it."),
        added=_("Visit plan added"),
        changed=_("Visit plan changed"),
        empty=_("There is no visit plan yet. Make one, then put visits on it."),
    ),
    columns=(
        "title", "starts_on", "ends_on",
        Column("visits", _("Visits"), Cell.NUMBER, value="visit_count", sort="visit_count"),
        Column("paid", _("Done"), Cell.NUMBER, value="paid_count", sort="paid_count"),
    ),
    annotations={
        "visit_count": Count("visits"),
        "paid_count": Count("visits", filter=Q(visits__meeting__isnull=False)),
    },
    fields=("title", "starts_on", "ends_on", "aim"),
    sections=(Part(_("Visit plan"), "starts_on", "ends_on", "aim"),),
    order=("-starts_on",),
    menu=Menu(Group.WORK, order=21),
    events=("engagement.plan_added", "engagement.plan_changed"),
)  # fmt: skip

VISIT_STATUS = DatedStatus(
    PlannedVisit,
    {
        VisitStatus.WAITING: Severity.WAITING,
        VisitStatus.OVERDUE: Severity.BAD,
        VisitStatus.DONE: Severity.GOOD,
        VisitStatus.DROPPED: Severity.NEUTRAL,
    },
    key="standing",
)
VISITS = Register(
    model=PlannedVisit,
    name="visit",
    permissions=EngagementPermission,
    words=Words(
        plural=_("Planned visits"),
        add="",  # a visit is put on a plan, from its page
        edit=_("Edit the planned visit"),
        added=_("Visit planned"),
        changed=_("Planned visit changed"),
        empty=_("No visits are planned here. Open a visit plan and put one on it."),
    ),
    columns=("purpose", "party", "due_on", VISIT_STATUS.column(), Field("plan", sort="plan__starts_on"), "track"),
    filters=(VISIT_STATUS.filter(), "due_on", "party", "track"),
    search=("purpose", "party"),
    fields=("party", "purpose", "due_on", "track", "notes"),
    sections=(
        Part(_("Visit"), "due_on", "plan", "track", "dropped_on", "meeting"),
        Part(_("To whom"), "party"),
        Part(_("Notes"), "notes"),
    ),
    order=("due_on",),
    status=VISIT_STATUS,
    menu=Menu(Group.WORK, order=22),
    events=("engagement.visit_planned", "engagement.visit_changed"),
)

DELEGATIONS = Register(
    model=Delegation,
    name="delegation",
    permissions=EngagementPermission,
    words=Words(
        plural=_("Delegations received"),
        add=_("Add a delegation"),
        edit=_("Edit the delegation"),
        saved=_("The delegation is recorded."),
        added=_("Delegation added"),
        changed=_("Delegation changed"),
        empty=_("No delegations here. Add one, or take away a filter."),
    ),
    columns=("name", "received_on", "sender", "size", "place", "track"),
    filters=("received_on", "sender", "place", "track"),
    search=("name", "purpose", "sender"),
    fields=("received_on", "name", "sender", "place", "members", "size", "purpose", "track", "notes"),
    sections=(
        Part(_("Visit"), "received_on", "size", "purpose", "place", "track"),
        Part(_("Sent by"), "sender"),
        Part(_("Members"), Field("members", label=Nature.PERSON.label)),
        Part(_("Notes"), "notes"),
    ),
    order=("-received_on",),
    menu=Menu(Group.WORK, order=23),
)

PARTNERSHIP_STATUS = DatedStatus(
    Partnership,
    {
        PartnershipStatus.COMING: Severity.WAITING,
        PartnershipStatus.IN_FORCE: Severity.GOOD,
        PartnershipStatus.ENDED: Severity.NEUTRAL,
    },
    key="standing",
)


def _ends_soon(partnership: Partnership) -> list[Due]:
    ends = _("The partnership is ending: renew it or end it.")
    return [Due(ends, partnership.ends_on)] if partnership.ends_soon() else []


PARTNERSHIPS = Register(
    model=Partnership,
    name="partnership",
    permissions=EngagementPermission,
    words=Words(
        plural=_("Partnerships"),
        add=_("Add a partnership"),
        edit=_("Edit the partnership"),
        saved=_("The partnership is recorded."),
        added=_("Partnership added"),
        changed=_("Partnership changed"),
        empty=_("No partnerships here. Add one, import a list, or take away a filter."),
    ),
    columns=(
        "organisation", "kind", "purpose", "starts_on", "ends_on", PARTNERSHIP_STATUS.column(),
        Field("document_reference", key="document"),
    ),
    filters=("kind", PARTNERSHIP_STATUS.filter(), "starts_on", "organisation", "track"),
    search=("organisation", "purpose", "document_reference"),
    fields=("organisation", "kind", "purpose", "starts_on", "ends_on", "document_reference", "track", "notes"),
    sections=(
        Part(_("Partnership"), "organisation", "kind", "purpose", "track"),
        Part(_("Dates and document"), "starts_on", Field("ends_on", always=True), "document_reference"),
        Part(_("Notes"), "notes"),
    ),
    order=("-starts_on",),
    title=lambda partnership: str(partnership.organisation),
    summary=lambda partnership: partnership.purpose or str(partnership._meta.verbose_name),
    status=PARTNERSHIP_STATUS,
    due=_ends_soon,
    menu=Menu(Group.WORK, order=24),
    sheet="partnerships",
)  # fmt: skip

SOLUTION_PARTNERS = Register(
    model=SolutionPartner,
    name="solution-partner",
    permissions=EngagementPermission,
    words=Words(
        plural=_("Solution partners"),
        add=_("Add a solution partner"),
        edit=_("Edit the solution partner"),
        saved=_("The solution partner is recorded."),
        added=_("Solution partner added"),
        changed=_("Solution partner changed"),
        empty=_("No solution partners here. Add one, import a list, or take away a filter."),
    ),
    columns=("organisation", "offers", "terms", "since", Field("organisation__place", sort=None)),
    filters=("offers", "organisation__place"),
    search=("organisation", "terms"),
    fields=("organisation", "offers", "terms", "since", "notes"),
    sections=(
        Part(_("Solution partner"), "organisation", "offers", "terms", "since", "organisation__place"),
        Part(_("Notes"), "notes"),
    ),
    order=("organisation__sort_key",),
    menu=Menu(Group.WORK, order=25),
    sheet="solution_partners",
)
