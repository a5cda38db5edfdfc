"""The topics that a network starts with; it edits its own tree."""

from __future__ import annotations

from typing import Any

Labels = dict[str, str]

#: Topic → its labels and the topics within it.
TOPICS: dict[str, tuple[Labels, dict[str, Labels]]] = {
    "legal_status": (
        {"ar": "الوضع القانوني", "tr": "Hukuki statü", "en": "Legal status"},
        {
            "temporary_protection_document": {
                "ar": "وثيقة الحماية المؤقتة",
                "tr": "Geçici koruma kimlik belgesi",
                "en": "Temporary protection document",
            },
            "transfer_of_registration": {
                "ar": "نقل القيد بين الولايات",
                "tr": "İller arası kayıt nakli",
                "en": "Transfer of registration",
            },
            "security_code": {"ar": "أكواد «تهديد الأمن»", "tr": "Tahdit kodu", "en": "Security code"},
            "deportation": {"ar": "الترحيل", "tr": "Sınır dışı", "en": "Deportation"},
            "residence": {"ar": "الإقامة", "tr": "İkamet izni", "en": "Residence permit"},
            "work_permit": {"ar": "تصريح العمل", "tr": "Çalışma izni", "en": "Work permit"},
            "travel_permit": {"ar": "إذن السفر", "tr": "Yol izni", "en": "Travel permit"},
            "citizenship": {"ar": "الجنسية", "tr": "Vatandaşlık", "en": "Citizenship"},
        },
    ),
    "services": (
        {"ar": "الوصول إلى الخدمات", "tr": "Hizmetlere erişim", "en": "Access to services"},
        {
            "education_fees": {"ar": "الرسوم الدراسية", "tr": "Öğrenim ücretleri", "en": "Education fees"},
            "school_enrolment": {"ar": "التسجيل في المدارس", "tr": "Okul kaydı", "en": "School enrolment"},
            "health_referral": {"ar": "الإحالة الصحية", "tr": "Sağlık sevki", "en": "Health referral"},
            "bank_services": {"ar": "الخدمات البنكية", "tr": "Banka hizmetleri", "en": "Bank services"},
            "ptt_services": {"ar": "خدمات PTT", "tr": "PTT hizmetleri", "en": "PTT services"},
        },
    ),
    "civil_matters": (
        {"ar": "الأحوال المدنية والأسرة", "tr": "Nüfus ve aile işleri", "en": "Civil matters and family"},
        {
            "civil_registration": {"ar": "التسجيل المدني", "tr": "Nüfus kaydı", "en": "Civil registration"},
            "family": {"ar": "قضايا الأسرة", "tr": "Aile meseleleri", "en": "Family"},
            "family_reunification": {"ar": "لمّ شمل الأسرة", "tr": "Aile birleşimi", "en": "Family reunification"},
            "housing": {"ar": "السكن والإيجار", "tr": "Konut ve kira", "en": "Housing and rent"},
            "labour_rights": {"ar": "حقوق العمل", "tr": "İşçi hakları", "en": "Rights at work"},
        },
    ),
    "safety": (
        {"ar": "السلامة والحماية", "tr": "Güvenlik ve koruma", "en": "Safety and protection"},
        {
            "hate_crime": {"ar": "جرائم الكراهية", "tr": "Nefret suçu", "en": "Hate crime"},
            "violence": {"ar": "العنف والاستغلال", "tr": "Şiddet ve istismar", "en": "Violence and exploitation"},
            "child_protection": {"ar": "حماية الطفل", "tr": "Çocuk koruma", "en": "Child protection"},
            "psychosocial_support": {
                "ar": "الدعم النفسي الاجتماعي",
                "tr": "Psikososyal destek",
                "en": "Psychosocial support",
            },
        },
    ),
    "other": ({"ar": "موضوع آخر", "tr": "Diğer konular", "en": "Other"}, {}),
}


def add_missing_topics(model: Any) -> int:
    """Add to ``model`` (Topic, or its historical form in a migration) the topics whose code it has not.

    Returns how many were added.
    """
    known = {topic.code: topic for topic in model.objects.all()}
    added = 0
    for position, (code, (labels, within)) in enumerate(TOPICS.items(), start=1):
        if code not in known:
            known[code] = model.objects.create(code=code, labels=labels, position=position)
            added += 1
        for place, (inner, inner_labels) in enumerate(within.items(), start=1):
            if inner not in known:
                model.objects.create(code=inner, labels=inner_labels, parent=known[code], position=place)
                added += 1
    return added
