"""Spans of days, and the years, quarters and months that they consist of."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

#: Calendar dimension → months in its unit.
UNITS = {"year": 12, "quarter": 3, "month": 1}
_FORMS = {
    "year": re.compile(r"(?P<year>\d{4})"),
    "quarter": re.compile(r"(?P<year>\d{4})-Q(?P<part>[1-4])"),
    "month": re.compile(r"(?P<year>\d{4})-(?P<part>0[1-9]|1[0-2])"),
}


@dataclass(frozen=True, order=True)
class Period:
    """From the first day to the last, both within it. None leaves that end open."""

    start: date | None
    end: date | None

    def __post_init__(self) -> None:
        if self.start and self.end and self.start > self.end:
            raise ValueError(f"a period can't end ({self.end}) before it starts ({self.start})")

    def within(self, other: Period) -> Period | None:
        """The days that both have; None where they have none."""
        starts = [day for day in (self.start, other.start) if day]
        ends = [day for day in (self.end, other.end) if day]
        start, end = max(starts, default=None), min(ends, default=None)
        return None if start and end and start > end else Period(start, end)

    @property
    def unit(self) -> str | None:
        """ "year", "quarter" or "month" where the period is exactly one, else None."""
        if self.start is None or self.end is None:
            return None
        return next((unit for unit in UNITS if unit_of(unit, self.start) == self), None)


def unit_of(unit: str, day: date) -> Period:
    """The year, quarter or month in which a day lies."""
    months = UNITS[unit]
    first = (day.month - 1) // months * months + 1
    last = first + months - 1
    return Period(date(day.year, first, 1), date(day.year, last, monthrange(day.year, last)[1]))


def write_unit(unit: str, day: date) -> str:
    """How definitions and results name it: 2023, 2023-Q2 or 2023-05."""
    if unit == "year":
        return f"{day.year:04}"
    if unit == "quarter":
        return f"{day.year:04}-Q{(day.month + 2) // 3}"
    return f"{day.year:04}-{day.month:02}"


def read_unit(unit: str, text: str) -> Period:
    """The reverse of :func:`write_unit`.

    Raises:
        ValueError: the text names no such unit.
    """
    if not (match := _FORMS[unit].fullmatch(text)):
        raise ValueError(text)
    part = int(match.groupdict().get("part") or 1)
    return unit_of(unit, date(int(match["year"]), (part - 1) * UNITS[unit] + 1, 1))
