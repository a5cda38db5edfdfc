"""The child process that reads a file: content on standard input, the ending of its name as argument.

Writes parts (see :mod:`.frames`) to standard output: ``("worksheet", name)``, ``("rows", [[cell, …], …])``,
``("hidden", name)``, and at the end ``("done", format)`` or ``("refused", code)``. Whatever happens to it, from memory
running out to a parser in a stranger's hands, happens to it alone.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from minbar.foundation.attachments import plain
from minbar.foundation.attachments.confinement import Refused, confine
from minbar.foundation.attachments.sandbox.lock import lock
from minbar.foundation.sheets.reading import limits
from minbar.foundation.sheets.reading.allowance import Allowance
from minbar.foundation.sheets.reading.contents import format_of
from minbar.foundation.sheets.reading.delimited import read_rows
from minbar.foundation.sheets.reading.frames import Frame, write


def frames(content: bytes, ending: str) -> Iterator[Frame]:
    """All parts of a file; a worksheet of delimited text has no name.

    Raises:
        Refused
    """
    kind = format_of(content, ending)
    if kind == "csv":
        yield "worksheet", ""
        yield from _blocks(read_rows(content), Allowance())
    else:
        yield from _workbook(content)
    yield "done", kind


def _workbook(content: bytes) -> Iterator[Frame]:
    allowance = Allowance()
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            for about in workbook.sheets_metadata:
                allowance.take_worksheet(about.name)
                if about.typ != SheetTypeEnum.WorkSheet:
                    continue
                if about.visible != SheetVisibleEnum.Visible:
                    yield "hidden", about.name
                    continue
                sheet = workbook.get_sheet_by_name(about.name)
                yield "worksheet", about.name
                yield from _blocks(sheet.iter_rows(), allowance)  # it gives the empty rows above, too
    except PasswordError as error:
        raise Refused("password") from error
    except CalamineError as error:
        raise Refused("corrupt") from error


def _blocks(rows: Iterable[list[Any]], allowance: Allowance) -> Iterator[Frame]:
    block: list[list[Any]] = []
    characters = 0
    for row in rows:
        kept = row[: limits.COLUMNS] if len(row) > limits.COLUMNS else row
        characters += allowance.take_row(kept)
        block.append(kept)
        if len(block) == limits.BLOCK_ROWS or characters > limits.BLOCK_CHARACTERS:
            yield "rows", block
            block, characters = [], 0
    if block:
        yield "rows", block


def main() -> None:
    confine(memory=limits.PROCESS_BYTES, seconds=limits.PROCESS_SECONDS)
    plain.prepare()
    out, ending = sys.stdout.buffer, sys.argv[-1]
    try:
        lock()
        for frame in frames(sys.stdin.buffer.read(limits.FILE_BYTES + 1), ending):
            write(frame, out)
    except Refused as refusal:
        write(("refused", refusal.code), out)
    except MemoryError:
        write(("refused", "bomb"), out)
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        write(("refused", "corrupt"), out)


if __name__ == "__main__":
    main()
