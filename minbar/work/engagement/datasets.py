"""What can be counted in engagement: meetings and whom they were with, visits, delegations, partnerships."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Case, F, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from minbar.foundation.figures.declare import Count, Dataset, Dimension, Distinct, Sum, declare
from minbar.foundation.records.catalogues import labels_by_code
from minbar.foundation.text.languages import choice_labels, in_all_languages
from minbar.network.directory.dimensions import CATEGORY, PLACES, place_columns
from minbar.network.directory.enums import Nature
from minbar.work.engagement.access import EngagementPermission
from minbar.work.engagement.enums import MeetingForm, PartnershipKind, VisitStatus
from minbar.work.engagement.models import (
    Counterpart,
    Delegation,
    Meeting,
    Offer,
    Partnership,
    PlannedVisit,
    SolutionPartner,
)
from minbar.work.programmes.dimensions import TRACK

Rows = QuerySet[Any, Any]


def yes_and_no() -> dict[str, dict[str, str]]:
    return {"yes": in_all_languages(_("Yes")), "no": in_all_languages(_("No"))}


def official(field: str) -> Case:
    return Case(When(**{field: True}, then=Value("yes")), default=Value("no"))


OFFICIAL = Dimension("official", _("Official government meeting"), values=yes_and_no)


def meeting_rows() -> Rows:
    return Meeting.objects.order_by().values(
        "id", "uid", "held_on", "form",
        changed=F("updated_at"),
        category_code=F("category__code"),
        official=official("is_official"),
        track_code=F("track__code"),
        **place_columns(),
    )  # fmt: skip


def counterpart_rows() -> Rows:
    return Counterpart.objects.order_by().values(
        "id", "party_id",
        uid=F("meeting__uid"),
        changed=F("meeting__updated_at"),
        held_on=F("meeting__held_on"),
        nature=F("party__nature"),
        category_code=F("meeting__category__code"),
        official=official("meeting__is_official"),
        track_code=F("meeting__track__code"),
        **place_columns("meeting__place"),
    )  # fmt: skip


def visit_rows() -> Rows:
    return PlannedVisit.objects.order_by().values(
        "id", "uid", "due_on", "party_id",
        changed=F("updated_at"),
        outcome=Case(
            When(meeting__isnull=False, then=Value(VisitStatus.DONE.value)),
            When(dropped_on__isnull=False, then=Value(VisitStatus.DROPPED.value)),
            default=Value(VisitStatus.WAITING.value),
        ),
        track_code=F("track__code"),
    )  # fmt: skip


def delegation_rows() -> Rows:
    return Delegation.objects.order_by().values(
        "id", "uid", "received_on", "size", changed=F("updated_at"), track_code=F("track__code"), **place_columns()
    )


def partnership_rows() -> Rows:
    return Partnership.objects.order_by().values(
        "id", "uid", "starts_on", "kind", "organisation_id",
        changed=F("updated_at"),
        track_code=F("track__code"),
        **place_columns("organisation__place"),
    )  # fmt: skip


def offer_rows() -> Rows:
    return SolutionPartner.offers.through.objects.order_by().values(
        "id", "solutionpartner_id",
        uid=F("solutionpartner__uid"),
        changed=F("solutionpartner__updated_at"),
        offer_code=F("offer__code"),
        **place_columns("solutionpartner__organisation__place"),
    )  # fmt: skip


declare(
    Dataset(
        key="meetings",
        label=_("Meetings"),
        rows=meeting_rows,
        period="held_on",
        dimensions=(
            CATEGORY,
            OFFICIAL,
            Dimension("form", _("How it was held"), values=lambda: choice_labels(MeetingForm)),
            TRACK,
            *PLACES,
        ),
        measures=(Count(),),
        record_route="engagement:meeting",
        records_permission=EngagementPermission.VIEW,
    )
)

declare(
    Dataset(
        key="counterparts",
        label=_("Counterparts met"),
        rows=counterpart_rows,
        period="held_on",
        dimensions=(
            CATEGORY,
            OFFICIAL,
            Dimension("nature", _("Person or organisation"), values=lambda: choice_labels(Nature)),
            TRACK,
            *PLACES,
        ),
        measures=(Count(), Distinct("parties", _("Counterparts, each once"), column="party_id")),
        record_route="engagement:meeting",
        records_permission=EngagementPermission.VIEW,
    )
)

declare(
    Dataset(
        key="planned_visits",
        label=_("Planned visits"),
        rows=visit_rows,
        period="due_on",
        dimensions=(Dimension("outcome", _("Outcome"), values=lambda: choice_labels(VisitStatus)), TRACK),
        measures=(Count(), Distinct("parties", _("Counterparts, each once"), column="party_id")),
        record_route="engagement:visit",
        records_permission=EngagementPermission.VIEW,
    )
)

declare(
    Dataset(
        key="delegations",
        label=_("Delegations received"),
        rows=delegation_rows,
        period="received_on",
        dimensions=(TRACK, *PLACES),
        measures=(Count(), Sum("visitors", _("Visitors"), column="size")),
        record_route="engagement:delegation",
        records_permission=EngagementPermission.VIEW,
    )
)

declare(
    Dataset(
        key="partnerships",
        label=_("Partnerships"),
        rows=partnership_rows,
        period="starts_on",
        dimensions=(
            Dimension("kind", _("Kind of partnership"), values=lambda: choice_labels(PartnershipKind)),
            TRACK,
            *PLACES,
        ),
        measures=(Count(), Distinct("organisations", _("Organisations"), column="organisation_id")),
        record_route="engagement:partnership",
        records_permission=EngagementPermission.VIEW,
    )
)

declare(
    Dataset(
        key="solution_partners",
        label=_("Offers of solution partners"),
        rows=offer_rows,
        dimensions=(
            Dimension("offer", _("Offer"), values=partial(labels_by_code, Offer), column="offer_code"),
            *PLACES,
        ),
        measures=(Count(), Distinct("partners", _("Solution partners"), column="solutionpartner_id")),
        record_route="engagement:solution-partner",
        records_permission=EngagementPermission.VIEW,
    )
)
