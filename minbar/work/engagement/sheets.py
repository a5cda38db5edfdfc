"""What can be imported and exported: meetings, partnerships, solution partners."""

from __future__ import annotations

from minbar.foundation.sheets.declare import declare
from minbar.foundation.sheets.from_model import field, sheet_of
from minbar.network.directory.sheets.places import PlaceColumns
from minbar.work.engagement.access import EngagementPermission
from minbar.work.engagement.registers import MEETINGS, PARTNERSHIPS, SOLUTION_PARTNERS
from minbar.work.programmes.sheets.columns import TRACK_COLUMN

NOTES = field("notes", "ملاحظات | الملاحظات | notlar | not")

declare(
    sheet_of(
        MEETINGS,
        "meetings",
        "اللقاءات | لقاءات | الاجتماعات | سجل اللقاءات | görüşmeler | toplantılar | visits",
        (
            field("held_on", "تاريخ اللقاء | تاريخ الاجتماع | التاريخ | görüşme tarihi | tarih | meeting date"),
            field(
                "parties",
                "الجهة أو الشخصية | الجهة | الجهات | الطرف المقابل | اللقاء مع | الشخصية | muhatap | kurum"
                " | görüşülen kişi veya kurum | counterpart | met with",
                key="counterparts",
                to=("organisations", "people"),
                personal=True,
            ),
            field(
                "category",
                "فئة اللقاء | الفئة | فئة الجهة | تصنيف اللقاء | kategori | category"
                " | فئة الطرف المقابل | muhatap kategorisi | category of counterpart",
            ),
            field("subject", "موضوع اللقاء | الموضوع | محور اللقاء | konu | topic"),
            field("is_official", "لقاء رسمي حكومي | لقاء رسمي | رسمي | resmî görüşme | resmi | official meeting"),
            field("form", "شكل اللقاء | طريقة اللقاء | görüşme şekli"),
            PlaceColumns(),
            field("venue", "مكان اللقاء | المكان | yer | location"),
            TRACK_COLUMN,
            field(
                "attended_by",
                "المشاركون من المنبر | ممثلو المنبر | حضر اللقاء | bizden katılanlar | our participants",
                to="people",
                personal=True,
            ),
            NOTES,
        ),
        identity=("held_on", "counterparts", "subject"),
        permission_personal=EngagementPermission.EXPORT,
        after=("organisations", "people"),
    )
)
declare(
    sheet_of(
        PARTNERSHIPS,
        "partnerships",
        "الشراكات | سجل الشراكات | الشركاء | ortaklıklar",
        (
            field(
                "organisation",
                "الجهة الشريكة | الشريك | الجهة | المؤسسة | ortak kurum | ortak | partner"
                " | ortak kuruluş | partner organisation",
                to="organisations",
            ),
            field("kind", "نوع الشراكة | النوع | ortaklık türü | tür | type"),
            field(
                "starts_on",
                "تاريخ التوقيع | تاريخ البدء | تاريخ الشراكة | التاريخ | imza tarihi | başlangıç tarihi"
                " | start date | date",
            ),
            field("ends_on", "تاريخ الانتهاء | تاريخ النهاية | bitiş tarihi | end date"),
            field("document_reference", "رقم الوثيقة | الوثيقة | رقم المذكرة | belge no | belge | document number"),
            field("purpose", "موضوع الشراكة | الغرض | مجال الشراكة | amaç | konu | subject"),
            TRACK_COLUMN,
            NOTES,
        ),
        identity=("organisation", "starts_on", "purpose"),
        named_by=("document_reference",),
        after=("organisations",),
    )
)
declare(
    sheet_of(
        SOLUTION_PARTNERS,
        "solution_partners",
        "شركاء الحلول | قائمة شركاء الحلول | çözüm ortakları",
        (
            field(
                "organisation",
                "الجهة | المؤسسة | شريك الحلول | kurum | çözüm ortağı | partner",
                to="organisations",
            ),
            field("offers", "ما تقدمه | الخدمات | ما يقدمه | نوع الحل | sunduğu hizmet | hizmetler | services"),
            field("terms", "الشروط | koşullar"),
            field("since", "منذ | تاريخ البدء | başlangıç tarihi"),
            NOTES,
        ),
        identity=("organisation",),
        after=("organisations",),
    )
)
