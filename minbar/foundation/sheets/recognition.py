"""What a worksheet holds: which row is the header, which sheet it is, which column is which."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz, process

from minbar.foundation.sheets.cells import as_text
from minbar.foundation.sheets.declare import Sheet, sheets
from minbar.foundation.sheets.models import HeaderMapping
from minbar.foundation.sheets.reading.workbook import Row, Worksheet
from minbar.foundation.sheets.vocabulary import IDENTIFIER, LONGEST_HEADER, Vocabulary, plain, vocabulary, without_aside

#: Title rows that may stand above the header.
SEARCHED_ROWS = 30
#: Per cent of likeness from which a misspelt header is taken for the one that it resembles.
LIKE = 88
SAMPLE = 50

#: (sheet, header as compared) → column, "" where the header is to be left out.
Memory = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class Layout:
    """How a worksheet is laid out. ``columns`` maps a position in the row to a column's key or to ``IDENTIFIER``."""

    sheet: Sheet | None
    header_index: int = 0
    headers: tuple[str, ...] = ()
    columns: Mapping[int, str] = field(default_factory=dict)

    def missing(self) -> list[str]:
        """Required columns that the worksheet has not."""
        assert self.sheet
        there = set(self.columns.values())
        return [column.key for column in self.sheet.columns if column.required and column.key not in there]

    def left_out(self) -> list[str]:
        """Headers that mean nothing here."""
        return [header for position, header in enumerate(self.headers) if header and position not in self.columns]


def memory_of(user: Any) -> Memory:
    """What the reader explained before."""
    if user is None:
        return {}
    explained = HeaderMapping.objects.filter(user=user).values_list("sheet", "header", "column")
    return {(sheet, header): column for sheet, header, column in explained}


def recognise(worksheet: Worksheet, *, memory: Memory, choice: Mapping[str, Any] | None = None) -> Layout:
    """The worksheet's layout; its ``sheet`` is None where nothing fits.

    Args:
        choice: the reader's corrections, ``{"sheet": key or "", "header_row": number, "columns": {position: key}}``,
            each of them optional.
    """
    choice = choice or {}
    if choice.get("sheet") == "":
        return Layout(None)
    words = vocabulary()
    named = words.sheets_named(worksheet.name)
    rows = range(min(SEARCHED_ROWS, len(worksheet.rows)))
    if "header_row" in choice:
        rows = range(choice["header_row"] - worksheet.first_row, choice["header_row"] - worksheet.first_row + 1)
    kinds = [choice["sheet"]] if choice.get("sheet") in sheets() else list(sheets())
    best, best_score = Layout(None), 0.0
    for index in rows:
        headers = _headers(worksheet.rows[index]) if 0 <= index < len(worksheet.rows) else ()
        if not any(headers):
            continue
        for key in kinds:
            columns = _map(headers, key, words, memory)
            score = _score(sheets()[key], headers, columns, key in named)
            if score > best_score:
                best, best_score = Layout(sheets()[key], index, headers, columns), score
    if best.sheet is None and choice.get("sheet") in sheets():
        index = rows[0] if rows else 0
        best = Layout(sheets()[choice["sheet"]], index, _headers(worksheet.rows[index]) if worksheet.rows else ())
    return _corrected(best, choice, worksheet)


def _headers(row: Row) -> tuple[str, ...]:
    headers = [" ".join(as_text(cell)[:LONGEST_HEADER].split()) if cell != "" else "" for cell in row]
    while headers and not headers[-1]:
        headers.pop()
    return tuple(headers)


def _map(headers: Sequence[str], key: str, words: Vocabulary, memory: Memory) -> dict[int, str]:
    """Position → column. What the reader explained goes first, then exact names, then likenesses; where several
    headers mean one column, the name that stands first among its synonyms ("province" before "country")."""
    names = words.headers[key]
    ranks = {name: rank for rank, name in enumerate(names)}
    columns: dict[int, str] = {}
    taken: set[str] = set()

    def take(position: int, column: str | None) -> None:
        if column and column not in taken and position not in columns:
            columns[position] = column
            taken.add(column)

    forms = [(plain(header), without_aside(header)) for header in headers]
    silenced = {position for position, (full, _short) in enumerate(forms) if memory.get((key, full)) == ""}
    for position, (full, _short) in enumerate(forms):
        take(position, memory.get((key, full)))
    for form in (0, 1):
        for position, both in sorted(enumerate(forms), key=lambda one: ranks.get(one[1][form], len(ranks))):
            if position not in silenced:
                take(position, names.get(both[form]))
    if not columns:
        return columns
    for position, (_full, short) in enumerate(forms):
        if position in columns or position in silenced or len(short) < 4:
            continue
        if near := process.extractOne(short, names.keys(), scorer=fuzz.ratio, score_cutoff=LIKE):
            take(position, names[near[0]])
    return columns


def _score(sheet: Sheet, headers: Sequence[str], columns: Mapping[int, str], named: bool) -> float:
    """How well a header row fits a sheet; 0 where it does not."""
    found = set(columns.values()) - {IDENTIFIER}
    required = [column.key for column in sheet.columns if column.required]
    enough = 1 if named or len(sheet.columns) == 1 else 2
    if len(found) < enough:
        return 0.0
    share = len(found) / sum(1 for header in headers if header)
    missing = sum(1 for key in required if key not in found)
    return len(found) + 5 * share + (4 if named else 0) - 3 * missing + (1 if set(sheet.identity) <= found else 0)


def _corrected(layout: Layout, choice: Mapping[str, Any], worksheet: Worksheet) -> Layout:
    """With the reader's corrections; an identifier's column must hold identifiers ("id" is often a mere number)."""
    columns = dict(layout.columns)
    for position, column in (choice.get("columns") or {}).items():
        columns = {place: key for place, key in columns.items() if key != column and place != int(position)}
        if column:
            columns[int(position)] = column
    for position, column in list(columns.items()):
        if column == IDENTIFIER and not _holds_identifiers(worksheet.rows[layout.header_index + 1 :], position):
            del columns[position]
    return Layout(layout.sheet, layout.header_index, layout.headers, columns)


def _holds_identifiers(rows: Sequence[Row], position: int) -> bool:
    seen = 0
    for row in rows:
        if position < len(row) and row[position] != "":
            if not is_identifier(row[position]):
                return False
            seen += 1
            if seen == SAMPLE:
                break
    return seen > 0


def is_identifier(cell: object) -> bool:
    """Whether the cell holds a whole UUID."""
    try:
        return len(str(cell).strip()) >= 32 and bool(uuid.UUID(str(cell).strip()))
    except ValueError:
        return False
