"""The rejected rows as a workbook: as they were sent, with the reason beside them, to be mended and sent again."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from pathlib import Path

from django.utils.translation import gettext as _

from minbar.foundation.sheets.exporting import Cell, workbook
from minbar.foundation.sheets.models import Import
from minbar.foundation.sheets.queries import result_of
from minbar.foundation.sheets.reading.workbook import Cell as ReadCell
from minbar.foundation.sheets.reading.workbook import read_workbook

WIDTH, REASON_WIDTH = 22, 60


def rejected_rows(record: Import) -> bytes:
    """A workbook with the tabs that have rejected rows: their own headers, and a last column that says why.

    Raises:
        Unreadable
    """
    result = result_of(record)
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / f"book{Path(record.file_name).suffix[:8]}"
        path.write_bytes(bytes(record.content or b""))
        tabs = {tab.name: tab for tab in read_workbook(path).tabs}
    pages = []
    for found in result.tabs if result else ():
        # The name of a lone tab of delimited text is that of its file, which is another here.
        tab = tabs.get(found.tab) or (next(iter(tabs.values())) if len(tabs) == 1 else None)
        if not found.rejected_rows or tab is None:
            continue
        reasons: dict[int, list[str]] = defaultdict(list)
        for problem in found.problems:
            reasons[problem.row].append(f"{problem.header}: {problem.message}" if problem.header else problem.message)
        lines: list[list[Cell]] = []
        for number in sorted(found.rejected_rows):
            row = tab.rows[number - tab.first_row]
            cells = [_plain(row[place]) if place < len(row) else None for place in range(len(found.headers))]
            lines.append([*cells, " · ".join(reasons[number])])
        widths = [*(WIDTH for _header in found.headers), REASON_WIDTH]
        pages.append((found.tab, [*found.headers, _("Reason of rejection")], lines, widths))
    return workbook(pages)


def _plain(cell: ReadCell) -> Cell:
    return str(cell) if not isinstance(cell, str | int | float) and not hasattr(cell, "year") else cell  # type: ignore[return-value]
