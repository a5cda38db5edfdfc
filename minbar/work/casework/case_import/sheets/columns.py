"""The columns of a case workbook. What tells whose a case is, or what was said, goes straight into the vault."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.foundation.sheets.declare import Column, Kind
from minbar.foundation.text.languages import choice_labels
from minbar.work.casework.case_import.sheets.words import spoken, topics
from minbar.work.casework.cases.enums import (
    Advice,
    CaseResult,
    Channel,
    CourtOrientation,
    Level,
    MediationBody,
    Sex,
    Stage,
    Vulnerability,
)

head = partial(Column, personal=True)


def sealed(key: str, label: Any, *synonyms: str, kind: Kind = Kind.TEXT, **more: Any) -> Column:
    """A column that is read on import and never written out again."""
    return Column(key, label, kind, personal=True, sealed=True, synonyms=synonyms, **more)


HEAD = (
    head(
        "number", _("Case number"), required=True, max_length=40,
        synonyms=("رقم الحالة", "رقم الملف", "الرقم", "رمز الحالة", "vaka no", "vaka numarası", "case no", "number"),
    ),
    head(
        "opened_on", _("Opened on"), Kind.DATE, required=True,
        synonyms=("تاريخ الاستقبال", "تاريخ الفتح", "تاريخ الحالة", "تاريخ الطلب", "التاريخ", "başvuru tarihi", "tarih",
                  "date"),
    ),
    head(
        "channel", pgettext_lazy("case", "Channel"), Kind.CHOICE, choices=spoken(Channel),
        synonyms=("طريقة التواصل", "وسيلة التواصل", "قناة الاستقبال", "مصدر الحالة", "başvuru kanalı", "channel"),
    ),
    head(
        "referred_by", _("Referred by"), Kind.REFERENCE, to="organisations",
        synonyms=("الجهة المحيلة", "محالة من", "جهة الإحالة", "yönlendiren kurum", "yönlendiren",
                  "referring organisation"),
    ),
    head(
        "topic", _("Topic"), Kind.CHOICE, choices=topics,
        synonyms=("الموضوع", "موضوع الحالة", "نوع المشكلة", "تصنيف المشكلة", "konu", "başvuru konusu", "topic"),
    ),
    head(
        "place", _("Province"), Kind.REFERENCE, to="places",
        synonyms=("الولاية", "المحافظة", "المدينة", "المكان", "il", "şehir", "province", "governorate", "city"),
    ),
    head(
        "urgency", _("Urgency"), Kind.CHOICE, choices=spoken(Level),
        synonyms=("درجة الاستعجال", "الاستعجال", "الأولوية", "aciliyet", "öncelik", "urgency", "priority"),
    ),
    head(
        "risk", _("Risk"), Kind.CHOICE, choices=spoken(Level),
        synonyms=("درجة الخطورة", "الخطورة", "مستوى الخطر", "risk", "risk düzeyi"),
    ),
    head(
        "vulnerabilities", _("Vulnerabilities"), Kind.CHOICE, many=True, choices=partial(choice_labels, Vulnerability),
        synonyms=("أوجه الضعف", "الاحتياجات الخاصة", "معايير الهشاشة", "kırılganlık", "özel ihtiyaçlar"),
    ),
    head("sex", _("Sex"), Kind.CHOICE, choices=spoken(Sex), synonyms=("الجنس", "النوع الاجتماعي", "cinsiyet", "sex")),
)  # fmt: skip

WORK = (
    head(
        "advice", _("Legal advice"), Kind.CHOICE, choices=partial(choice_labels, Advice),
        synonyms=("نوع الاستشارة", "الاستشارة", "الاستشارة القانونية", "تصنيف الحالة", "danışmanlık", "advice"),
    ),
    head("advised_on", _("Advised on"), Kind.DATE, synonyms=("تاريخ الاستشارة", "danışmanlık tarihi")),
    head(
        "mediation", _("Mediation"), Kind.CHOICE, choices=spoken(MediationBody),
        synonyms=("الوساطة", "جهود الوساطة", "جهة الوساطة", "arabuluculuk", "mediation"),
    ),
    head("mediated_on", _("Mediated on"), Kind.DATE, synonyms=("تاريخ الوساطة", "arabuluculuk tarihi")),
    head(
        "court_orientation", _("Orientation to court"), Kind.CHOICE, choices=partial(choice_labels, CourtOrientation),
        synonyms=("التوجيه للقضاء", "الإحالة للقضاء", "القضاء", "yargıya yönlendirme", "court"),
    ),
    head(
        "oriented_on", _("Oriented to court on"), Kind.DATE,
        synonyms=("تاريخ التوجيه للقضاء", "تاريخ الإحالة للقضاء", "yargıya yönlendirme tarihi"),
    ),
    head("filed_on", _("Filed on"), Kind.DATE, synonyms=("تاريخ رفع الدعوى", "dava tarihi")),
    head("hearing_on", _("Hearing on"), Kind.DATE, synonyms=("تاريخ الجلسة", "موعد الجلسة", "duruşma tarihi")),
    head("limitation_on", _("Limitation ends on"), Kind.DATE, synonyms=("انتهاء مهلة التقادم", "zamanaşımı")),
    head(
        "result", _("Result"), Kind.CHOICE, choices=partial(choice_labels, CaseResult),
        synonyms=("النتيجة", "نتيجة الحالة", "قياس النتائج بعد الإجراء", "sonuç", "result", "outcome"),
    ),
    head("measured_on", _("Result measured on"), Kind.DATE, synonyms=("تاريخ النتيجة", "تاريخ القياس", "sonuç tarihi")),
    head(
        "stage", _("Stage"), Kind.CHOICE, choices=spoken(Stage),
        synonyms=("وضع الحالة", "الوضع", "حالة الملف", "المرحلة", "durum", "aşama", "standing", "status"),
    ),
    head("closed_on", _("Closed on"), Kind.DATE, synonyms=("تاريخ الإغلاق", "kapanış tarihi", "closing date")),
    head(
        "worker", _("Case worker"),
        synonyms=("المرشد", "الموظف المسؤول", "المسؤول", "مسؤول الحالة", "المستشار", "sorumlu", "danışman", "worker"),
    ),
    head(
        "consent_service", _("Consent to the service"), Kind.BOOLEAN,
        synonyms=("الموافقة", "الموافقة على الخدمة", "الموافقة على تلقي الخدمة", "hizmet onamı", "onam", "consent"),
    ),
    head(
        "consent_sharing", _("Consent to sharing"), Kind.BOOLEAN,
        synonyms=("الموافقة على المشاركة", "الموافقة على مشاركة البيانات", "paylaşım onamı"),
    ),
)  # fmt: skip

#: What is sealed into the client's identity, by the field of ``models.Client``.
IDENTITY = (
    sealed("name", _("Full name"), "الاسم الكامل", "الاسم والكنية", "الاسم الثلاثي", "اسم صاحب الحالة", "الاسم",
           "ad soyad", "adı soyadı", "full name", "name"),
    sealed("other_name", _("Name in Latin letters"), "الاسم باللاتينية", "الاسم بالتركية", "الاسم بالإنكليزية"),
    sealed("phone", _("Phone number"), "رقم الهاتف", "الهاتف", "رقم الجوال", "الجوال", "رقم الواتساب", "telefon",
           "cep telefonu", "phone", "mobile", kind=Kind.PHONE),
    sealed("other_contact", _("Another way to reach the client"), "وسيلة تواصل أخرى", "diğer iletişim"),
    sealed("document_number", _("Document number"), "رقم الكيملك", "رقم وثيقة الحماية المؤقتة", "رقم الكملك",
           "رقم الهوية", "رقم الوثيقة", "kimlik no", "tc kimlik no", "geçici koruma kimlik no", "document no"),
    sealed("birth_date", _("Date of birth"), "تاريخ الميلاد", "تاريخ الولادة", "سنة الميلاد", "المواليد",
           "doğum tarihi", "doğum yılı", "birth date"),
    sealed("nationality", _("Nationality"), "الجنسية", "uyruk", "uyruğu", "nationality"),
    sealed("address", _("Address"), "العنوان", "عنوان السكن", "adres", "address"),
    sealed("safe_contact", _("How the client is reached safely"), "طريقة التواصل الآمن", "وقت التواصل المناسب",
           "güvenli iletişim"),
    sealed("proxy_name", _("Who speaks for the client"), "اسم ولي الأمر", "ولي الأمر", "الوكيل", "veli", "temsilci"),
    sealed("proxy_relation", _("Relation to the client"), "صلة القرابة", "القرابة", "yakınlığı"),
    sealed("proxy_phone", _("Phone of who speaks for the client"), "هاتف ولي الأمر", "veli telefonu", kind=Kind.PHONE),
    sealed("remarks", _("Remarks about the client"), "ملاحظات عن صاحب الحالة", "başvuran hakkında notlar"),
)  # fmt: skip

#: What was said: the request, and what those who helped noted.
CONTENT = (
    sealed("request", _("What the client asks for"), "وصف المشكلة", "تفاصيل الحالة", "شرح الحالة", "الطلب",
           "نص الطلب", "talep", "sorunun özeti", "description", "request"),
    sealed("note", _("Notes"), "ملاحظات", "الملاحظات", "الإجراءات المتخذة", "notlar", "açıklama", "notes", "remarks"),
)  # fmt: skip
