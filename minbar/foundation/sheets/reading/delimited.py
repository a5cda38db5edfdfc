"""Delimited text: finds out what stands between the cells."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from minbar.foundation.attachments.confinement import Refused
from minbar.foundation.attachments.plain import decode
from minbar.foundation.sheets.reading import limits

DELIMITERS = ",;\t|"
SAMPLE_LINES = 60
#: What spreadsheet programs take for the beginning of a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def looks_like_formula(cell: str) -> bool:
    """Whether a spreadsheet program would take the cell for a formula, or would without apostrophes before it."""
    return cell.lstrip("' \u00a0\ufeff").startswith(FORMULA_STARTS)


def _plain(cell: str) -> str:
    """The cell without the apostrophe by which exports keep it from becoming a formula."""
    return cell[1:] if cell.startswith("'") and looks_like_formula(cell) else cell


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


def read_rows(content: bytes) -> Iterator[list[str]]:
    """The rows, in order; an empty line is an empty row.

    Raises:
        Refused
    """
    text = decode(content)
    first, _newline, rest = text.partition("\n")
    if named := re.fullmatch(r"sep=(.)\r?", first):  # Excel's own way to say it; a row to Excel, too
        delimiter, text = named[1], "\n" + rest
    else:
        delimiter = delimiter_of(text)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield [_plain(cell) for cell in row[: limits.COLUMNS]]
    except csv.Error as error:
        raise Refused("cell_too_long" if "field limit" in str(error) else "corrupt") from error
