"""Records as spreadsheets: right to left for readers of Arabic, typed cells, and an identifier by which an import
knows each row again.

Text is always written as text: no cell that anybody typed can become a formula.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import tempfile
import uuid
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from minbar.foundation.access.decisions import Denied, decide, denied, require
from minbar.foundation.journal.record import JournalEvent, record_many
from minbar.foundation.sheets.declare import Column, Kind, Sheet, sheets
from minbar.foundation.sheets.reading.delimited import looks_like_formula
from minbar.foundation.sheets.rows import Known, batches
from minbar.foundation.sheets.shown import Shower
from minbar.foundation.sheets.stores import store_of
from minbar.foundation.sheets.vocabulary import IDENTIFIER_LABEL
from minbar.foundation.text.languages import Language, reader_language

LONGEST_CELL = 32_767
#: Spreadsheets keep fifteen digits of a number; longer ones are written as text.
LARGEST_EXACT = 10**15
#: A worksheet's name is at most 31 characters long and has none of these.
_FORBIDDEN_IN_TABS = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
WIDTHS = {Kind.DATE: 12, Kind.INTEGER: 10, Kind.DECIMAL: 12, Kind.BOOLEAN: 8, Kind.PHONE: 18}
NARROWEST, WIDEST, IDENTIFIER_WIDTH = 10, 48, 38
Cell = str | int | float | bool | Decimal | dt.date | None


def columns_for(sheet: Sheet, by: Any) -> list[Column]:
    """The columns that the reader may take out: personal ones need a right of their own, sealed ones leave in no
    spreadsheet. The system takes all others."""
    personal = by is None or bool(sheet.permission_personal and decide(by, sheet.permission_personal))
    return [column for column in sheet.columns if not column.sealed and (personal or not column.personal)]


def export(
    sheet_key: str, *, by: Any, uids: Sequence[uuid.UUID] | None = None, reason: str = "", form: str = "xlsx"
) -> bytes:
    """The records of a sheet that the reader may see, as a file in the reader's language. Written to the journal.

    Args:
        uids: only these records; all where None, and an empty one (to be filled in) where there are none.
        reason: why personal columns are taken out; needed where there are any.
        form: "xlsx" or "csv".

    Raises:
        Denied
        ValueError: a reason is needed and there is none.
    """
    sheet = sheets()[sheet_key]
    if by is not None:
        require(by, sheet.permission_export)
    columns = columns_for(sheet, by)
    if by is not None and any(column.personal for column in columns) and not reason.strip() and uids != []:
        raise ValueError("a reason is needed")
    with seen_by(sheet, by):
        known = _records(sheet, by, uids)
        headers, lines = _lines(sheet, columns, known)
    with transaction.atomic():
        if known or uids is None:
            detail = {"sheet": [None, sheet.key], "records": [None, len(known)], "reason": [None, reason.strip()]}
            personal = [column.key for column in columns if column.personal]
            record_many(
                by=by,
                events=[JournalEvent("sheets.exported", f"sheet:{sheet.key}", detail | {"personal": [None, personal]})],
            )
    return as_csv(headers, lines) if form == "csv" else _as_xlsx(sheet, columns, headers, lines)


def seen_by(sheet: Sheet, by: Any) -> AbstractContextManager[Any]:
    """What is opened around reading the records for this reader."""
    return sheet.seen_by(by) if sheet.seen_by and by is not None else sheet.within()


def template(sheet_key: str, *, by: Any) -> bytes:
    """An empty workbook with the sheet's headers, to be filled in and imported.

    Raises:
        Denied
    """
    sheet = sheets()[sheet_key]
    if by is not None and not (decide(by, sheet.permission_import) or decide(by, sheet.permission_export)):
        raise Denied(denied(_("Your role does not allow importing “%s”.") % sheet.label))
    columns = list(sheet.columns)
    headers = [str(column.label) for column in columns]
    return _as_xlsx(sheet, columns, headers, [], identifier=False)


def _records(sheet: Sheet, by: Any, uids: Sequence[uuid.UUID] | None) -> list[Known]:
    everything = sheet.records(by) if sheet.records and by is not None else sheet.model._default_manager.all()
    if uids is None:
        return [Known(pk, uid) for pk, uid in everything.values_list("pk", "uid")]
    found = {
        uid: Known(pk, uid)
        for batch in batches(list(uids))
        for pk, uid in everything.filter(uid__in=batch).values_list("pk", "uid")
    }
    return [found[uid] for uid in uids if uid in found]


def _lines(sheet: Sheet, columns: Sequence[Column], known: Sequence[Known]) -> tuple[list[str], list[list[Cell]]]:
    """Headers and rows; the identifier is the last column. The caller has opened what the reader may see."""
    store = store_of(sheet, nullcontext)
    states = store.states(known) if known else []
    written = []
    for column in columns:
        values = [state.get(column.key) for state in states]
        if column.many:
            values = [value or () for value in values]
        shower = Shower(sheet, column, values)
        written.append([shower.cell(value) for value in values])
    written.append([str(each.uid) for each in known])
    headers = [*(str(column.label) for column in columns), str(IDENTIFIER_LABEL)]
    return headers, [list(line) for line in zip(*written, strict=True)]


def _as_xlsx(
    sheet: Sheet,
    columns: Sequence[Column],
    headers: Sequence[str],
    lines: Sequence[Sequence[Cell]],
    *,
    identifier: bool = True,
) -> bytes:
    widths = [_width(column, header) for column, header in zip(columns, headers, strict=False)]
    widths += [IDENTIFIER_WIDTH] if identifier else []
    return workbook([(str(sheet.label), headers, lines, widths)])


def _width(column: Column, header: str) -> int:
    return min(WIDEST, max(NARROWEST, WIDTHS.get(column.kind, 24), len(header) + 2))


def workbook(worksheets: Iterable[tuple[str, Sequence[str], Sequence[Sequence[Cell]], Sequence[int]]]) -> bytes:
    """A workbook of (name, headers, rows, widths), laid out for the reader: header frozen, cells typed."""
    import xlsxwriter  # loaded where it is used

    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "book.xlsx"
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        book = xlsxwriter.Workbook(str(path), options)
        formats = {
            "header": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
            "date": book.add_format({"num_format": "dd/mm/yyyy", "align": "center"}),
        }
        names: set[str] = set()
        for name, headers, lines, widths in worksheets:
            page = book.add_worksheet(worksheet_name(name, names))
            if reader_language() is Language.ARABIC:
                page.right_to_left()
            page.freeze_panes(1, 0)
            for place, width in enumerate(widths):
                page.set_column(place, place, width)
            for place, header in enumerate(headers):
                page.write_string(0, place, header, formats["header"])
            for number, line in enumerate(lines, start=1):
                for place, value in enumerate(line):
                    _write(page, number, place, value, formats["date"])
        book.close()
        return path.read_bytes()


def worksheet_name(name: str, taken: set[str]) -> str:
    """A name that spreadsheet programs take for a worksheet, not among ``taken``, to which it is added."""
    plain = " ".join(name.translate(_FORBIDDEN_IN_TABS).split())[:28] or "1"
    chosen = plain
    number = 2
    while chosen.lower() in taken:
        chosen = f"{plain} {number}"
        number += 1
    taken.add(chosen.lower())
    return chosen


def _write(page: Any, number: int, place: int, value: Cell, date_format: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        page.write_boolean(number, place, value)
    elif isinstance(value, int | float | Decimal) and -LARGEST_EXACT < value < LARGEST_EXACT:
        page.write_number(number, place, value)
    elif isinstance(value, dt.date):
        page.write_datetime(number, place, value, date_format)
    else:
        page.write_string(number, place, str(value)[:LONGEST_CELL])


def as_csv(headers: Sequence[str], lines: Iterable[Sequence[Cell]]) -> bytes:
    """Delimited text with a byte order mark, by which Excel knows its encoding."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([safe(header) for header in headers])
    writer.writerows([safe(cell) for cell in line] for line in lines)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def safe(cell: Cell) -> Any:
    """A cell of delimited text that no spreadsheet program takes for a formula: an apostrophe goes before it.

    Numbers stay numbers, negative ones too.
    """
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if looks_like_formula(cell) else cell
    return cell.isoformat() if isinstance(cell, dt.date) else cell
