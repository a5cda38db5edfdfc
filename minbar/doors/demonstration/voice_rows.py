"""The workbooks of content, community issues and cases; their counts are the annual report's."""

from __future__ import annotations

import datetime as dt
import random

from minbar.doors.demonstration import directory_rows as d
from minbar.doors.demonstration.office import Cell, Tab, date_as_written
from minbar.doors.demonstration.work_rows import parts_of, working_day

Row = dict[str, Cell]

#: Kind → (number of items, title).
CONTENT = {
    "فيديو توعوي": (65, "فيديو توعوي"),
    "ريل": (75, "محتوى ريل"),
    "مقابلة": (100, "مقابلة"),
    "قصة إنسانية": (6, "قصة إنسانية"),
    "برنامج": (4, "برنامج"),
    "تقرير انتهاكات": (4, "تقرير عن المشاكل القانونية والانتهاكات الحقوقية"),
}
CHANNELS = ("يوتيوب", "إنستغرام", "فيسبوك", "تويتر")
ARGUMENTS, ARGUMENT_PAGES = 12, 300
#: Title, kind, date, words: as the annual report lists them.
PAPERS = (
    ("خطاب الكراهية في تركيا", "دراسة", dt.date(2022, 7, 17), 1300),
    ("إدارة ملف الهجرة في تركيا", "دراسة", dt.date(2022, 8, 8), None),
    ("دليل تنظيم بيان صحفي", "دليل", dt.date(2022, 8, 9), 1670),
    ("مجموعات الضغط (لوبينغ) في تركيا والعالم", "دراسة", dt.date(2022, 8, 15), 1400),
    ("منظمات المجتمع المدني السورية في تركيا", "دراسة", dt.date(2023, 3, 14), None),
    ("السوريون بين البقاء والعودة", "ورقة سياسية", dt.date(2023, 10, 5), None),
)
ISSUES = (
    "الرسوم الدراسية", "تعديل السياسات الصحية", "خدمات PTT", "أكواد «تهديد الأمن القومي»", "تسهيل إجراءات الهجرة",
    "وثائق الحماية المؤقتة", "قضية المياه في إسطنبول", "تصاريح العمل", "إذن السفر بين الولايات",
    "نقل القيد بين الولايات",
    "معادلة الشهادات", "فتح الحسابات البنكية", "تسجيل المواليد", "عقود الإيجار", "الإقامات الإنسانية",
    "خطاب الكراهية في الإعلام",
    "العنف ضد العمال", "الوصول إلى الترجمة في المشافي", "تثبيت العناوين", "التسرب المدرسي", "تراخيص الجمعيات",
    "الدعم القانوني للموقوفين", "لم شمل الأسر", "أجور عمال الزراعة",
)  # fmt: skip


def content_rows(rng: random.Random) -> list[Row]:
    items: list[tuple[dt.date, Row]] = []

    def add(title: str, kind: str, day: dt.date, *, words: int | None = None, pages: int | None = None) -> None:
        items.append(
            (
                day,
                {
                    "العنوان": title,
                    "نوع المحتوى": kind,
                    "تاريخ النشر": date_as_written(day, rng),
                    "القناة": rng.choice(CHANNELS) if words is None and pages is None else None,
                    "عدد الكلمات": words,
                    "عدد الصفحات": pages,
                },
            )
        )

    for kind, (count, title) in CONTENT.items():
        for number in range(1, count + 1):
            add(f"{title} {number}", kind, working_day(rng, 2023 if kind == "برنامج" else 2022))
    for number, pages in enumerate(parts_of(rng, ARGUMENT_PAGES, ARGUMENTS, 12), start=1):
        add(f"صناعة الحجة: الملف {number}", "حجة", working_day(rng), pages=pages)
    for title, kind, day, words in PAPERS:
        add(title, kind, day, words=words)
    return [row for _day, row in sorted(items, key=lambda item: item[0])]


def issue_rows(rng: random.Random) -> list[Row]:
    sources = ("استطلاع رأي", "مشاورات", "مقابلات")
    return [
        {
            "القضية المجتمعية": title,
            "تاريخ التحديد": date_as_written(working_day(rng, 2022, 2023), rng),
            "المصدر": rng.choice(sources),
        }
        for title in ISSUES
    ]


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


def case_rows(rng: random.Random) -> list[Row]:
    """1,700 cases without identities; 8 of them reached court, 54 were mediated, 13 are open."""
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
    rows = []
    for number, day in enumerate(days):
        how, result = court.get(number, (None, None))
        if number in mediation:
            result = FOLLOW_UP if number in still_open else rng.choice((POSITIVE, POSITIVE, NEGATIVE))
        rows.append(
            {
                "رقم الحالة": f"ح-{day.year}-{number + 1:04}",
                "تاريخ الاستقبال": date_as_written(day, rng),
                "الولاية": rng.choice(list(d.PROVINCES)),
                "نوع الاستشارة": advice[number],
                "الوساطة": mediation.get(number),
                "التوجيه للقضاء": how,
                "النتيجة": result,
                "وضع الحالة": "مفتوحة" if number in still_open else "مغلقة",
            }
        )
    return rows


def voice_tabs(rng: random.Random) -> list[Tab]:
    content, issues = content_rows(rng), issue_rows(rng)
    return [
        Tab(
            "المحتوى", "سجل المحتوى والإصدارات", list(content[0]), content,
            totals=("عدد الصفحات",), mixed_digits=("عدد الكلمات", "عدد الصفحات"),
        ),
        Tab("القضايا المجتمعية", "قضايا المناصرة المجتمعية", list(issues[0]), issues),
    ]  # fmt: skip


def case_tabs(rng: random.Random) -> list[Tab]:
    cases = case_rows(rng)
    return [Tab("الحالات", "سجل حالات مشروع حماية", list(cases[0]), cases)]
