"""What solution partners can offer, to begin with; a network adds its own."""

from __future__ import annotations

from typing import Any

OFFERS: dict[str, dict[str, str]] = {
    "advocacy": {"ar": "مناصرة", "tr": "Savunuculuk", "en": "Advocacy"},
    "media": {"ar": "إعلام", "tr": "Medya", "en": "Media"},
    "exhibition_halls": {
        "ar": "صالات عرض",
        "tr": "Gösterim ve sergi salonları",
        "en": "Screening and exhibition halls",
    },
    "filming_studios": {"ar": "أستوديوهات تصوير", "tr": "Çekim stüdyoları", "en": "Filming studios"},
    "training_rooms": {"ar": "قاعات تدريب", "tr": "Eğitim salonları", "en": "Training rooms"},
    "printing": {"ar": "طباعة", "tr": "Baskı", "en": "Printing"},
    "translation": {"ar": "ترجمة", "tr": "Çeviri", "en": "Translation"},
    "legal_advice": {"ar": "استشارة قانونية", "tr": "Hukuki danışmanlık", "en": "Legal advice"},
}


def add_missing_offers(model: Any) -> int:
    """Add to ``model`` (Offer, or its historical form in a migration) the offers whose code it has not.

    Returns how many were added.
    """
    present = set(model.objects.values_list("code", flat=True))
    missing = [
        model(code=code, labels=labels, position=position)
        for position, (code, labels) in enumerate(OFFERS.items(), start=1)
        if code not in present
    ]
    return len(model.objects.bulk_create(missing))
