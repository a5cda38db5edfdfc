"""Files as rows of cells: the way in to reading."""

from __future__ import annotations

import datetime
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext_lazy as _

from minbar.foundation.attachments.confinement import MEBIBYTE, environment, how_it_ended

Cell = str | int | float | bool | datetime.date | datetime.datetime | datetime.time | datetime.timedelta
Row = list[Cell]

READABLE = (".xlsx", ".xls", ".ods", ".csv")
REASONS = {
    "empty": _("The file is empty."),
    "too_large": _("The file is larger than 50 MB. Split it and send the parts."),
    "unknown_format": _("This is no spreadsheet that can be read. Save it as .xlsx, .xls, .ods or .csv and send that."),
    "macros": _("The workbook holds macros. Save it as a plain workbook (.xlsx) and send that."),
    "password": _("The file is locked with a password. Remove the password and send it again."),
    "corrupt": _("The file is damaged. Open it in your spreadsheet program, save it anew and send that."),
    "bomb": _("Unpacked, the file would be far larger than a spreadsheet needs. It was not opened."),
    "unsafe_parts": _("The file holds parts that would be written outside of it. It was not opened."),
    "declares": _("The file declares XML entities, which no spreadsheet program does. It was not opened."),
    "too_many_cells": _("The file holds more than six million cells. Split it and send the parts."),
    "took_too_long": _("Reading the file took too long. Split it and send the parts."),
}  # fmt: skip


class Unreadable(Exception):
    """A file that can't be read; ``code`` is a key of ``REASONS``, ``str()`` the sentence in the reader's language."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def __str__(self) -> str:
        return str(REASONS[self.code])


@dataclass
class Tab:
    """One sheet of a workbook. ``first_row`` is the number of ``rows[0]`` as the spreadsheet program shows it."""

    name: str
    first_row: int
    rows: list[Row] = field(default_factory=list)


@dataclass
class Workbook:
    """A file's visible tabs, in order."""

    format: str
    tabs: list[Tab]
    hidden: list[str]


class _PlainUnpickler(pickle.Unpickler):
    """Takes values and dates; the child has read a stranger's file, so nothing of it is ever called."""

    def find_class(self, module: str, name: str) -> Any:
        if module == "datetime" and name in {"date", "datetime", "time", "timedelta"}:
            return getattr(datetime, name)
        raise pickle.UnpicklingError(f"{module}.{name}")


def read_workbook(path: Path) -> Workbook:
    """All visible tabs of a file.

    Raises:
        Unreadable
        OSError: there is no such file, or it may not be read.
    """
    with path.open("rb"):
        pass
    command = [sys.executable, "-m", "minbar.foundation.sheets.reading.process", str(path.absolute())]
    with (
        tempfile.TemporaryFile() as complaints,
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=complaints, stdin=subprocess.DEVNULL, env=environment()
        ) as child,
    ):
        assert child.stdout is not None
        try:
            return _assemble(_frames(child.stdout))
        except pickle.UnpicklingError as error:
            raise Unreadable("corrupt") from error
        except EOFError as error:
            code = child.wait()
            complaints.seek(0)
            raise Unreadable(how_it_ended(code, complaints.read(MEBIBYTE))) from error
        finally:
            child.kill()


def _frames(stream: IO[bytes]) -> Iterator[tuple[Any, ...]]:
    while True:
        yield _PlainUnpickler(stream).load()


def _assemble(frames: Iterator[tuple[Any, ...]]) -> Workbook:
    tabs: list[Tab] = []
    hidden: list[str] = []
    for frame in frames:
        match frame:
            case "tab", name, first_row:
                tabs.append(Tab(name, first_row))
            case "rows", rows:
                tabs[-1].rows.extend(rows)
            case "hidden", name:
                hidden.append(name)
            case "refused", code:
                raise Unreadable(code)
            case "done", kind:
                return Workbook(kind, tabs, hidden)
    raise EOFError
