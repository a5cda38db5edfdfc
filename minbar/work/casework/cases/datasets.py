"""What can be counted of cases: all that leaves the room is counts."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet, Value, When, expressions
from django.db.models.functions import Coalesce, Greatest, NullIf
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.foundation.figures.declare import Count, Dataset, Dimension, Sensitivity, declare
from minbar.foundation.text.languages import choice_labels
from minbar.network.directory.dimensions import PLACES
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.enums import (
    Advice,
    CaseResult,
    CaseStatus,
    Channel,
    CourtOrientation,
    Level,
    MediationBody,
    ServiceKind,
    Stage,
)
from minbar.work.casework.cases.models import Case, CaseService, Topic

COUNTRY, PROVINCE = PLACES[:2]


def topic_labels() -> dict[str, dict[str, str]]:
    """Topics by code, those no longer in use too: cases of former years have them."""
    return dict(Topic.objects.values_list("code", "labels"))


TOPICS = (
    Dimension("topic_area", _("Topic area"), values=topic_labels, column="area_code"),
    Dimension("topic", _("Topic"), values=topic_labels, within="topic_area", column="topic_code"),
)


def case_rows() -> QuerySet[Any, Any]:
    return Case.objects.order_by().values(
        "id", "uid", "opened_on", "stage", "channel", "urgency",
        standing=expressions.Case(
            When(stage=Stage.CLOSED, then=Value(CaseStatus.CLOSED)), default=Value(CaseStatus.OPEN)
        ),
        changed=F("updated_at"),
        area_code=Coalesce("topic__parent__code", "topic__code"),
        topic_code=F("topic__code"),
        advised=NullIf("advice", Value("")),
        mediated=NullIf("mediation", Value("")),
        court=NullIf("court_orientation", Value("")),
        outcome=NullIf("result", Value("")),
        country_code=F("place__country__code"),
        province_code=F("place__province__code"),
    )  # fmt: skip


def service_rows() -> QuerySet[Any, Any]:
    """What was done, one row a step; notes and documents are no help given and are left out."""
    return (
        CaseService.objects.exclude(kind__in=(ServiceKind.NOTE, ServiceKind.DOCUMENT))
        .order_by()
        .values(
            "id", "uid", "done_on", "kind",
            changed=Greatest("updated_at", "case__updated_at"),
            area_code=Coalesce("case__topic__parent__code", "case__topic__code"),
            topic_code=F("case__topic__code"),
            country_code=F("case__place__country__code"),
            province_code=F("case__place__province__code"),
        )
    )  # fmt: skip


declare(
    Dataset(
        key="cases",
        label=_("Cases"),
        rows=case_rows,
        period="opened_on",
        dimensions=(
            Dimension("advice", _("Legal advice"), values=lambda: choice_labels(Advice), column="advised"),
            Dimension("mediation", _("Mediation"), values=lambda: choice_labels(MediationBody), column="mediated"),
            Dimension("court", _("Orientation to court"), values=lambda: choice_labels(CourtOrientation)),
            Dimension("result", _("Result"), values=lambda: choice_labels(CaseResult), column="outcome"),
            Dimension("standing", _("Status"), values=lambda: choice_labels(CaseStatus)),
            Dimension("stage", _("Stage"), values=lambda: choice_labels(Stage), within="standing"),
            Dimension("channel", pgettext_lazy("case", "Channel"), values=lambda: choice_labels(Channel)),
            Dimension("urgency", _("Urgency"), values=lambda: choice_labels(Level)),
            *TOPICS,
            COUNTRY,
            PROVINCE,
        ),
        measures=(Count(),),
        sensitivity=Sensitivity.PROTECTED,
        within=wall.counting,
        reading_as=wall.reading_as,
        record_route="casework:case",
        records_permission=CasePermission.SUPERVISE,
    )
)

declare(
    Dataset(
        key="case_actions",
        label=_("Services provided in cases"),
        rows=service_rows,
        period="done_on",
        dimensions=(
            Dimension("kind", _("Kind of service"), values=lambda: choice_labels(ServiceKind)),
            *TOPICS,
            COUNTRY,
            PROVINCE,
        ),
        measures=(Count(),),
        sensitivity=Sensitivity.PROTECTED,
        within=wall.counting,  # and no records_permission: what was done in single cases is nobody's list
    )
)
