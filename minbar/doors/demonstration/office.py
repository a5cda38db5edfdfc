"""How an office keeps its spreadsheets: a title over the header, a totals row, digits and dates mixed."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter

Cell = str | int | float | dt.date | None

ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
LEVANTINE_MONTHS = (
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران",
    "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول",
)  # fmt: skip
#: Written into every file instead of the hour of writing, so that the same seed gives the same bytes.
CREATED = dt.datetime(2024, 12, 31, 12, 0, tzinfo=dt.UTC)


@dataclass
class Worksheet:
    """A sheet of a workbook: ``rows`` hold values by header; ``totals`` names the columns that the office adds up."""

    name: str
    title: str
    headers: Sequence[str]
    rows: Sequence[Mapping[str, Cell]]
    totals: Sequence[str] = ()
    #: Columns whose numbers somebody typed as text, half of the time in Arabic digits.
    mixed_digits: Sequence[str] = field(default=())


def write_workbook(path: Path, worksheets: Sequence[Worksheet], rng: random.Random) -> Path:
    """Write ``worksheets`` right to left into ``path``; deterministic for a given generator state."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"})
    book.set_properties({"created": CREATED, "author": "الأمانة العامة"})
    bold = book.add_format({"bold": True})
    for worksheet in worksheets:
        sheet = book.add_worksheet(worksheet.name)
        sheet.right_to_left()
        sheet.write_string(0, 0, worksheet.title, bold)
        sheet.write_string(1, 0, "آخر تحديث: كانون الأول 2024")
        header_row = 3
        for column, header in enumerate(["م", *worksheet.headers]):
            sheet.write_string(header_row, column, header, bold)
        for number, row in enumerate(worksheet.rows, start=1):
            sheet.write_number(header_row + number, 0, number)
            for column, header in enumerate(worksheet.headers, start=1):
                value = row.get(header)
                if header in worksheet.mixed_digits and isinstance(value, int):
                    value = _typed_by_hand(value, rng)
                _write(sheet, header_row + number, column, value)
        _write_totals(sheet, header_row + len(worksheet.rows) + 1, worksheet, bold)
        sheet.freeze_panes(header_row + 1, 0)
        sheet.set_column(1, len(worksheet.headers), 22)
    book.close()
    return path


def date_as_written(date: dt.date, rng: random.Random) -> Cell:
    """A date the way one of several people wrote it: mostly a date cell, else one of the usual texts."""
    form = rng.randrange(8)
    if form == 0:
        return f"{date.year}/{date.month}/{date.day}".translate(ARABIC_DIGITS)
    if form == 1:
        return f"{date.day:02}.{date.month:02}.{date.year}"
    if form == 2:
        return f"{date.day} {LEVANTINE_MONTHS[date.month - 1]} {date.year}"
    if form == 3:
        return date.isoformat()
    return date


def _typed_by_hand(number: int, rng: random.Random) -> Cell:
    form = rng.randrange(4)
    if form == 0:
        return str(number).translate(ARABIC_DIGITS)
    return str(number) if form == 1 else number


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: Cell) -> None:
    if value is None or value == "":
        return
    if isinstance(value, dt.date):
        sheet.write_datetime(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, value)


def _write_totals(sheet: xlsxwriter.worksheet.Worksheet, row: int, worksheet: Worksheet, bold: object) -> None:
    if not worksheet.totals:
        return
    sheet.write_string(row, 1, "المجموع", bold)
    for header in worksheet.totals:
        total = sum(value for line in worksheet.rows if isinstance(value := line.get(header), int | float))
        sheet.write_number(row, 1 + list(worksheet.headers).index(header), total, bold)
