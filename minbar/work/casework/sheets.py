"""Cases as a sheet, for case supervisors alone. Every column counts as personal: none is repeated in an error report or
the journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from minbar.foundation.sheets.declare import Column, Kind, RowProblem, Sheet, declare
from minbar.foundation.text.languages import choice_labels
from minbar.work.casework import queries, rules
from minbar.work.casework.access import CasePermission
from minbar.work.casework.enums import Advice, CaseResult, CourtOrientation, MediationBody, Stage
from minbar.work.casework.models import Case


def check_place(row: Mapping[str, Any]) -> Iterable[RowProblem]:
    """A province is the narrowest place of a case."""
    if (place := row.get("place")) and rules.is_too_narrow(place):
        yield RowProblem("place", rules.NO_DISTRICT)


declare(
    Sheet(
        key="cases",
        label=_("Cases"),
        model=Case,
        columns=(
            Column(
                "number",
                _("Case number"),
                required=True,
                personal=True,
                synonyms=(
                    "رقم الحالة",
                    "رقم الملف",
                    "الرقم",
                    "رمز الحالة",
                    "vaka no",
                    "vaka numarası",
                    "case no",
                    "number",
                ),
            ),
            Column(
                "opened_on",
                _("Opened on"),
                Kind.DATE,
                required=True,
                personal=True,
                synonyms=(
                    "تاريخ الاستقبال",
                    "تاريخ الفتح",
                    "تاريخ الحالة",
                    "التاريخ",
                    "başvuru tarihi",
                    "tarih",
                    "date",
                ),
            ),
            Column(
                "place",
                _("Province"),
                Kind.REFERENCE,
                to="places",
                personal=True,
                synonyms=("الولاية", "المحافظة", "المدينة", "المكان", "il", "şehir", "province", "governorate", "city"),
            ),
            Column(
                "advice",
                _("Legal advice"),
                Kind.CHOICE,
                personal=True,
                choices=partial(choice_labels, Advice),
                synonyms=("نوع الاستشارة", "الاستشارة", "الاستشارة القانونية", "تصنيف الحالة", "danışmanlık", "advice"),
            ),
            Column(
                "mediation",
                _("Mediation"),
                Kind.CHOICE,
                personal=True,
                choices=partial(choice_labels, MediationBody),
                synonyms=("الوساطة", "جهود الوساطة", "جهة الوساطة", "arabuluculuk", "mediation"),
            ),
            Column(
                "court_orientation",
                _("Orientation to court"),
                Kind.CHOICE,
                personal=True,
                choices=partial(choice_labels, CourtOrientation),
                synonyms=("التوجيه للقضاء", "الإحالة للقضاء", "القضاء", "yargıya yönlendirme", "court"),
            ),
            Column(
                "result",
                _("Result"),
                Kind.CHOICE,
                personal=True,
                choices=partial(choice_labels, CaseResult),
                synonyms=("النتيجة", "نتيجة الحالة", "قياس النتائج بعد الإجراء", "sonuç", "result", "outcome"),
            ),
            Column(
                "stage",
                _("Stage"),
                Kind.CHOICE,
                personal=True,
                choices=partial(choice_labels, Stage),
                synonyms=("وضع الحالة", "الوضع", "حالة الملف", "durum", "standing", "status"),
            ),
        ),
        identity=("number",),
        check=check_place,
        permission_import=CasePermission.IMPORT,
        permission_export=CasePermission.EXPORT,
        permission_personal=CasePermission.EXPORT,
        synonyms=("الحالات", "سجل الحالات", "حالات حماية", "إدارة الحالات", "vakalar", "vaka kayıtları", "cases"),
        records=queries.cases_visible_to,
        record_route="casework:case",
    )
)
