"""The workbooks of meetings, partnerships and activities; their counts are the annual report's."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from itertools import pairwise

from minbar.doors.demonstration import directory_rows as d
from minbar.doors.demonstration.office import Cell, Worksheet, date_as_written

Row = dict[str, Cell]

TRACK_CAPACITY = "تعزيز قدرات منظمات المجتمع المدني"
TRACK_NETWORKING = "التواصل والتشبيك"
TRACK_RELATIONS = "العلاقات العامة وتحسين السمعة"
TRACK_ADVOCACY = "المناصرة"
HARMONY = "هارموني"
HEMAYE = "حماية"

#: Category → (number of meetings, subjects).
MEETINGS = {
    d.TURKISH_PUBLIC: (71, ("تسهيل إجراءات الإقامة", "تصاريح العمل", "التنسيق في ملف الهجرة", "تراخيص المنظمات")),
    d.TURKISH_CIVIL: (68, ("تعاون في برامج الانسجام", "تبادل الخبرات", "حملة توعية مشتركة")),
    d.TURKISH_MEDIA: (43, ("تصحيح المعلومات المضللة", "تغطية إعلامية", "صورة اللاجئين في الإعلام")),
    d.SYRIAN_INSTITUTIONS: (27, ("تنسيق المواقف", "تحديات المنظمات", "برنامج عمل مشترك")),
    d.SYRIAN_MEDIA: (32, ("المناصرة الإعلامية", "حملة دعم الطلاب", "رصد خطاب الكراهية")),
    d.INTERNATIONAL: (16, ("فرص التمويل", "حماية اللاجئين", "بناء القدرات")),
}


def day_between(rng: random.Random, start: dt.date, end: dt.date) -> dt.date:
    return start + dt.timedelta(days=rng.randrange((end - start).days + 1))


def working_day(rng: random.Random, first: int = 2022, last: int = 2024) -> dt.date:
    """A weekday of the years from ``first`` to ``last``."""
    day = day_between(rng, dt.date(first, 1, 3), dt.date(last, 12, 20))
    return day - dt.timedelta(days=max(0, day.weekday() - 4))


def parts_of(rng: random.Random, total: int, count: int, least: int) -> list[int]:
    """``count`` whole numbers of at least ``least`` that add up to ``total``."""
    spare = total - count * least
    cuts = [0, *sorted(rng.randrange(spare + 1) for _ in range(count - 1)), spare]
    return [least + after - before for before, after in pairwise(cuts)]


def meeting_rows(directory: d.Directory, rng: random.Random) -> list[Row]:
    rows = []
    for category, (count, subjects) in MEETINGS.items():
        of_people = category in (d.TURKISH_MEDIA, d.SYRIAN_MEDIA)
        counterparts = directory.people[category] if of_people else directory.organisations[category]
        chosen = rng.sample(counterparts, min(count, len(counterparts)))
        for number in range(count):
            day = working_day(rng)
            rows.append(
                (
                    day,
                    {
                        "تاريخ اللقاء": date_as_written(day, rng),
                        "الجهة أو الشخصية": chosen[number % len(chosen)],
                        "فئة اللقاء": category,
                        "موضوع اللقاء": rng.choice(subjects),
                        "لقاء رسمي حكومي": "نعم" if category == d.TURKISH_PUBLIC else "لا",
                        "الولاية": rng.choice(list(d.PROVINCES)),
                        "المسار": TRACK_NETWORKING,
                    },
                )
            )
    return [row for _day, row in sorted(rows, key=lambda pair: pair[0])]


def partnership_rows(directory: d.Directory, rng: random.Random) -> list[Row]:
    chosen = [
        *((name, "سورية") for name in rng.sample(directory.organisations[d.SYRIAN_INSTITUTIONS], 24)),
        *((name, "تركية") for name in rng.sample(directory.organisations[d.TURKISH_CIVIL], 19)),
        *((name, "دولية") for name in rng.sample(directory.organisations[d.INTERNATIONAL], 9)),
    ]
    rows = []
    for number, (name, kind) in enumerate(chosen, start=1):
        signed = working_day(rng)
        ends = signed + dt.timedelta(days=rng.choice((365, 730)))
        rows.append(
            {
                "الجهة الشريكة": name,
                "نوع الشراكة": kind,
                "تاريخ التوقيع": date_as_written(signed, rng),
                "تاريخ الانتهاء": date_as_written(ends, rng),
                "رقم الوثيقة": f"ش-{signed.year}-{number:03}",
            }
        )
    return rows


def solution_partner_rows(directory: d.Directory, rng: random.Random) -> list[Row]:
    offers = ("مناصرة", "إعلام", "صالات عرض", "استوديوهات تصوير")
    return [
        {"الجهة": name, "ما تقدمه": rng.choice(offers), "الولاية": rng.choice(list(d.PROVINCES))}
        for name in rng.sample(directory.organisations[d.TURKISH_CIVIL], 14)
    ]


def activity_rows(directory: d.Directory, rng: random.Random) -> list[Row]:
    book = ActivityBook(rng)
    rows = [*_education(book, directory), *_culture(book), *_across_tracks(book)]
    rows.sort(key=lambda row: str(row["رمز النشاط"]))
    return rows


class ActivityBook:
    """Writes the lines of the activity register."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def line(self, code: str, kind: str, title: str, track: str, *, programme: str | None = None, **more: Cell) -> Row:
        """One activity on some working day, unless ``more`` says which."""
        return {
            "رمز النشاط": code,
            "نوع النشاط": kind,
            "عنوان النشاط": title,
            "المسار": track,
            "البرنامج": programme,
            "تاريخ البدء": date_as_written(working_day(self.rng), self.rng),
            "تاريخ الانتهاء": None,
            "الولاية": self.rng.choice(list(d.PROVINCES)),
            "ساعات التدريب": None,
            "عدد الحضور": None,
            "عدد التسجيلات": None,
            "الكتاب": None,
            "المدربون": None,
            "الشركاء": None,
            **more,
        }


