"""The child process that reads a file: ``python -m minbar.foundation.sheets.reading.process PATH``.

Writes pickled frames to standard output: ``("tab", name, first_row)``, ``("rows", [[cell, …], …])``,
``("hidden", name)``, and at the end ``("done", format)`` or ``("refused", code)``. Whatever happens to it, from memory
running out to a crash in a parser, happens to it alone.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from minbar.foundation.attachments.confinement import Refused, confine
from minbar.foundation.sheets.reading import limits
from minbar.foundation.sheets.reading.contents import format_of
from minbar.foundation.sheets.reading.delimited import read_rows

Frame = tuple[Any, ...]
BLOCK = 2_000


def frames(path: Path) -> Iterator[Frame]:
    """All frames of a file.

    Raises:
        Refused
    """
    kind = format_of(path)
    if kind == "csv":
        yield "tab", path.stem, 1
        yield from _blocks(read_rows(path), _Allowance())
    else:
        yield from _workbook(path)
    yield "done", kind


def _workbook(path: Path) -> Iterator[Frame]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    allowance = _Allowance()
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            for about in workbook.sheets_metadata:
                if about.typ != SheetTypeEnum.WorkSheet:
                    continue
                if about.visible != SheetVisibleEnum.Visible:
                    yield "hidden", about.name
                    continue
                sheet = workbook.get_sheet_by_name(about.name)
                yield "tab", about.name, 1  # iter_rows gives the empty rows above, too
                yield from _blocks(sheet.iter_rows(), allowance)
    except PasswordError as error:
        raise Refused("password") from error
    except CalamineError as error:
        raise Refused("corrupt") from error


class _Allowance:
    """Counts cells down."""

    def __init__(self) -> None:
        self.left = limits.CELLS

    def take(self, rows: list[list[Any]]) -> None:
        self.left -= sum(map(len, rows))
        if self.left < 0:
            raise Refused("too_many_cells")


def _blocks(rows: Iterable[list[Any]], allowance: _Allowance) -> Iterator[Frame]:
    source = iter(rows)
    while block := list(islice(source, BLOCK)):
        if max(map(len, block)) > limits.COLUMNS:
            block = [row[: limits.COLUMNS] for row in block]
        allowance.take(block)
        yield "rows", block


def main() -> None:
    confine(memory=limits.PROCESS_BYTES, seconds=limits.PROCESS_SECONDS)
    out = sys.stdout.buffer
    try:
        for frame in frames(Path(sys.argv[1])):
            pickle.dump(frame, out, protocol=pickle.HIGHEST_PROTOCOL)
    except Refused as refusal:
        pickle.dump(("refused", refusal.code), out)
    except MemoryError:
        pickle.dump(("refused", "bomb"), out)
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        pickle.dump(("refused", "corrupt"), out)


if __name__ == "__main__":
    main()
