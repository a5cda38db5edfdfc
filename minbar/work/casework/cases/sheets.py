"""The tree of topics as a sheet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from minbar.foundation.sheets.declare import Column, Kind, Sheet, declare
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.models import Topic

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
