"""What crosses from the process that reads a file to the one that started it: parts of JSON, each with its length.

The first may be in a stranger's hands, so the second believes nothing: no part is longer than ``FRAME_BYTES``, cells
are values and dates and nothing else, and all is counted again (see :mod:`.allowance`).
"""

from __future__ import annotations

import datetime as dt
import json
import re
import struct
from collections.abc import Iterator
from typing import IO, Any

from minbar.foundation.attachments.confinement import Refused
from minbar.foundation.sheets.reading import limits
from minbar.foundation.text.fitting import fitting

Frame = tuple[Any, ...]

#: How JSON writes signs that no field can hold; a .xls may hold the first, a reader in a stranger's hands sends both.
_UNFIT = re.compile(rb"\\u(?:0000|[dD])")
_LENGTH = struct.Struct(">L")
_CELLS = frozenset((str, int, float, bool, dt.date, dt.datetime, dt.time, dt.timedelta))


class Garbled(Exception):
    """What came is none of the parts that are sent."""


def write(frame: Frame, out: IO[bytes]) -> None:
    """Send a part.

    Raises:
        Refused: a single row is longer than a part may be.
    """
    part = json.dumps(frame, ensure_ascii=False, separators=(",", ":"), default=_marked).encode()
    if len(part) > limits.FRAME_BYTES:
        raise Refused("too_much_text")
    out.write(_LENGTH.pack(len(part)) + part)


def read(stream: IO[bytes]) -> Iterator[Frame]:
    """The parts, as they come; ends where the stream does.

    Raises:
        Garbled
    """
    while len(head := stream.read(_LENGTH.size)) == _LENGTH.size:
        (length,) = _LENGTH.unpack(head)
        if length > limits.FRAME_BYTES:
            raise Garbled
        if len(part := stream.read(length)) < length:
            return
        yield _parsed(part)


def _parsed(part: bytes) -> Frame:
    try:
        frame = json.loads(part, object_hook=_plain)
    except (ValueError, TypeError, LookupError, OverflowError, RecursionError) as error:
        raise Garbled from error
    match frame:
        case ["rows", list(rows)] if all(type(row) is list and _CELLS.issuperset(map(type, row)) for row in rows):
            return "rows", [list(map(_fitting, row)) for row in rows] if _UNFIT.search(part) else rows
        case ["worksheet" | "hidden" | "refused" | "done" as what, str(value)]:
            return what, fitting(value)
    raise Garbled


def _fitting(cell: Any) -> Any:
    return fitting(cell) if type(cell) is str else cell


def _marked(value: object) -> dict[str, Any]:
    match value:
        case dt.datetime():
            return {"datetime": value.isoformat()}
        case dt.date():
            return {"date": value.isoformat()}
        case dt.time():
            return {"time": value.isoformat()}
        case dt.timedelta():
            return {"timedelta": value.total_seconds()}
    raise TypeError(type(value))


def _plain(marked: dict[str, Any]) -> Any:
    ((kind, value),) = marked.items()
    match kind:
        case "datetime":
            return dt.datetime.fromisoformat(value)
        case "date":
            return dt.date.fromisoformat(value)
        case "time":
            return dt.time.fromisoformat(value)
        case "timedelta":
            return dt.timedelta(seconds=value)
    raise ValueError(kind)
