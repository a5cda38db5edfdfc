"""The kinds of content and the channels that a network starts with; it adds its own."""

from __future__ import annotations

Labels = dict[str, str]

KINDS: dict[str, Labels] = {
    "awareness_video": {"ar": "فيديو توعوي", "tr": "Farkındalık videosu", "en": "Awareness video"},
    "reel": {"ar": "ريل", "tr": "Reels videosu", "en": "Reel"},
    "interview": {"ar": "مقابلة", "tr": "Röportaj", "en": "Interview"},
    "human_story": {"ar": "قصة إنسانية", "tr": "İnsan hikâyesi", "en": "Human story"},
    "programme": {"ar": "برنامج", "tr": "Program", "en": "Programme"},
    "article": {"ar": "مقال", "tr": "Makale", "en": "Article"},
    "study": {"ar": "دراسة", "tr": "Araştırma", "en": "Study"},
    "policy_paper": {"ar": "ورقة سياسية", "tr": "Politika belgesi", "en": "Policy paper"},
    "guide": {"ar": "دليل", "tr": "Kılavuz", "en": "Guide"},
    "argument": {"ar": "حجة", "tr": "Argüman dosyası", "en": "Argument file"},
    "violations_report": {"ar": "تقرير انتهاكات", "tr": "İhlal raporu", "en": "Report on violations"},
    "report": {"ar": "تقرير", "tr": "Rapor", "en": "Report"},
    "press_statement": {"ar": "بيان صحفي", "tr": "Basın açıklaması", "en": "Press statement"},
}
CHANNELS: dict[str, Labels] = {
    "youtube": {"ar": "يوتيوب", "tr": "YouTube", "en": "YouTube"},
    "instagram": {"ar": "إنستغرام", "tr": "Instagram", "en": "Instagram"},
    "facebook": {"ar": "فيسبوك", "tr": "Facebook", "en": "Facebook"},
    "twitter": {"ar": "تويتر", "tr": "Twitter", "en": "Twitter"},
    "website": {"ar": "الموقع الإلكتروني", "tr": "Web sitesi", "en": "Website"},
    "television": {"ar": "تلفزيون", "tr": "Televizyon", "en": "Television"},
    "press": {"ar": "صحافة", "tr": "Basın", "en": "Press"},
    "print": {"ar": "مطبوعات", "tr": "Basılı yayın", "en": "Print"},
}
