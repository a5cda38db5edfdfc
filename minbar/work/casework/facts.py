"""What can be counted of cases: all that leaves the room is counts."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet, Value, When, expressions
from django.db.models.functions import NullIf
from django.utils.translation import gettext_lazy as _

from minbar.foundation.figures.declare import Count, Dimension, Fact, Sensitivity, declare
from minbar.foundation.text.languages import choice_labels
from minbar.network.directory.dimensions import PLACES
from minbar.work.casework import wall
from minbar.work.casework.access import CasePermission
from minbar.work.casework.enums import Advice, CaseResult, CaseStanding, CourtOrientation, MediationBody, Stage
from minbar.work.casework.models import Case

COUNTRY, PROVINCE = PLACES[:2]


def case_rows() -> QuerySet[Any, Any]:
    return Case.objects.order_by().values(
        "id", "uid", "opened_on",
        standing=expressions.Case(
            When(stage=Stage.CLOSED, then=Value(CaseStanding.CLOSED)), default=Value(CaseStanding.OPEN)
        ),
        changed=F("updated_at"),
        advised=NullIf("advice", Value("")),
        mediated=NullIf("mediation", Value("")),
        court=NullIf("court_orientation", Value("")),
        outcome=NullIf("result", Value("")),
        country_code=F("place__country__code"),
        province_code=F("place__province__code"),
    )  # fmt: skip


declare(
    Fact(
        key="cases",
        label=_("Cases"),
        rows=case_rows,
        period="opened_on",
        dimensions=(
            Dimension("advice", _("Legal advice"), values=lambda: choice_labels(Advice), column="advised"),
            Dimension("mediation", _("Mediation"), values=lambda: choice_labels(MediationBody), column="mediated"),
            Dimension("court", _("Orientation to court"), values=lambda: choice_labels(CourtOrientation)),
            Dimension("result", _("Result"), values=lambda: choice_labels(CaseResult), column="outcome"),
            Dimension("standing", _("Standing"), values=lambda: choice_labels(CaseStanding)),
            COUNTRY,
            PROVINCE,
        ),
        measures=(Count(),),
        sensitivity=Sensitivity.PROTECTED,
        within=wall.counting,
        record_route="casework:case",
        records_permission=CasePermission.SUPERVISE,
    )
)
