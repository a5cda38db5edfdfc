"""Community issues as a sheet."""

from minbar.foundation.sheets.declare import declare
from minbar.foundation.sheets.from_model import field, sheet_of
from minbar.voice.advocacy.registers import ISSUES

declare(
    sheet_of(
        ISSUES,
        "community_issues",
        "القضايا المجتمعية | قضايا المناصرة | القضايا | toplumsal meseleler | meseleler | issues",
        (
            field("title", "القضية المجتمعية | القضية | عنوان القضية | العنوان | mesele | başlık | issue | title"),
            field("topic", "الموضوع | موضوع القضية | المجال | konu | alan | topic | theme"),
            field("identified_on", "تاريخ التحديد | تاريخ الرصد | التاريخ | belirlenme tarihi | tarih | date"),
            field("source", "المصدر | مصدر القضية | طريقة التحديد | kaynak | source"),
            field("status", "الحالة | وضع القضية | الوضع | durum | status"),
            field("notes", "ملاحظات | الملاحظات | notlar | açıklama | notes | remarks"),
        ),
        identity=("title", "identified_on"),
    )
)
