"""The directory workbook: more than 3,000 Turkish, Syrian, Arab and international bodies and persons."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from minbar.doors.demonstration.names import BodyName, PersonName, Triple, bodies, syrian_people, turkish_people
from minbar.doors.demonstration.office import Cell, Worksheet

#: Category of counterpart, as the office writes it.
TURKISH_PUBLIC = "مؤسسات تركية حكومية"
TURKISH_CIVIL = "منظمات المجتمع المدني التركية"
TURKISH_MEDIA = "صحفيون ونشطاء أتراك"
SYRIAN_INSTITUTIONS = "مؤسسات سورية"
SYRIAN_MEDIA = "صحفيون ونشطاء سوريون"
INTERNATIONAL = "مؤسسات عربية ودولية"

#: Provinces of Türkiye where the demonstration takes place: Arabic and Turkish names.
PROVINCES = {
    "إسطنبول": "İstanbul", "غازي عنتاب": "Gaziantep", "هاتاي": "Hatay", "أنقرة": "Ankara", "شانلي أورفا": "Şanlıurfa",
    "مرسين": "Mersin", "أضنة": "Adana", "بورصة": "Bursa", "إزمير": "İzmir", "قونية": "Konya",
}  # fmt: skip
#: Public offices that stand in every province: Arabic, Turkish, English.
PUBLIC_OFFICES = (
    ("مديرية الهجرة في {0}", "{1} İl Göç İdaresi Müdürlüğü", "{1} Provincial Migration Directorate"),
    ("مديرية التربية في {0}", "{1} İl Millî Eğitim Müdürlüğü", "{1} Provincial Education Directorate"),
    ("مديرية الصحة في {0}", "{1} İl Sağlık Müdürlüğü", "{1} Provincial Health Directorate"),
    ("مديرية الأسرة والخدمات الاجتماعية في {0}", "{1} Aile ve Sosyal Hizmetler İl Müdürlüğü",
     "{1} Family and Social Services Directorate"),
    ("مديرية العمل في {0}", "{1} Çalışma ve İş Kurumu İl Müdürlüğü", "{1} Employment Directorate"),
    ("مديرية الشباب والرياضة في {0}", "{1} Gençlik ve Spor İl Müdürlüğü", "{1} Youth and Sports Directorate"),
    ("ولاية {0}", "{1} Valiliği", "Governorship of {1}"),
    ("بلدية {0} الكبرى", "{1} Büyükşehir Belediyesi", "{1} Metropolitan Municipality"),
    ("مديرية الثقافة والسياحة في {0}", "{1} İl Kültür ve Turizm Müdürlüğü", "{1} Culture and Tourism Directorate"),
    ("إدارة الكوارث والطوارئ في {0}", "{1} İl Afet ve Acil Durum Müdürlüğü", "{1} Disaster and Emergency Directorate"),
)  # fmt: skip
SYRIAN_KINDS = [
    ("جمعية {0} {1}", "{0} {1} Derneği", "{0} Association {1}"),
    ("مؤسسة {0} {1}", "{0} {1} Kurumu", "{0} Foundation {1}"),
    ("منظمة {0} {1}", "{0} {1} Örgütü", "{0} Organisation {1}"),
]
TURKISH_KINDS = [
    ("جمعية {0} التركية {1}", "{0} {1} Derneği (Türkiye)", "Turkish {0} Association {1}"),
    ("وقف {0} {1}", "{0} {1} Vakfı", "{0} Endowment {1}"),
]
MEDIA_KINDS = [
    ("صحيفة {0} {1}", "{0} {1} Gazetesi", "{0} Newspaper {1}"),
    ("منصة {0} {1}", "{0} {1} Medya", "{0} Media {1}"),
]
WORLD_KINDS = [
    ("منظمة {0} الدولية {1}", "Uluslararası {0} {1} Örgütü", "{0} International {1}"),
    ("اتحاد {0} العربي {1}", "{0} Arap {1} Birliği", "Arab {0} Union {1}"),
]


@dataclass
class Directory:
    """What the other workbooks refer to: names of bodies and people by category."""

    organisations: dict[str, list[str]] = field(default_factory=dict)
    people: dict[str, list[str]] = field(default_factory=dict)
    trainers: list[str] = field(default_factory=list)
    organisation_rows: list[Mapping[str, Cell]] = field(default_factory=list)
    person_rows: list[Mapping[str, Cell]] = field(default_factory=list)

    @property
    def size(self) -> int:
        return len(self.organisation_rows) + len(self.person_rows)


def build_directory(rng: random.Random) -> Directory:
    directory = Directory()
    for category, names in _bodies_by_category(rng):
        directory.organisations[category] = [name.arabic for name, _province in names]
        directory.organisation_rows += [
            _organisation_row(rng, name, province, category=category, number=number)
            for number, (name, province) in enumerate(names, start=len(directory.organisation_rows) + 1)
        ]
    _add_people(directory, rng)
    return directory


def _bodies_by_category(rng: random.Random) -> Iterator[tuple[str, list[tuple[BodyName, str]]]]:
    anywhere = list(PROVINCES)

    def invented(kinds: list[Triple], count: int) -> list[tuple[BodyName, str]]:
        return [(name, rng.choice(anywhere)) for name in islice(bodies(rng, kinds), count)]

    public = [
        (BodyName(*(form.format(province, PROVINCES[province]) for form in office)), province)
        for province in anywhere
        for office in PUBLIC_OFFICES
    ]
    yield TURKISH_PUBLIC, public
    yield TURKISH_CIVIL, invented(TURKISH_KINDS, 330)
    yield SYRIAN_INSTITUTIONS, invented(SYRIAN_KINDS, 690)
    yield TURKISH_MEDIA, invented(MEDIA_KINDS, 80)
    yield INTERNATIONAL, invented(WORLD_KINDS, 60)


#: Kind of body, as the office writes it, by the word that its name starts with.
KIND_BY_FIRST_WORD = {
    "جمعية": "جمعية", "وقف": "مؤسسة أو وقف", "مؤسسة": "مؤسسة أو وقف", "منظمة": "جمعية", "اتحاد": "اتحاد أو رابطة",
    "صحيفة": "مؤسسة إعلامية", "منصة": "مؤسسة إعلامية", "بلدية": "بلدية", "ولاية": "ولاية أو محافظة",
    "مديرية": "مديرية أو هيئة حكومية", "إدارة": "مديرية أو هيئة حكومية",
}  # fmt: skip


def _organisation_row(
    rng: random.Random, name: BodyName, province: str, *, category: str, number: int
) -> dict[str, Cell]:
    has_phone = rng.random() < 0.6
    has_mail = rng.random() < 0.5
    return {
        "اسم الجهة": name.arabic,
        "الاسم بالتركية": name.turkish,
        "الاسم بالإنكليزية": name.english,
        "نوع الجهة": KIND_BY_FIRST_WORD[name.arabic.split()[0]],
        "فئة التواصل": category,
        "الولاية": province,
        "الهاتف": f"+90 212 555 {number // 100:02} {number % 100:02}" if has_phone else None,
        "البريد الإلكتروني": f"org{number}@example.org" if has_mail else None,
    }


def _add_people(directory: Directory, rng: random.Random) -> None:
    turkish, syrian = turkish_people(rng), syrian_people(rng)
    plan = (
        (TURKISH_MEDIA, turkish, 420, "صحفي", None),
        (SYRIAN_MEDIA, syrian, 400, "ناشط إعلامي", None),
        (TURKISH_PUBLIC, turkish, 160, "مدير", TURKISH_PUBLIC),
        (TURKISH_CIVIL, turkish, 260, "رئيس مجلس الإدارة", TURKISH_CIVIL),
        (SYRIAN_INSTITUTIONS, syrian, 420, "مدير تنفيذي", SYRIAN_INSTITUTIONS),
    )
    for category, source, count, title, home in plan:
        people = list(islice(source, count))
        directory.people[category] = [person.arabic for person in people]
        for person in people:
            body = rng.choice(directory.organisations[home]) if home else None
            directory.person_rows.append(
                _person_row(
                    rng, person, category=category, title=title, body=body, number=len(directory.person_rows) + 1
                )
            )
    for person in islice(syrian, 127):
        directory.trainers.append(person.arabic)
        number = len(directory.person_rows) + 1
        directory.person_rows.append(_person_row(rng, person, category=None, title="مدرب", body=None, number=number))


def _person_row(
    rng: random.Random, person: PersonName, *, category: str | None, title: str, body: str | None, number: int
) -> dict[str, Cell]:
    province = rng.choice(list(PROVINCES))
    return {
        "الاسم الكامل": person.arabic,
        "الاسم باللاتينية": person.latin,
        "الجنس": person.sex,
        "الصفة": title if body else None,
        "الجهة": body,
        "الوسوم": None if body else title,
        "فئة التواصل": category,
        "الولاية": province,
        "الهاتف": f"+90 532 555 {number // 100:02} {number % 100:02}" if rng.random() < 0.4 else None,
        "البريد الإلكتروني": f"person{number}@example.org" if rng.random() < 0.3 else None,
        "الموافقة على التواصل": rng.choice(("وافق", "وافق", "لم يوافق")),
    }


def directory_worksheets(directory: Directory) -> list[Worksheet]:
    return [
        Worksheet(
            "المؤسسات", "دليل الجهات التركية والسورية والدولية", list(directory.organisation_rows[0]),
            directory.organisation_rows,
        ),
        Worksheet("الشخصيات", "دليل الشخصيات", list(directory.person_rows[0]), directory.person_rows),
    ]  # fmt: skip
