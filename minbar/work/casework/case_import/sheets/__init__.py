"""Case workbooks as offices keep them.

A case workbook lies behind the wall: its cells go to the vault and to full cases, and are repeated nowhere. What comes
out again are heads alone, for those who see them.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from minbar.foundation.sheets.declare import Sheet, declare
from minbar.work.casework.case_import.sheets.checks import check_row, notices
from minbar.work.casework.case_import.sheets.columns import CONTENT, HEAD, IDENTITY, WORK
from minbar.work.casework.case_import.sheets.rows import CaseRows
from minbar.work.casework.cases import queries, wall
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.models import Case

declare(
    Sheet(
        key="cases",
        label=_("Cases"),
        model=Case,
        columns=(*HEAD, *WORK, *IDENTITY, *CONTENT),
        identity=("number",),
        check=check_row,
        notices=notices,
        handler=CaseRows(),
        walled=True,
        within=wall.system_access,
        seen_by=wall.reading_as,
        after=("case_topics",),
        permission_import=CasePermission.IMPORT,
        permission_export=CasePermission.EXPORT,
        permission_personal=CasePermission.EXPORT,
        synonyms=("الحالات", "سجل الحالات", "حالات حماية", "إدارة الحالات", "vakalar", "vaka kayıtları", "cases"),
        records=queries.cases_visible_to,
        record_route="casework:case",
    )
)
