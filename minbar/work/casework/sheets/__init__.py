"""Case workbooks as offices keep them, and the tree of topics.

A case workbook lies behind the wall: its cells go to the vault and to full cases, and are repeated nowhere. What comes
out again are heads alone, for those who see them.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from minbar.foundation.sheets.declare import Column, Kind, Sheet, declare
from minbar.work.casework import queries, wall
from minbar.work.casework.access import CasePermission
from minbar.work.casework.models import Case, Topic
from minbar.work.casework.sheets.checks import check_row, notices
from minbar.work.casework.sheets.columns import CONTENT, HEAD, IDENTITY, WORK
from minbar.work.casework.sheets.rows import CaseRows

declare(
    Sheet(
        key="case_topics",
        label=_("Topics of cases"),
        model=Topic,
        synonyms=("موضوعات الحالات", "شجرة الموضوعات", "مواضيع الحالات", "vaka konuları", "case topics"),
        columns=(
            Column("code", _("Code"), required=True, synonyms=("الرمز", "kod", "code")),
            Column("labels__ar", _("Arabic name"), max_length=120, synonyms=("الاسم بالعربية", "الموضوع")),
            Column("labels__tr", _("Turkish name"), max_length=120, synonyms=("الاسم بالتركية", "konu")),
            Column("labels__en", _("English name"), max_length=120, synonyms=("الاسم بالإنكليزية", "topic")),
            Column(
                "parent", _("Wider topic"), Kind.REFERENCE, to="case_topics",
                synonyms=("ضمن", "الموضوع الأوسع", "üst konu", "parent"),
            ),
            Column("position", _("Position"), Kind.INTEGER, minimum=0, synonyms=("الترتيب", "sıra")),
            Column("is_active", _("In use"), Kind.BOOLEAN, synonyms=("مستخدم", "kullanımda")),
            Column(
                "retention_years", _("Years kept after closing"), Kind.INTEGER, minimum=0,
                synonyms=("سنوات الحفظ بعد الإغلاق", "مدة الحفظ", "saklama süresi"),
            ),
        ),
        identity=("code",),
        named_by=("code", "labels"),
        permission_import=CasePermission.EDIT_TOPICS,
        permission_export=CasePermission.EDIT_TOPICS,
    )
)  # fmt: skip

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
