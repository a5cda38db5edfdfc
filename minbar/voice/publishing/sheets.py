"""Published content as a sheet."""

from minbar.foundation.sheets.declare import declare
from minbar.foundation.sheets.from_model import field, sheet_of
from minbar.voice.publishing.registers import CONTENT

declare(
    sheet_of(
        CONTENT,
        "content",
        "المحتوى | سجل المحتوى | سجل المحتوى والإصدارات | الإصدارات | المواد المنشورة"
        " | içerik | içerikler | yayınlar | content | publications",
        (
            field(
                "title",
                "العنوان | عنوان المحتوى | عنوان المادة | اسم المحتوى | المادة"
                " | başlık | içerik adı | title | content title",
            ),
            field(
                "kind",
                "نوع المحتوى | النوع | نوع المادة | نوع الإصدار | tür | içerik türü | kind | type | content type",
            ),
            field(
                "published_on",
                "تاريخ النشر | النشر | تاريخ الإصدار | التاريخ"
                " | yayın tarihi | tarih | date | published | publication date",
            ),
            field(
                "channel",
                "القناة | المنصة | قناة النشر | منصة النشر | مكان النشر | kanal | mecra | platform | channel",
            ),
            field("language", "اللغة | لغة المحتوى | dil | language"),
            field("words", "عدد الكلمات | الكلمات | كلمة | kelime sayısı | kelime | words | word count"),
            field("pages", "عدد الصفحات | الصفحات | صفحة | sayfa sayısı | sayfa | pages | page count"),
            field("programme_code", "رمز البرنامج | البرنامج | program kodu | programme | program"),
            field("url", "الرابط | رابط النشر | رابط | bağlantı | link | url"),
        ),
        identity=("title", "kind", "published_on"),
    )
)