TRAINING_SERIES = (
    "مختبر هارموني الاجتماعي",
    "مدرسة المواهب الفكرية متعددة الثقافات ÇEYO",
    "مدرسة القيادة الاجتماعية الصيفية",
    "ورش عمل الانسجام الاجتماعي",
)
TRAININGS, TRAINING_HOURS, PARTICIPANTS = 47, 470, 850
READERS, BOOKS = 196, 20
SCREENINGS, AUDIENCE = 19, 5000
DEBATES, REGISTRATIONS = 8, 568
WORKSHOPS, AWARENESS_ACTIVITIES, GENERAL_MEETINGS = 19, 30, 186


def _education(book: ActivityBook, directory: d.Directory) -> Iterator[Row]:
    rng = book.rng
    hours = parts_of(rng, TRAINING_HOURS, TRAININGS, 4)
    trainers = list(directory.trainers)
    rng.shuffle(trainers)
    for number in range(TRAININGS):
        series = TRAINING_SERIES[number % len(TRAINING_SERIES)]
        title = f"{series} {number // len(TRAINING_SERIES) + 1}"
        day = working_day(rng)
        # Everyone trains at least once; some train again, which must not count them twice.
        own = trainers[number::TRAININGS] + rng.sample(trainers, 1)
        cells: Row = {
            "تاريخ البدء": date_as_written(day, rng),
            "تاريخ الانتهاء": date_as_written(day + dt.timedelta(days=rng.randrange(1, 5)), rng),
            "ساعات التدريب": hours[number],
            "المدربون": "؛ ".join(dict.fromkeys(own)),
            "الشركاء": rng.choice(directory.organisations[d.TURKISH_CIVIL]) if rng.random() < 0.4 else None,
        }
        yield book.line(f"T{number + 1:03}", "تدريب", title, TRACK_RELATIONS, programme=HARMONY, **cells)


BOOK_TITLES = (
    "رحلة بين ضفتين", "حقيبة من الحنين", "جسر إسطنبول", "حكاية بيت بعيد", "مقعد في المدرسة الجديدة", "خبز وملح",
    "رسائل إلى جارتي", "عائد من الشمال", "قطار الليل", "مدينة بلا أسماء", "شجرة التين", "صوت الحارة",
    "غرباء على المائدة",
    "مفتاح الدار", "دفتر اللغة الثانية", "أمهات عند الحدود", "نافذة على البحر", "الطريق إلى العمل", "ذاكرة الزيتون",
    "أبناء الجيران",
)  # fmt: skip


