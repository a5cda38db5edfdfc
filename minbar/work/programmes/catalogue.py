"""The lines of work and the kinds of activity that a network starts with; it may rename them and add its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from minbar.work.programmes.enums import Quantity


@dataclass(frozen=True)
class Entry:
    code: str
    ar: str
    tr: str
    en: str

    @property
    def labels(self) -> dict[str, str]:
        return {"ar": self.ar, "tr": self.tr, "en": self.en}


@dataclass(frozen=True)
class KindEntry(Entry):
    counts: tuple[Quantity, ...] = (Quantity.ATTENDANCE,)

    @property
    def fields(self) -> dict[str, Any]:
        return {"labels": self.labels, "counts": [str(count) for count in self.counts]}


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
    KindEntry("reading_club", "نادي قراءة", "Okuma kulübü", "Reading club",
              (HOURS, PAGES, ATTENDANCE)),
    KindEntry("talk", "محادثة", "Söyleşi", "Talk", (HOURS, ATTENDANCE)),
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


TRACKS = (
    Entry("capacity", "تعزيز قدرات منظمات المجتمع المدني", "Sivil toplum kuruluşlarının kapasitesinin güçlendirilmesi",
          "Capacity of civil society organisations"),
    Entry("networking", "التواصل والتشبيك", "İletişim ve ağ kurma", "Communication and networking"),
    Entry("relations", "العلاقات العامة وتحسين السمعة", "Halkla ilişkiler ve itibar",
          "Public relations and reputation"),
    Entry("advocacy", "المناصرة", "Savunuculuk", "Advocacy"),
)  # fmt: skip
#: Code of the track → its programmes.
PROGRAMMES = {
    "relations": (Entry("harmony", "هارموني", "Harmony", "Harmony"),),
    "advocacy": (
        Entry("hemaye", "حماية", "Hemaye", "Hemaye"),
        Entry("community_advocacy", "المناصرة المجتمعية", "Toplumsal savunuculuk", "Community advocacy"),
    ),
}


def add_first_lines(track: Any, programme: Any) -> None:
    """Give a network that has no track yet the first ones, with their programmes.

    Args:
        track, programme: the models, or their historical forms in a migration.
    """
    if track.objects.exists():
        return
    for position, entry in enumerate(TRACKS, start=1):
        line = track.objects.create(code=entry.code, labels=entry.labels, position=position)
        for place, part in enumerate(PROGRAMMES.get(entry.code, ()), start=1):
            programme.objects.create(code=part.code, labels=part.labels, position=place, track=line)
