"""The workbook of cases: full ones, of people who do not exist; its counts are the annual report's."""

from __future__ import annotations

import datetime as dt
import random
from itertools import islice

from minbar.doors.demonstration import directory_rows as d
from minbar.doors.demonstration.cast import NAMES
from minbar.doors.demonstration.names import Client, clients
from minbar.doors.demonstration.office import Cell, Worksheet, date_as_written
from minbar.doors.demonstration.work_rows import day_between, working_day
from minbar.foundation.access.roles import Role

Row = dict[str, Cell]

NOT_AVAILABLE = "المطلوب غير متاح قانونيا"
AVAILABLE = "توجيه للقيام بإجراءات متاحة"
JUDICIAL = "توجيه للقيام بإجراءات قانونية تتضمن الرجوع للقضاء"
OUT_OF_SCOPE = "خارج نطاق العمل"
ADVICE = {NOT_AVAILABLE: 647, AVAILABLE: 316, JUDICIAL: 606, OUT_OF_SCOPE: 131}
CASES = 1700
POSITIVE, NEGATIVE, FOLLOW_UP = "إيجابي", "سلبي", "قيد المتابعة"
#: The eight that were oriented to court: how, and what came of it.
COURT = (
    ("كفالة الحالة من قبل المشروع", POSITIVE), ("كفالة الحالة من قبل المشروع", FOLLOW_UP),
    ("إحالة الحالة لوسيط", FOLLOW_UP), ("إحالة الحالة لوسيط", NEGATIVE),
    ("محامي صاحب الحالة", POSITIVE), ("محامي صاحب الحالة", POSITIVE),
    ("محامي صاحب الحالة", FOLLOW_UP), ("محامي صاحب الحالة", FOLLOW_UP),
)  # fmt: skip
MEDIATIONS = {"دائرة الهجرة": 50, "جهات أخرى": 4}
OPEN_CASES = 13
#: The report's cases were all dealt with, but for the open ones, by this day.
LAST_DAY = dt.date(2023, 12, 31)

CHANNELS = {"المكتب": 6, "الهاتف": 5, "واتساب": 6, "الخط الساخن": 2, "نموذج على الإنترنت": 2, "إحالة من منظمة أخرى": 1}
URGENCIES = {"مرتفع": 2, "متوسط": 6, "منخفض": 3}
#: What each class of advice is mostly about.
TOPICS = {
    NOT_AVAILABLE: {"نقل القيد بين الولايات": 6, "الإقامة": 4, "الجنسية": 3, "لمّ شمل الأسرة": 3, "إذن السفر": 2},
    AVAILABLE: {
        "وثيقة الحماية المؤقتة": 8, "التسجيل في المدارس": 3, "الإحالة الصحية": 3, "الخدمات البنكية": 2, "خدمات PTT": 2,
        "الرسوم الدراسية": 2, "التسجيل المدني": 2,
    },
    JUDICIAL: {
        "أكواد «تهديد الأمن»": 7, "الترحيل": 5, "حقوق العمل": 4, "قضايا الأسرة": 3, "السكن والإيجار": 3,
        "جرائم الكراهية": 1, "وثيقة الحماية المؤقتة": 4,
    },
    OUT_OF_SCOPE: {"موضوع آخر": 5, "تصريح العمل": 2, "الدعم النفسي الاجتماعي": 2},
}  # fmt: skip
NOTES = {
    NOT_AVAILABLE: "شُرح له ما يتيحه القانون، وأن المطلوب غير متاح حاليًا.",
    AVAILABLE: "شُرحت له الخطوات والأوراق المطلوبة.",
    JUDICIAL: "شُرحت له طريق الاعتراض والمُهل القانونية.",
    OUT_OF_SCOPE: "أُرشد إلى جهة مختصة.",
}
WORKERS = (NAMES[Role.CASE_WORKER], NAMES[Role.CASE_SUPERVISOR])
ADULT = 18


