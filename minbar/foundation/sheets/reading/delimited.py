"""Delimited text: finds out how it is encoded and what stands between the cells."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from minbar.foundation.sheets.reading.limits import Refused

DELIMITERS = ",;\t|"
SAMPLE_LINES = 60
#: What spreadsheet programs take for the beginning of a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def looks_like_formula(cell: str) -> bool:
    """Whether a spreadsheet program would take the cell for a formula, or would without apostrophes before it."""
    return cell.lstrip("' \u00a0\ufeff").startswith(FORMULA_STARTS)


def _plain(cell: str) -> str:
    """The cell without the apostrophe by which exports keep it from becoming a formula."""
    return cell[1:] if cell.startswith("'") and looks_like_formula(cell) else cell


def decode(content: bytes) -> str:
    """The text, from UTF-8 (with or without a mark), UTF-16 with one, windows-1256 (Arabic) or windows-1254 (Turkish).

    Raises:
        Refused: it is no text.
    """
    text = _decoded(content)
    if _CONTROL.search(text):
        raise Refused("unknown_format")
    return text


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError as error:
            raise Refused("unknown_format") from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode(_single_byte_encoding(content), errors="replace")


def _single_byte_encoding(content: bytes) -> str:
    """Arabic words are runs of high bytes; in Turkish ones stand alone among ASCII letters."""
    lengths = [len(run) for run in _HIGH_RUN.findall(content[:200_000])]
    in_long_runs = sum(length for length in lengths if length >= 3)
    return "cp1256" if in_long_runs * 2 > sum(lengths) else "cp1254"


def delimiter_of(text: str) -> str:
    """The sign that cuts most lines into the same number of cells; a comma where nothing does."""
    lines = text[:100_000].splitlines()[:SAMPLE_LINES]
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if any(row))
        wide = Counter({width: count for width, count in widths.items() if width > 1})
        if wide:
            width, count = max(wide.items(), key=lambda item: (item[1], item[0]))
            score = count + min(width, 50) / 100
            if score > best_score:
                best, best_score = delimiter, score
    return best


def read_rows(path: Path) -> Iterator[list[str]]:
    """The rows, in order; an empty line is an empty row.

    Raises:
        Refused
    """
    text = decode(path.read_bytes())
    first, _newline, rest = text.partition("\n")
    if named := re.fullmatch(r"sep=(.)\r?", first):  # Excel's own way to say it; a row to Excel, too
        delimiter, text = named[1], "\n" + rest
    else:
        delimiter = delimiter_of(text)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield [_plain(cell) for cell in row]
    except csv.Error as error:
        raise Refused("corrupt") from error