def _culture(book: ActivityBook) -> Iterator[Row]:
    rng = book.rng

    def harmony(code: str, kind: str, title: str, **cells: Cell) -> Row:
        return book.line(code, kind, title, TRACK_RELATIONS, programme=HARMONY, **cells)

    for number, audience in enumerate(parts_of(rng, AUDIENCE, SCREENINGS, 120), start=1):
        title = f"سينما هارموني: عرض فيلم «من أجل سما» {number}"
        yield harmony(f"S{number:03}", "عرض", title, **{"عدد الحضور": audience})
    for number, registered in enumerate(parts_of(rng, REGISTRATIONS, DEBATES, 40), start=1):
        cells: Row = {
            "تاريخ البدء": date_as_written(working_day(rng, 2022, 2022), rng),
            "عدد التسجيلات": registered,
        }
        yield harmony(f"D{number:03}", "مناظرة", f"مناظرات هارموني حول الهجرة {number}", **cells)
    for number, title in enumerate(BOOK_TITLES, start=1):
        yield harmony(f"R{number:03}", "نادي قراءة", f"هارموني بيبلوفيل: {title}", **{"الكتاب": title})
    for year in (2022, 2023, 2024):
        cells = {"تاريخ البدء": date_as_written(dt.date(year, 11, 18), rng)}
        yield harmony(f"A{year}", "جائزة", f"جوائز هارموني الدولية {year}", **cells)
    for number in range(1, 13):
        yield harmony(f"K{number:03}", "محادثة", f"محادثات هارموني {number}")


def _across_tracks(book: ActivityBook) -> Iterator[Row]:
    rng = book.rng
    tracks = (TRACK_CAPACITY, TRACK_NETWORKING, TRACK_RELATIONS, TRACK_ADVOCACY)
    subjects = ("تحديات المنظمات", "الامتثال القانوني", "التنسيق مع رابطات المنظمات", "المناصرة", "الانسجام الاجتماعي")
    for number in range(1, WORKSHOPS + 1):
        yield book.line(f"W{number:03}", "ورشة عمل", f"ورشة {rng.choice(subjects)} {number}", tracks[number % 4])
    for number in range(1, AWARENESS_ACTIVITIES + 1):
        title = f"نشاط توعية قانونية {number}"
        yield book.line(f"N{number:03}", "نشاط توعوي", title, TRACK_ADVOCACY, programme=HEMAYE)
    for number in range(1, GENERAL_MEETINGS + 1):
        title = f"اجتماع شامل حول {rng.choice(subjects)} {number}"
        yield book.line(f"G{number:03}", "اجتماع شامل", title, tracks[number % 4])


AGES = ("أقل من 18", "18-24", "25-34", "35-49", "50 فأكثر", "غير معروف")


def participation_rows(rng: random.Random) -> list[Row]:
    """Head-counts by sex and age: 850 people trained, 196 readers."""
    rows: list[Row] = []
    for number, people in enumerate(parts_of(rng, PARTICIPANTS, TRAININGS, 12), start=1):
        rows += _head_counts(rng, f"T{number:03}", people)
    # The club counts its members once, at the reading in which they joined.
    for number, people in enumerate(parts_of(rng, READERS, BOOKS, 5), start=1):
        rows += _head_counts(rng, f"R{number:03}", people)
    return rows


def _head_counts(rng: random.Random, code: str, people: int) -> Iterator[Row]:
    cells: dict[tuple[str, str], int] = {}
    for _ in range(people):
        sex = rng.choices(("أنثى", "ذكر", "غير معروف"), (11, 9, 1))[0]
        age = rng.choices(AGES, (1, 7, 6, 3, 1, 1))[0]
        cells[sex, age] = cells.get((sex, age), 0) + 1
    for (sex, age), count in sorted(cells.items()):
        yield {"رمز النشاط": code, "الجنس": sex, "الفئة العمرية": age, "العدد": count}


def engagement_worksheets(directory: d.Directory, rng: random.Random) -> list[Worksheet]:
    meetings = meeting_rows(directory, rng)
    partnerships = partnership_rows(directory, rng)
    solutions = solution_partner_rows(directory, rng)
    return [
        Worksheet("اللقاءات", "سجل اللقاءات 2022-2024", list(meetings[0]), meetings),
        Worksheet("الشراكات", "سجل الشراكات", list(partnerships[0]), partnerships),
        Worksheet("شركاء الحلول", "قائمة شركاء الحلول", list(solutions[0]), solutions),
    ]


def activity_worksheets(directory: d.Directory, rng: random.Random) -> list[Worksheet]:
    activities = activity_rows(directory, rng)
    participation = participation_rows(rng)
    numbers = ("ساعات التدريب", "عدد الحضور", "عدد التسجيلات")
    return [
        Worksheet("الأنشطة", "سجل الأنشطة 2022-2024", list(activities[0]), activities, totals=numbers,
            mixed_digits=numbers),
        Worksheet(
            "المشاركون", "أعداد المشاركين حسب الجنس والعمر", list(participation[0]), participation,
            totals=("العدد",), mixed_digits=("العدد",),
        ),
    ]  # fmt: skip
