"""Community issues as a sheet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from minbar.foundation.sheets.declare import Column, Kind, Sheet, declare
from minbar.foundation.text.keys import search_key
from minbar.foundation.text.languages import choice_labels
from minbar.voice.advocacy import queries
from minbar.voice.advocacy.access import AdvocacyPermission
from minbar.voice.advocacy.enums import IssueSource, IssueStatus
from minbar.voice.advocacy.models import CommunityIssue

declare(
    Sheet(
        key="community_issues",
        label=_("Community issues"),
        model=CommunityIssue,
        columns=(
            Column(
                "title",
                _("Community issue"),
                required=True,
                synonyms=(
                    "القضية المجتمعية",
                    "القضية",
                    "عنوان القضية",
                    "العنوان",
                    "mesele",
                    "başlık",
                    "issue",
                    "title",
                ),
            ),
            Column(
                "topic",
                _("Topic"),
                synonyms=("الموضوع", "موضوع القضية", "المجال", "konu", "alan", "topic", "theme"),
            ),
            Column(
                "identified_on",
                _("Identified on"),
                Kind.DATE,
                required=True,
                synonyms=(
                    "تاريخ التحديد",
                    "تاريخ الرصد",
                    "التاريخ",
                    "belirlenme tarihi",
                    "tarih",
                    "date",
                    "identified",
                ),
            ),
            Column(
                "source",
                _("Source"),
                Kind.CHOICE,
                choices=lambda: choice_labels(IssueSource),
                synonyms=("المصدر", "مصدر القضية", "طريقة التحديد", "kaynak", "source"),
            ),
            Column(
                "status",
                _("Status"),
                Kind.CHOICE,
                choices=lambda: choice_labels(IssueStatus),
                synonyms=("الحالة", "وضع القضية", "الوضع", "durum", "status"),
            ),
            Column("notes", _("Notes"), synonyms=("ملاحظات", "الملاحظات", "notlar", "açıklama", "notes", "remarks")),
        ),
        identity=("title", "identified_on"),
        permission_import=AdvocacyPermission.IMPORT,
        permission_export=AdvocacyPermission.EXPORT,
        synonyms=("القضايا المجتمعية", "قضايا المناصرة", "القضايا", "toplumsal meseleler", "meseleler", "issues"),
        derive=lambda row: {"title_key": search_key(row["title"])},
        records=queries.issues_visible_to,
        record_route="advocacy:issue",
    )
)