def case_rows(rng: random.Random) -> list[Row]:
    """1,700 cases; 8 of them reached court, 54 were mediated, 13 are open."""
    advice = [name for name, count in ADVICE.items() for _ in range(count)]
    rng.shuffle(advice)
    judicial = [number for number, name in enumerate(advice) if name == JUDICIAL]
    court = dict(zip(rng.sample(judicial, len(COURT)), COURT, strict=True))
    others = [n for n, name in enumerate(advice) if name in (AVAILABLE, JUDICIAL) and n not in court]
    mediated = [body for body, count in MEDIATIONS.items() for _ in range(count)]
    mediation = dict(zip(rng.sample(others, len(mediated)), mediated, strict=True))
    follow_up = [number for number, (_how, result) in court.items() if result == FOLLOW_UP]
    still_open = {*follow_up, *rng.sample(sorted(mediation), OPEN_CASES - len(follow_up))}
    days = sorted(working_day(rng, 2022, 2023) for _ in range(CASES))
    people = list(islice(clients(rng), CASES))
    rows = []
    for number, day in enumerate(days):
        how, result = court.get(number, (None, None))
        if number in mediation:
            result = FOLLOW_UP if number in still_open else rng.choice((POSITIVE, POSITIVE, NEGATIVE))
        is_open = number in still_open
        rows.append(
            {
                "رقم الحالة": f"ح-{day.year}-{number + 1:04}",
                "تاريخ الاستقبال": date_as_written(day, rng),
                **_identity(people[number], day, rng),
                **_request(advice[number], rng),
                "نوع الاستشارة": advice[number],
                "الوساطة": mediation.get(number),
                "التوجيه للقضاء": how,
                "النتيجة": result,
                "وضع الحالة": "مفتوحة" if is_open else "مغلقة",
                **_days(day, rng, mediated=number in mediation, court=how, measured=result, is_open=is_open),
                "المسؤول": rng.choices(WORKERS, (9, 1))[0],
                "الموافقة على تلقي الخدمة": "نعم",
                "الموافقة على مشاركة البيانات": "نعم" if number in mediation or rng.random() < 0.3 else "لا",
                "ملاحظات": NOTES[advice[number]],
            }
        )
    return rows


def _identity(person: Client, day: dt.date, rng: random.Random) -> Row:
    """Whose case it is; some leave something out, and a parent speaks for a child."""
    is_child = day.year - person.born < ADULT
    return {
        "الاسم الكامل": person.name,
        "رقم الهاتف": person.phone if rng.random() < 0.92 else None,
        "رقم وثيقة الحماية المؤقتة": person.document if rng.random() < 0.9 else None,
        "سنة الميلاد": person.born,
        "الجنسية": "سورية",
        "الجنس": person.sex,
        "ولي الأمر": person.parent if is_child else None,
        "صلة القرابة": "أحد الوالدين" if is_child else None,
        "الولاية": rng.choice(list(d.PROVINCES)),
    }


def _request(advice: str, rng: random.Random) -> Row:
    topic = _weighted(TOPICS[advice], rng)
    return {
        "طريقة التواصل": _weighted(CHANNELS, rng),
        "الموضوع": topic,
        "درجة الاستعجال": _weighted(URGENCIES, rng),
        "وصف المشكلة": f"يسأل عن {topic} ويطلب المساعدة.",
    }


def _weighted(weights: dict[str, int], rng: random.Random) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]


def _days(
    opened: dt.date, rng: random.Random, *, mediated: bool, court: str | None, measured: str | None, is_open: bool
) -> Row:
    """The days of the steps, each some time after the one before, and none after the report's last day."""
    steps = {
        "تاريخ الاستشارة": 5,
        "تاريخ الوساطة": 25 if mediated else None,
        "تاريخ التوجيه للقضاء": 30 if court else None,
        "تاريخ رفع الدعوى": 20 if court else None,
        "تاريخ النتيجة": 60 if measured else None,
        "تاريخ الإغلاق": None if is_open else 10,
    }
    days: Row = {}
    last = opened
    for header, within in steps.items():
        if within is None:
            days[header] = None
            continue
        last = day_between(rng, last, min(last + dt.timedelta(days=within), LAST_DAY))
        days[header] = date_as_written(last, rng)
    return days


def case_worksheets(rng: random.Random) -> list[Worksheet]:
    cases = case_rows(rng)
    return [Worksheet("الحالات", "سجل حالات مشروع حماية", list(cases[0]), cases)]
