"""Files as rows of cells: the way in to reading."""

from __future__ import annotations

import datetime
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer

from django.utils.translation import gettext_lazy as _

from minbar.foundation.attachments.confinement import MEBIBYTE, Refused, environment, how_it_ended
from minbar.foundation.sheets.reading import frames, limits
from minbar.foundation.sheets.reading.allowance import Allowance

Cell = str | int | float | bool | datetime.date | datetime.datetime | datetime.time | datetime.timedelta
Row = list[Cell]

COMMAND = ("-P", "-m", "minbar.foundation.sheets.reading.process")
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
    "too_many_rows": _("The file holds more than a million rows. Split it and send the parts."),
    "too_much_text": _("The file holds more than 60 million characters. Split it and send the parts."),
    "cell_too_long": _("A cell holds more than 32,767 characters. Shorten it and send the file again."),
    "not_confined": _("This server can't read files safely at present. Tell whoever looks after it."),
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
class Worksheet:
    """One sheet of a workbook. ``first_row`` is the number of ``rows[0]`` as the spreadsheet program shows it."""

    name: str
    first_row: int
    rows: list[Row] = field(default_factory=list)


@dataclass
class Workbook:
    """A file's visible worksheets, in order."""

    format: str
    worksheets: list[Worksheet]
    hidden: list[str]


def read_workbook(path: Path) -> Workbook:
    """All visible worksheets of a file.

    Raises:
        Unreadable
        OSError: there is no such file, or it may not be read.
    """
    with (
        path.open("rb") as file,
        tempfile.TemporaryFile() as complaints,
        subprocess.Popen(
            [sys.executable, *COMMAND, path.suffix],
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=complaints,
            env=environment(),
            cwd="/",
        ) as child,
    ):
        assert child.stdout is not None
        timer = Timer(2 * limits.PROCESS_SECONDS, child.kill)  # the limit within counts work, not waiting
        timer.start()
        try:
            if found := _assembled(frames.read(child.stdout), path.stem):
                return found
            code = child.wait()
        except frames.Garbled as error:
            raise Unreadable("corrupt") from error
        except Refused as refusal:
            raise Unreadable(refusal.code) from refusal
        finally:
            timer.cancel()
            child.kill()
        complaints.seek(0)
        raise Unreadable(how_it_ended(code, complaints.read(MEBIBYTE)))


def _assembled(parts: Iterator[frames.Frame], only: str) -> Workbook | None:
    """The file from its parts, counted again; None where they break off. ``only`` names a worksheet that has no name.

    Raises:
        Refused
        Garbled
    """
    worksheets: list[Worksheet] = []
    hidden: list[str] = []
    allowance = Allowance()
    for part in parts:
        match part:
            case "worksheet", name:
                allowance.take_worksheet(name)
                worksheets.append(Worksheet(name or only, 1))
            case "hidden", name:
                allowance.take_worksheet(name)
                hidden.append(name)
            case "rows", rows if worksheets:
                for row in rows:
                    allowance.take_row(row)
                worksheets[-1].rows += rows
            case "refused", code if code in REASONS:
                raise Refused(code)
            case "done", kind:
                return Workbook(kind, worksheets, hidden)
            case _:
                raise frames.Garbled
    return None
