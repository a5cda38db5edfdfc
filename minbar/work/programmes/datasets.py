"""What can be counted in programmes: activities, those who took part, the organisations behind them."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, F, IntegerField, OuterRef, QuerySet, Subquery, When
from django.db.models import Sum as SumOf
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from minbar.foundation.figures.declare import (
    Count,
    Dataset,
    Dimension,
    Distinct,
    Ratio,
    Sensitivity,
    Sum,
    declare,
)
from minbar.foundation.text.languages import choice_labels
from minbar.network.directory.dimensions import PLACES, place_columns
from minbar.network.directory.enums import Sex
from minbar.work.programmes.access import ProgrammesPermission
from minbar.work.programmes.dimensions import KIND, LINES, line_columns
from minbar.work.programmes.enums import ActivityStatus, AgeBand, ParticipationRole, PartyRole
from minbar.work.programmes.models import Activity, ActivityOrganisation, Participation

STATUS = Dimension("status", _("Status"), values=lambda: choice_labels(ActivityStatus))
ACTIVITY_STATUS = Dimension(
    "status", _("Status"), values=lambda: choice_labels(ActivityStatus), column="activity_status"
)


def activity_rows() -> QuerySet[Any, Any]:
    attendance = (
        Participation.objects.filter(activity=OuterRef("pk"), role=ParticipationRole.PARTICIPANT)
        .order_by()
        .values("activity")
        .values(total=SumOf("heads"))
    )
    return Activity.objects.order_by().values(
        "id", "uid", "starts_on", "status", "hours", "sessions", "registrations", "copies", "pages", "work_id",
        changed=F("updated_at"),
        kind_code=F("kind__code"),
        attendance=Subquery(attendance, output_field=IntegerField()),
        **line_columns(),
        **place_columns(),
    )  # fmt: skip


def participation_rows() -> QuerySet[Any, Any]:
    return Participation.objects.order_by().values(
        "id", "uid", "role", "sex", "age_band", "heads", "person_id",
        changed=Greatest("updated_at", "activity__updated_at"),
        held_on=F("activity__starts_on"),
        activity_status=F("activity__status"),
        kind_code=F("activity__kind__code"),
        unnamed=Case(When(person=None, then=F("heads")), default=0),
        **line_columns("activity__"),
        **place_columns("activity__place"),
    )  # fmt: skip


def organisation_rows() -> QuerySet[Any, Any]:
    return ActivityOrganisation.objects.order_by().values(
        "id", "role", "organisation_id",
        uid=F("activity__uid"),
        changed=F("activity__updated_at"),
        held_on=F("activity__starts_on"),
        activity_status=F("activity__status"),
        kind_code=F("activity__kind__code"),
        **line_columns("activity__"),
        **place_columns("activity__place"),
    )  # fmt: skip


declare(
    Dataset(
        key="activities",
        label=_("Activities"),
        rows=activity_rows,
        period="starts_on",
        dimensions=(KIND, *LINES, STATUS, *PLACES),
        measures=(
            Count(),
            Sum("hours", _("Hours"), column="hours", unit=lambda n: ngettext("hour", "hours", n)),
            Sum("sessions", _("Sessions"), column="sessions"),
            Sum("attendance", _("Attendance"), column="attendance"),
            Sum("registrations", _("Registrations"), column="registrations"),
            Sum("copies", _("Copies"), column="copies"),
            Sum("pages", _("Pages"), column="pages"),
            Distinct("works", _("Books and films"), column="work_id"),
            Ratio("mean_attendance", _("Attendance per activity"), numerator="attendance", denominator="count"),
        ),
        sensitivity=Sensitivity.INTERNAL,
        record_route="programmes:activity",
        records_permission=ProgrammesPermission.VIEW,
    )
)

declare(
    Dataset(
        key="participation",
        label=_("Participation"),
        rows=participation_rows,
        period="held_on",
        dimensions=(
            Dimension("role", _("Role"), values=lambda: choice_labels(ParticipationRole)),
            Dimension("sex", _("Sex"), values=lambda: choice_labels(Sex)),
            Dimension("age_band", _("Age"), values=lambda: choice_labels(AgeBand)),
            KIND,
            *LINES,
            ACTIVITY_STATUS,
            *PLACES,
        ),
        measures=(
            Count("rows", _("Entries")),
            Sum("attendance", _("Attendance"), column="heads"),
            Distinct("people", _("People known by name"), column="person_id"),
            Sum("unnamed", _("Counted without names"), column="unnamed"),
        ),
        sensitivity=Sensitivity.PERSONAL,
        record_route="programmes:participation",
        records_permission=ProgrammesPermission.VIEW,
    )
)

declare(
    Dataset(
        key="activity_organisations",
        label=_("Hosts and partners of activities"),
        rows=organisation_rows,
        period="held_on",
        dimensions=(
            Dimension("role", _("Role"), values=lambda: choice_labels(PartyRole)),
            KIND,
            *LINES,
            ACTIVITY_STATUS,
            *PLACES,
        ),
        measures=(Count(), Distinct("organisations", _("Organisations"), column="organisation_id")),
        record_route="programmes:activity",
        records_permission=ProgrammesPermission.VIEW,
    )
)
