"""Published content as a sheet."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.foundation.sheets.declare import Column, Kind, Sheet, declare
from minbar.foundation.text.keys import search_key
from minbar.foundation.text.languages import choice_labels
from minbar.network.directory.queries import labels_by_code
from minbar.voice.publishing import queries
from minbar.voice.publishing.access import PublishingPermission
from minbar.voice.publishing.enums import ContentLanguage
from minbar.voice.publishing.models import Channel, ContentItem, ContentKind

declare(
    Sheet(
        key="content",
        label=_("Published content"),
        model=ContentItem,
        columns=(
            Column(
                "title",
                pgettext_lazy("content", "Title"),
                required=True,
                synonyms=(
                    "العنوان",
                    "عنوان المحتوى",
                    "عنوان المادة",
                    "اسم المحتوى",
                    "المادة",
                    "başlık",
                    "içerik adı",
                    "title",
                    "content title",
                ),
            ),
            Column(
                "kind",
                _("Kind of content"),
                Kind.CHOICE,
                required=True,
                choices=partial(labels_by_code, ContentKind),
                synonyms=(
                    "نوع المحتوى",
                    "النوع",
                    "نوع المادة",
                    "نوع الإصدار",
                    "tür",
                    "içerik türü",
                    "kind",
                    "type",
                    "content type",
                ),
            ),
            Column(
                "published_on",
                _("Published on"),
                Kind.DATE,
                required=True,
                synonyms=(
                    "تاريخ النشر",
                    "النشر",
                    "تاريخ الإصدار",
                    "التاريخ",
                    "yayın tarihi",
                    "tarih",
                    "date",
                    "published",
                    "publication date",
                ),
            ),
            Column(
                "channel",
                _("Channel"),
                Kind.CHOICE,
                choices=partial(labels_by_code, Channel),
                synonyms=(
                    "القناة",
                    "المنصة",
                    "قناة النشر",
                    "منصة النشر",
                    "مكان النشر",
                    "kanal",
                    "mecra",
                    "platform",
                    "channel",
                ),
            ),
            Column(
                "language",
                _("Language"),
                Kind.CHOICE,
                choices=lambda: choice_labels(ContentLanguage),
                synonyms=("اللغة", "لغة المحتوى", "dil", "language"),
            ),
            Column(
                "words",
                pgettext_lazy("content", "Words"),
                Kind.INTEGER,
                minimum=0,
                synonyms=("عدد الكلمات", "الكلمات", "كلمة", "kelime sayısı", "kelime", "words", "word count"),
            ),
            Column(
                "pages",
                pgettext_lazy("content", "Pages"),
                Kind.INTEGER,
                minimum=0,
                synonyms=("عدد الصفحات", "الصفحات", "صفحة", "sayfa sayısı", "sayfa", "pages", "page count"),
            ),
            Column(
                "programme_code",
                _("Programme code"),
                synonyms=("رمز البرنامج", "البرنامج", "program kodu", "programme", "program"),
            ),
            Column(
                "url",
                _("Address on the web"),
                Kind.URL,
                synonyms=("الرابط", "رابط النشر", "رابط", "bağlantı", "link", "url"),
            ),
        ),
        identity=("title", "kind", "published_on"),
        permission_import=PublishingPermission.IMPORT,
        permission_export=PublishingPermission.EXPORT,
        synonyms=(
            "المحتوى",
            "سجل المحتوى",
            "سجل المحتوى والإصدارات",
            "الإصدارات",
            "المواد المنشورة",
            "içerik",
            "içerikler",
            "yayınlar",
            "content",
            "publications",
        ),
        derive=lambda row: {"title_key": search_key(row["title"])},
        records=queries.content_visible_to,
        record_route="publishing:item",
    )
)
