"""The workbook of content and community issues; its counts are the annual report's."""

from __future__ import annotations

import datetime as dt
import random

from minbar.doors.demonstration.office import Cell, Worksheet, date_as_written
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


def voice_worksheets(rng: random.Random) -> list[Worksheet]:
    content, issues = content_rows(rng), issue_rows(rng)
    return [
        Worksheet(
            "المحتوى", "سجل المحتوى والإصدارات", list(content[0]), content,
            totals=("عدد الصفحات",), mixed_digits=("عدد الكلمات", "عدد الصفحات"),
        ),
        Worksheet("القضايا المجتمعية", "قضايا المناصرة المجتمعية", list(issues[0]), issues),
    ]  # fmt: skip
