"""A workbook that an office sends: two meetings of December, one with a day that is not in the calendar."""

from __future__ import annotations

from pathlib import Path

import openpyxl

HEADERS = ["تاريخ اللقاء", "الجهة أو الشخصية", "فئة اللقاء", "موضوع اللقاء", "الولاية"]
COUNTERPART, CATEGORY = "بلدية إسطنبول الكبرى", "مؤسسات تركية حكومية"
GOOD = ["٢٠٢٤/١٢/٢٣", COUNTERPART, CATEGORY, "متابعة تصاريح العمل", "إسطنبول"]
WRONG = ["31.02.2024", COUNTERPART, CATEGORY, "متابعة ملف الإقامة", "إسطنبول"]


def workbook(path: Path, rows: list[list[str]]) -> Path:
    """Meetings the way an office keeps them: a title, an empty line, a header, the rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "اللقاءات"
    for row in [["لقاءات كانون الأول"], [], HEADERS, *rows]:
        sheet.append(row)
    book.save(path)
    return path
