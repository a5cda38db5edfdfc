"""The kinds of activity that a network starts with; it may rename them and add its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from minbar.work.programmes.enums import Quantity


@dataclass(frozen=True)
class KindEntry:
    code: str
    ar: str
    tr: str
    en: str
    counts: tuple[Quantity, ...] = (Quantity.ATTENDANCE,)

    @property
    def labels(self) -> dict[str, str]:
        return {"ar": self.ar, "tr": self.tr, "en": self.en}


HOURS, SESSIONS, ATTENDANCE = Quantity.HOURS, Quantity.SESSIONS, Quantity.ATTENDANCE
REGISTRATIONS, COPIES, PAGES = Quantity.REGISTRATIONS, Quantity.COPIES, Quantity.PAGES

KINDS = (
    KindEntry("training", "تدريب", "Eğitim", "Training", (HOURS, SESSIONS, ATTENDANCE)),
    KindEntry("training_of_trainers", "تدريب المدربين", "Eğiticilerin eğitimi", "Training of trainers",
              (HOURS, SESSIONS, ATTENDANCE)),
    KindEntry("workshop", "ورشة عمل", "Çalıştay", "Workshop", (HOURS, SESSIONS, ATTENDANCE)),
    KindEntry("general_meeting", "اجتماع شامل", "Kapsamlı toplantı", "Comprehensive meeting"),
    KindEntry("awareness_activity", "نشاط توعوي", "Farkındalık etkinliği", "Awareness activity",
              (ATTENDANCE, COPIES)),
    KindEntry("screening", "عرض", "Gösterim", "Screening", (SESSIONS, ATTENDANCE)),
    KindEntry("debate", "مناظرة", "Münazara", "Debate", (SESSIONS, REGISTRATIONS, ATTENDANCE)),
    KindEntry("reading_session", "جلسة نادي القراءة", "Okuma kulübü oturumu", "Reading club session",
              (HOURS, PAGES, ATTENDANCE)),
    KindEntry("talk", "محاضرة", "Konuşma", "Talk", (HOURS, ATTENDANCE)),
    KindEntry("award", "جائزة", "Ödül", "Award", (REGISTRATIONS, ATTENDANCE)),
    KindEntry("school", "مدرسة تدريبية", "Okul programı", "School",
              (HOURS, SESSIONS, REGISTRATIONS, ATTENDANCE)),
    KindEntry("school_visit", "زيارة مدرسة", "Okul ziyareti", "School visit", (SESSIONS, ATTENDANCE)),
    KindEntry("field_visit", "زيارة ميدانية", "Saha ziyareti", "Field visit"),
    KindEntry("conference", "مؤتمر", "Konferans", "Conference", (SESSIONS, REGISTRATIONS, ATTENDANCE)),
    KindEntry("exhibition", "معرض", "Sergi", "Exhibition"),
    KindEntry("competition", "مسابقة", "Yarışma", "Competition", (REGISTRATIONS, ATTENDANCE)),
    KindEntry("survey", "استبيان", "Anket", "Survey", (REGISTRATIONS, PAGES)),
    KindEntry("study", "دراسة", "Araştırma", "Study", (PAGES, COPIES)),
    KindEntry("consultation_service", "خدمة استشارية", "Danışmanlık hizmeti", "Advisory service",
              (HOURS, SESSIONS, ATTENDANCE)),
    KindEntry("working_group", "اجتماع مجموعة عمل", "Çalışma grubu toplantısı", "Working group meeting"),
    KindEntry("distribution", "توزيع", "Dağıtım", "Distribution", (COPIES, ATTENDANCE)),
    KindEntry("other", "نشاط آخر", "Diğer faaliyet", "Other activity",
              (HOURS, SESSIONS, REGISTRATIONS, COPIES, PAGES, ATTENDANCE)),
)  # fmt: skip


def add_missing_kinds(model: Any) -> int:
    """Add to ``model`` (ActivityKind, or its historical form in a migration) the kinds whose code it has not.

    Kinds that are there stay as the network made them. Returns how many were added.
    """
    present = set(model.objects.values_list("code", flat=True))
    missing = [
        model(code=entry.code, labels=entry.labels, counts=[str(count) for count in entry.counts], position=position)
        for position, entry in enumerate(KINDS, start=1)
        if entry.code not in present
    ]
    return len(model.objects.bulk_create(missing))
