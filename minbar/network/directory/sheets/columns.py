"""The columns of the directory's sheets, and the headers by which offices know them."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.foundation.sheets.declare import Column, Kind
from minbar.foundation.text.languages import choice_labels
from minbar.network.directory.enums import Consent, Sex
from minbar.network.directory.queries import engagement_categories, organisation_kinds
from minbar.network.directory.spoken import language_labels


def said(words: str) -> tuple[str, ...]:
    """Headers written one after the other, "a | b | c"."""
    return tuple(" ".join(word.split()) for word in words.split("|"))


def _names(*, personal: bool, name: tuple[str, ...], latin: tuple[str, ...], turkish: tuple[str, ...]) -> list[Column]:
    return [
        Column("name", _("Name"), required=True, synonyms=name, personal=personal, max_length=300),
        Column("name_tr", _("Name in Turkish"), synonyms=turkish, personal=personal, max_length=300),
        Column("name_latin", _("Name in English or Latin letters"), synonyms=latin, personal=personal, max_length=300),
        Column(
            "other_names",
            _("Other names"),
            many=True,
            personal=personal,
            max_length=300,
            synonyms=said(
                """
                أسماء أخرى | اسم آخر | يعرف أيضا بـ | الاسم المختصر | الاختصار | diğer adları | kısa ad |
                kısaltma | aliases | also known as | short name | acronym
                """
            ),
        ),
    ]


def _standing() -> list[Column]:
    """Where somebody belongs."""
    return [
        Column(
            "category",
            _("Engagement category"),
            Kind.CHOICE,
            choices=engagement_categories,
            synonyms=said(
                """
                الفئة | فئة | فئة اللقاء | التصنيف | تصنيف | فئة التواصل | kategori | kategorisi | görüşme
                kategorisi | sınıf | category | classification
                """
            ),
        ),
        Column(
            "place",
            _("Place"),
            Kind.REFERENCE,
            to="places",
            synonyms=said(
                """
                الولاية | المحافظة | المدينة | il | şehir | province | governorate | city | المكان | المنطقة |
                القضاء | الموقع | مكان الإقامة | المقر | ilçe | yer | bulunduğu yer | location | district |
                p-code | pcode | البلد | الدولة | ülke | country
                """
            ),
        ),
    ]


def _remarks() -> list[Column]:
    """What the office notes of somebody."""
    return [
        Column(
            "languages",
            _("Languages"),
            Kind.CHOICE,
            choices=language_labels,
            many=True,
            synonyms=said(
                """
                اللغة | لغات | لغة التواصل | diller | dil | konuştuğu diller | language | spoken languages
                """
            ),
        ),
        Column(
            "tags",
            _("Tags"),
            many=True,
            max_length=100,
            synonyms=said(
                """
                وسم | الوسوم | كلمات مفتاحية | الاهتمامات | القطاع | القطاعات | مجال العمل | etiketler | etiket
                | sektör | çalışma alanı | tag | keywords | sector | sectors
                """
            ),
        ),
        Column(
            "notes",
            _("Notes"),
            personal=True,
            synonyms=said(
                """
                ملاحظات | الملاحظات | ملاحظة | notlar | not | açıklama | note | remarks | comments
                """
            ),
        ),
    ]


def _lines(*, personal: bool) -> list[Column]:
    """What is called and written to."""
    return [
        Column(
            "phone",
            _("Phone"),
            Kind.PHONE,
            many=True,
            personal=personal,
            max_length=60,
            synonyms=said(
                """
                الهاتف | هاتف | رقم الهاتف | الجوال | رقم الجوال | الموبايل | رقم التواصل | واتساب | telefon |
                telefon no | telefon numarası | cep telefonu | gsm | tel | mobile | phone number | whatsapp
                """
            ),
        ),
        Column(
            "email",
            _("E-mail"),
            Kind.EMAIL,
            many=True,
            personal=personal,
            max_length=254,
            synonyms=said(
                """
                البريد الإلكتروني | البريد الالكتروني | بريد إلكتروني | البريد | الإيميل | ايميل | e-posta |
                eposta | e-posta adresi | mail | email | e-mail address
                """
            ),
        ),
    ]


def _addresses(*, personal: bool) -> list[Column]:
    """Where they are found, and whether they agreed to be."""
    return [
        Column(
            "website",
            _("Website"),
            Kind.URL,
            max_length=400,
            synonyms=said(
                """
                الموقع الإلكتروني | الموقع الالكتروني | موقع الويب | رابط الموقع | web sitesi | internet sitesi
                | web adresi | web | url | homepage
                """
            ),
        ),
        Column(
            "address",
            _("Address"),
            personal=personal,
            max_length=400,
            synonyms=said(
                """
                العنوان | عنوان | العنوان التفصيلي | adres | adresi | açık adres | postal address
                """
            ),
        ),
        Column(
            "consent",
            _("Consent to be contacted"),
            Kind.CHOICE,
            choices=partial(choice_labels, Consent),
            synonyms=said(
                """
                الموافقة | الموافقة على التواصل | موافقة | rıza | iletişim izni | onay | izin | consent
                """
            ),
        ),
    ]


ORGANISATION_COLUMNS = (
    *_names(
        personal=False,
        name=said(
            """
            الاسم | اسم المنظمة | المنظمة | اسم الجهة | الجهة | اسم المؤسسة | المؤسسة | اسم الجمعية | الاسم
            بالعربية | اسم المنظمة بالعربية | الاسم العربي | ad | adı | kuruluş | kuruluş adı | kurum |
            kurum adı | dernek adı | organisation | organization | organisation name | organization name |
            arabic name | name in arabic | title
            """
        ),
        latin=said(
            """
            الاسم بالإنجليزية | الاسم باللاتينية | الاسم بالانكليزية | الاسم اللاتيني | الاسم الأجنبي | اسم
            المنظمة بالإنجليزية | ingilizce adı | latin harfleriyle adı | english name | name in english |
            latin name | name (latin) | name (en)
            """
        ),
        turkish=said(
            """
            الاسم بالتركية | الاسم التركي | اسم المنظمة بالتركية | türkçe adı | türkçe ad | türkçe isim |
            turkish name | name (tr)
            """
        ),
    ),
    Column(
        "kind",
        _("Kind of organisation"),
        Kind.CHOICE,
        choices=organisation_kinds,
        synonyms=said(
            """
            النوع | نوع المنظمة | نوع الجهة | نوع المؤسسة | صفة الجهة | tür | türü | kuruluş türü | kurum
            türü | type | organisation type | organization type | kind
            """
        ),
    ),
    *_standing(),
    *_remarks(),
    Column(
        "registration_number",
        _("Registration number"),
        max_length=60,
        synonyms=said(
            """
            رقم التسجيل | رقم الترخيص | رقم القيد | kayıt no | kütük no | kayıt numarası | sicil no |
            registration no | licence number
            """
        ),
    ),
    Column(
        "founded_on",
        _("Founded on"),
        Kind.DATE,
        synonyms=said(
            """
            تاريخ التأسيس | سنة التأسيس | kuruluş tarihi | founded | founding date | established
            """
        ),
    ),
    *_lines(personal=False),
    *_addresses(personal=False),
)

PERSON_COLUMNS = (
    *_names(
        personal=True,
        name=said(
            """
            الاسم | الاسم الكامل | الاسم الثلاثي | اسم الشخص | الاسم والكنية | الاسم واللقب | الاسم بالعربية
            | الاسم العربي | ad soyad | adı soyadı | isim | isim soyisim | ad | kişi | full name | person |
            arabic name | name in arabic | person name
            """
        ),
        latin=said(
            """
            الاسم بالإنجليزية | الاسم باللاتينية | الاسم بالانكليزية | الاسم اللاتيني | latin harfleriyle
            adı | ingilizce adı | english name | name in english | latin name | name (latin) | name (en)
            """
        ),
        turkish=said(
            """
            الاسم بالتركية | الاسم التركي | türkçe adı | türkçe isim | turkish name | name (tr)
            """
        ),
    ),
    Column(
        "sex",
        _("Sex"),
        Kind.CHOICE,
        choices=partial(choice_labels, Sex),
        synonyms=said("الجنس | النوع الاجتماعي | cinsiyet | cinsiyeti | gender"),
    ),
    Column(
        "organisation",
        _("Organisation"),
        Kind.REFERENCE,
        to="organisations",
        synonyms=said(
            """
            الجهة | المنظمة | المؤسسة | جهة العمل | مكان العمل | اسم الجهة | اسم المنظمة | kurum | kuruluş |
            çalıştığı kurum | kurumu | organization | employer | affiliation | works for
            """
        ),
    ),
    Column(
        "title",
        pgettext_lazy("affiliation", "Title"),
        max_length=200,
        synonyms=said(
            """
            الصفة | المنصب | الوظيفة | المسمى الوظيفي | صفته | unvan | unvanı | görev | görevi | pozisyon |
            position | role | job title | function
            """
        ),
    ),
    *_standing(),
    *_remarks(),
    *_lines(personal=True),
    *_addresses(personal=True),
)

PLACE_COLUMNS = (
    Column("code", _("P-code"), required=True, synonyms=said("رمز المكان | الرمز | yer kodu | pcode | admin pcode")),
    Column(
        "labels__ar",
        _("Name in Arabic"),
        synonyms=said("الاسم بالعربية | arapça adı | arabic name"),
    ),
    Column("labels__tr", _("Name in Turkish"), synonyms=said("الاسم بالتركية | türkçe adı | turkish name")),
    Column("labels__en", _("Name in English"), synonyms=said("الاسم بالإنجليزية | ingilizce adı | english name")),
)
