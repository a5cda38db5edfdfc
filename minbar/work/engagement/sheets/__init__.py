"""What can be imported and exported: meetings, partnerships, solution partners, delegations."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from minbar.foundation.records.catalogues import labels_by_code
from minbar.foundation.sheets.declare import Column, Kind, Sheet, declare
from minbar.foundation.text.languages import choice_labels
from minbar.network.directory.queries import engagement_categories
from minbar.work.engagement import queries
from minbar.work.engagement.access import EngagementPermission
from minbar.work.engagement.enums import MeetingForm, PartnershipKind
from minbar.work.engagement.models import Meeting, Offer, Partnership, SolutionPartner
from minbar.work.engagement.sheets.meetings import MeetingRows
from minbar.work.engagement.sheets.solution_partners import SolutionPartnerRows
from minbar.work.programmes.sheets.columns import PLACE_COLUMNS, TRACK_COLUMN

NOTES = Column("notes", _("Notes"), synonyms=("ملاحظات", "الملاحظات", "notlar", "not"))


declare(
    Sheet(
        key="meetings",
        label=_("Meetings"),
        model=Meeting,
        synonyms=("اللقاءات", "لقاءات", "الاجتماعات", "سجل اللقاءات", "görüşmeler", "toplantılar", "visits"),
        columns=(
            Column(
                "held_on", _("Date"), Kind.DATE, required=True,
                synonyms=("تاريخ اللقاء", "تاريخ الاجتماع", "التاريخ", "görüşme tarihi", "tarih", "meeting date"),
            ),
            Column(
                "counterparts", _("Counterparts"), Kind.REFERENCE, required=True, many=True,
                to=("organisations", "people"), personal=True,
                synonyms=(
                    "الجهة أو الشخصية", "الجهة", "الجهات", "الطرف المقابل", "اللقاء مع", "الشخصية", "muhatap", "kurum",
                    "görüşülen kişi veya kurum", "counterpart", "met with",
                ),
            ),
            Column(
                "category", _("Category of counterpart"), Kind.CHOICE, required=True, choices=engagement_categories,
                synonyms=("فئة اللقاء", "الفئة", "فئة الجهة", "تصنيف اللقاء", "kategori", "category"),
            ),
            Column(
                "subject", _("Subject"), required=True, max_length=250,
                synonyms=("موضوع اللقاء", "الموضوع", "محور اللقاء", "konu", "topic"),
            ),
            Column(
                "is_official", _("Official government meeting"), Kind.BOOLEAN,
                synonyms=("لقاء رسمي حكومي", "لقاء رسمي", "رسمي", "resmî görüşme", "resmi", "official meeting"),
            ),
            Column(
                "form", _("How it was held"), Kind.CHOICE, choices=partial(choice_labels, MeetingForm),
                synonyms=("شكل اللقاء", "طريقة اللقاء", "görüşme şekli"),
            ),
            *PLACE_COLUMNS,
            Column("venue", _("Venue"), max_length=200, synonyms=("مكان اللقاء", "المكان", "yer", "location")),
            TRACK_COLUMN,
            Column(
                "attended_by", _("Our participants"), Kind.REFERENCE, to="people", many=True, personal=True,
                synonyms=("المشاركون من المنبر", "ممثلو المنبر", "حضر اللقاء", "bizden katılanlar", "our participants"),
            ),
            NOTES,
        ),
        identity=("held_on", "counterparts", "subject"),
        permission_import=EngagementPermission.IMPORT,
        permission_export=EngagementPermission.EXPORT,
        permission_personal=EngagementPermission.EXPORT,
        handler=MeetingRows(),
        after=("organisations", "people"),
        records=queries.meetings_visible_to,
        record_route="engagement:meeting",
    )
)  # fmt: skip

declare(
    Sheet(
        key="partnerships",
        label=_("Partnerships"),
        model=Partnership,
        synonyms=("الشراكات", "سجل الشراكات", "الشركاء", "ortaklıklar"),
        columns=(
            Column(
                "organisation", _("Partner organisation"), Kind.REFERENCE, required=True, to="organisations",
                synonyms=("الجهة الشريكة", "الشريك", "الجهة", "المؤسسة", "ortak kurum", "ortak", "partner"),
            ),
            Column(
                "kind", _("Kind of partnership"), Kind.CHOICE, required=True,
                choices=partial(choice_labels, PartnershipKind),
                synonyms=("نوع الشراكة", "النوع", "ortaklık türü", "tür", "type"),
            ),
            Column(
                "starts_on", _("Signed on"), Kind.DATE, required=True,
                synonyms=(
                    "تاريخ التوقيع", "تاريخ البدء", "تاريخ الشراكة", "التاريخ", "imza tarihi", "başlangıç tarihi",
                    "start date", "date",
                ),
            ),
            Column(
                "ends_on", _("Ends on"), Kind.DATE,
                synonyms=("تاريخ الانتهاء", "تاريخ النهاية", "bitiş tarihi", "end date"),
            ),
            Column(
                "document_reference", _("Document"), max_length=120,
                synonyms=("رقم الوثيقة", "الوثيقة", "رقم المذكرة", "belge no", "belge", "document number"),
            ),
            Column(
                "purpose", _("Purpose"), max_length=250,
                synonyms=("موضوع الشراكة", "الغرض", "مجال الشراكة", "amaç", "konu", "subject"),
            ),
            TRACK_COLUMN,
            NOTES,
        ),
        identity=("organisation", "starts_on", "purpose"),
        named_by=("document_reference",),
        permission_import=EngagementPermission.IMPORT,
        permission_export=EngagementPermission.EXPORT,
        after=("organisations",),
        records=queries.partnerships_visible_to,
        record_route="engagement:partnership",
    )
)  # fmt: skip

declare(
    Sheet(
        key="solution_partners",
        label=_("Solution partners"),
        model=SolutionPartner,
        synonyms=("شركاء الحلول", "قائمة شركاء الحلول", "çözüm ortakları"),
        columns=(
            Column(
                "organisation", _("Organisation"), Kind.REFERENCE, required=True, to="organisations",
                synonyms=("الجهة", "المؤسسة", "شريك الحلول", "kurum", "çözüm ortağı", "partner"),
            ),
            Column(
                "offers", _("What it offers"), Kind.CHOICE, required=True, many=True,
                choices=partial(labels_by_code, Offer),
                synonyms=("ما تقدمه", "الخدمات", "ما يقدمه", "نوع الحل", "sunduğu hizmet", "hizmetler", "services"),
            ),
            Column("terms", _("On what terms"), max_length=250, synonyms=("الشروط", "koşullar")),
            Column("since", _("Since"), Kind.DATE, synonyms=("منذ", "تاريخ البدء", "başlangıç tarihi")),
            NOTES,
        ),
        identity=("organisation",),
        permission_import=EngagementPermission.IMPORT,
        permission_export=EngagementPermission.EXPORT,
        handler=SolutionPartnerRows(),
        after=("organisations",),
        records=queries.solution_partners_visible_to,
        record_route="engagement:solution-partner",
    )
)  # fmt: skip
