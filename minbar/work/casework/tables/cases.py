"""The list of cases. It has no search box: what is searched for would stand in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.cells import Cell, Standing, Tone
from minbar.foundation.screens.filters import ChoiceFilter, PeriodFilter
from minbar.foundation.screens.tables import Add, Column, Table
from minbar.work.casework import queries
from minbar.work.casework.access import CasePermission
from minbar.work.casework.enums import Advice, CaseResult, CourtOrientation, MediationBody, Stage
from minbar.work.casework.models import Case

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


def standing(case: Case) -> Standing:
    tone = Tone.WAITING if case.is_open else Tone.NEUTRAL
    return Standing(case.get_stage_display(), tone)


class CaseTable(Table):
    key = "casework.cases"
    title = _("Cases")
    columns = (
        Column("number", _("Case number"), Cell.CODE, sort="number", link=True),
        Column("opened_on", _("Opened on"), Cell.DATE, sort="opened_on"),
        Column("stage", _("Stage"), Cell.STANDING, value=standing, sort="stage"),
        Column("advice", _("Legal advice"), value=lambda case: case.get_advice_display(), sort="advice"),
        Column("mediation", _("Mediation"), value=lambda case: case.get_mediation_display(), sort="mediation"),
        Column("court", _("Orientation to court"), value=lambda case: case.get_court_orientation_display(),
               sort="court_orientation"),
        Column("result", _("Result"), value=lambda case: case.get_result_display(), sort="result"),
        Column("place", _("Province"), Cell.LABELS, value="place.labels", sort="place__code", shown=False),
        Column("worker", _("Case worker"), value="assigned_to.name", sort="assigned_to__name", shown=False),
    )  # fmt: skip
    filters = (
        PeriodFilter("opened_on", _("Opened on"), "opened_on"),
        ChoiceFilter("stage", _("Stage"), "stage", choices=lambda: Stage.choices),
        ChoiceFilter("advice", _("Legal advice"), "advice", choices=lambda: Advice.choices),
        ChoiceFilter("mediation", _("Mediation"), "mediation", choices=lambda: MediationBody.choices),
        ChoiceFilter("court", _("Orientation to court"), "court_orientation", choices=lambda: CourtOrientation.choices),
        ChoiceFilter("result", _("Result"), "result", choices=lambda: CaseResult.choices),
    )
    order = ("-opened_on", "-id")
    record_route = "casework:case"
    add = Add("casework:case-add", _("Take a case in"), CasePermission.TAKE_IN)
    sheet = "cases"
    empty = _("No case is assigned to you yet. Open one, or ask the case supervisor.")

    def rows(self, user: User) -> QuerySet[Case]:
        return queries.cases_visible_to(user)
