"""The rejected rows as a workbook: as they were sent, with the reason beside them, to be mended and sent again."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from django.utils.translation import gettext as _

from minbar.foundation.sheets.exporting import Cell, workbook
from minbar.foundation.sheets.keeping import scratch
from minbar.foundation.sheets.models import Import
from minbar.foundation.sheets.queries import result_of
from minbar.foundation.sheets.reading.workbook import Cell as ReadCell
from minbar.foundation.sheets.reading.workbook import Worksheet, read_workbook
from minbar.foundation.sheets.results import WorksheetResult

ROW_WIDTH, WIDTH, REASON_WIDTH = 8, 22, 60
Page = tuple[str, list[str], list[list[Cell]], list[int]]


def rejected_rows(record: Import) -> bytes:
    """A workbook with the worksheets that have rejected rows: their own headers, and a last column that says why. Of a
    sheet behind a wall it has the rows' numbers and the reasons alone.

    Raises:
        Unreadable
    """
    result = result_of(record)
    worksheets = _worksheets_of(record)
    pages = []
    for found in result.worksheets if result else ():
        # The name of a lone worksheet of delimited text is that of its file, which is another here.
        worksheet = worksheets.get(found.worksheet) or (
            next(iter(worksheets.values())) if len(worksheets) == 1 else None
        )
        if found.sheet in record.walled and found.problems:
            pages.append(_reasons(found))
        elif found.rejected_rows and worksheet is not None:
            pages.append(_rows_with_reasons(found, worksheet))
    return workbook(pages)


def _worksheets_of(record: Import) -> dict[str, Worksheet]:
    content = record.reveal("content")
    with scratch(len(content)) as directory:
        path = directory / f"book{Path(record.file_name).suffix[:8]}"
        path.write_bytes(content)
        return {worksheet.name: worksheet for worksheet in read_workbook(path).worksheets}


def _reasons(found: WorksheetResult) -> Page:
    headers = [_("Row"), _("Column"), _("Reason of rejection")]
    lines: list[list[Cell]] = [[problem.row, problem.header, problem.message] for problem in found.problems]
    return found.worksheet, headers, lines, [ROW_WIDTH, WIDTH, REASON_WIDTH]


def _rows_with_reasons(found: WorksheetResult, worksheet: Worksheet) -> Page:
    reasons: dict[int, list[str]] = defaultdict(list)
    for problem in found.problems:
        reasons[problem.row].append(f"{problem.header}: {problem.message}" if problem.header else problem.message)
    lines: list[list[Cell]] = []
    for number in sorted(found.rejected_rows):
        row = worksheet.rows[number - worksheet.first_row]
        cells = [_plain(row[place]) if place < len(row) else None for place in range(len(found.headers))]
        lines.append([*cells, " · ".join(reasons[number])])
    widths = [*(WIDTH for _header in found.headers), REASON_WIDTH]
    return found.worksheet, [*found.headers, _("Reason of rejection")], lines, widths


def _plain(cell: ReadCell) -> Cell:
    # cells are text, numbers or days
    return str(cell) if not isinstance(cell, str | int | float) and not hasattr(cell, "year") else cell  # type: ignore[return-value]
