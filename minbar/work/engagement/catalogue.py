"""What solution partners can offer, to begin with; a network adds its own."""

from __future__ import annotations

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
