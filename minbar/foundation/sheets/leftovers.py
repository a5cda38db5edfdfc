"""Rows that are no data: totals, repeated headers, notes below the table. They are left out, and said to be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from minbar.foundation.sheets.cells import as_text
from minbar.foundation.sheets.declare import Kind
from minbar.foundation.sheets.reading.workbook import Row
from minbar.foundation.sheets.recognition import Layout
from minbar.foundation.sheets.vocabulary import IDENTIFIER
from minbar.foundation.text.normalise import normalise
from minbar.foundation.text.numbers import NumberError, parse_number

TOTAL_WORDS = frozenset(map(normalise, (
    "المجموع", "مجموع", "الإجمالي", "إجمالي", "المجموع الكلي", "المجموع العام", "الإجمالي العام", "الحاصل", "مجموع كلي",
    "toplam", "genel toplam", "ara toplam", "yekûn", "toplamlar",
    "total", "totals", "grand total", "subtotal", "sub total", "sum",
)))  # fmt: skip
_HINT = re.compile("جمال|جموع|حاصل|مجـ|oplam|yek|otal|sum", re.IGNORECASE)
NUMERIC = {Kind.INTEGER, Kind.DECIMAL}
TOLERANCE = 0.005


@dataclass
class Sorted:
    """Positions of data rows, and of those left out with the reason ("total", "header", "note")."""

    data: list[int] = field(default_factory=list)
    left_out: dict[int, str] = field(default_factory=dict)


def sort_rows(rows: Sequence[Row], layout: Layout) -> Sorted:
    """Tell data from what only looks like it; empty rows are neither. ``rows`` are those under the header."""
    assert layout.sheet
    kinds = {position: layout.sheet.column[key].kind for position, key in layout.columns.items() if key != IDENTIFIER}
    numeric = [position for position, kind in kinds.items() if kind in NUMERIC]
    worded = [position for position, kind in kinds.items() if kind not in NUMERIC]
    sums = _Sums(numeric)
    found = Sorted()
    after_totals = False
    for index, row in enumerate(rows):
        reason = _reason(row, layout, worded, sums, after_totals)
        if reason == "empty":
            continue
        if reason:
            found.left_out[index] = reason
            after_totals = after_totals or reason == "total"
            sums.reset()
        else:
            found.data.append(index)
            after_totals = False
            sums.add(row)
    return found


def _reason(row: Row, layout: Layout, worded: Sequence[int], sums: _Sums, after_totals: bool) -> str:
    """Why the row is left out, "empty", or "" for data."""
    first = next((cell for cell in row if cell != ""), "")
    if first == "":
        return "empty"
    if first.__class__ is str:
        if _HINT.search(first) and _is_total(first, row):
            return "total"
        if _is_header(first, row, layout):
            return "header"
    if after_totals and sum(1 for cell in row if cell != "") == 1:
        return "note"
    has_words = any(row[position] != "" for position in worded if position < len(row))
    return "" if has_words or not sums.explain(row) else "total"


def _is_header(first: str, row: Row, layout: Layout) -> bool:
    """The header once more, as a printed table repeats it on each page."""
    if first not in layout.headers:
        return False
    same = sum(1 for cell, header in zip(row, layout.headers, strict=False) if header and as_text(cell) == header)
    return same >= 2


def _is_total(first: str, row: Row) -> bool:
    """The word alone, and beside it nothing but numbers."""
    word = normalise(first)
    if word not in TOTAL_WORDS:
        return False
    others = [cell for cell in row if cell not in {"", first}]
    return all(_number(cell) is not None for cell in others)


def _number(cell: object) -> float | None:
    try:
        return float(parse_number(cell))
    except NumberError:
        return None


class _Sums:
    """Running sums of the numeric columns, to know a totals row that says no word."""

    def __init__(self, positions: Sequence[int]) -> None:
        self.positions = positions
        self.reset()

    def reset(self) -> None:
        self.count = 0
        self.sums = dict.fromkeys(self.positions, 0.0)

    def add(self, row: Row) -> None:
        self.count += 1
        for position in self.positions:
            cell = row[position] if position < len(row) else ""
            if cell.__class__ is float or cell.__class__ is int:
                self.sums[position] += cell
            elif cell != "":
                self.sums[position] += _number(cell) or 0.0

    def explain(self, row: Row) -> bool:
        """Whether each number of the row is the sum of those above it; one number above another is no sum."""
        numbers = [(place, _number(row[place])) for place in self.positions if place < len(row) and row[place] != ""]
        return (
            self.count > 1
            and bool(numbers)
            and all(number is not None and abs(number - self.sums[place]) <= TOLERANCE for place, number in numbers)
        )
