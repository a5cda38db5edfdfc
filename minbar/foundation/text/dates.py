"""Dates in and out: read from every usual form, written as the reader chose, with Levantine months in Arabic."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from babel import Locale
from babel.dates import format_date as babel_format
from django.utils.translation import gettext_lazy as _

from minbar.foundation.text.languages import Language
from minbar.foundation.text.months import FILLERS, HIJRI, MONTH_PATTERN, MONTHS
from minbar.foundation.text.normalise import normalise
from minbar.foundation.text.reader import BABEL_LOCALES, in_readers_digits, resolve

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

FIRST_YEAR, LAST_YEAR = 1900, 2100
#: Excel counts days from here (its 29 February 1900, which never was, shifts all later serials by one).
EXCEL_EPOCH = dt.date(1899, 12, 30)
#: Serials taken as dates: 1927 to 2119. A smaller number is a year or a count, not a date.
EXCEL_SERIALS = range(10_000, 80_000)


class DateError(ValueError):
    """A date that can't be taken; ``message`` is a sentence for the person who wrote it."""

    message: str | _StrPromise = _("This is not a date. Write it like 12.05.2023 or 2023-05-12.")

    def __str__(self) -> str:
        return str(self.message)


class NotADate(DateError):
    """Holds something else than a date."""


class ImpossibleDate(DateError):
    """Has the form of a date, but there is no such day."""

    message = _("There is no such day. Write the day first, then the month: 12.05.2023.")


class YearOutOfRange(DateError):
    """A year that no record of a network can have, such as 203 or 20223."""

    message = _("The year must lie between 1900 and 2100.")


class AmbiguousDate(DateError):
    """Can be read in more than one way."""

    message = _("It is not clear which part is the year. Write the year with four digits: 12.05.2023.")


class IncompleteDate(DateError):
    """A year, or a month and a year, without the day."""

    message = _("The day is missing. Write day, month and year: 12.05.2023.")


class HijriDate(DateError):
    """Counted by the Hijri calendar."""

    message = _("This date follows the Hijri calendar. Write the date of the common calendar: 12.05.2023.")


#: Characters of a date with its weekday, its time and both names of its month.
LONGEST = 100
_TIME = re.compile(r"(?:t|\s|^)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:am|pm|ص|م)?\s*(?:z|[+-]\d{2}:?\d{2})?\s*$", re.I)
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\u061c\ufeff]")


def parse_date(value: object, *, month_first: bool = False) -> dt.date:
    """Read a date from a cell or from text.

    Takes date and datetime, Excel serials, and text: 2023-05-12, ٢٠٢٣/٥/١٢, 12.05.2023, 12/5/2023, 20230512,
    12 أيار 2023, 12 مايو 2023, 12 Mayıs 2023, May 12, 2023, 12-May-23; with a weekday or a time beside it.

    Args:
        month_first: 5/12/2023 is the twelfth of May. Never guessed from the numbers: in a column of such dates the
            guess would be wrong for one in three.

    Raises:
        NotADate, ImpossibleDate, YearOutOfRange, AmbiguousDate, IncompleteDate, HijriDate
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, bool) or value is None:
        raise NotADate
    if isinstance(value, int | float):
        return _from_serial(value)
    text = str(value)
    if len(text) > LONGEST:
        raise NotADate
    return _from_text(" ".join(text.split()), month_first)


def _from_serial(number: float) -> dt.date:
    if FIRST_YEAR <= number <= LAST_YEAR:
        raise IncompleteDate
    if EXCEL_SERIALS.start <= number < EXCEL_SERIALS.stop:  # the fraction is the time of day
        return EXCEL_EPOCH + dt.timedelta(days=int(number))
    raise NotADate


@lru_cache(maxsize=8192)
def _from_text(text: str, month_first: bool) -> dt.date:
    plain = normalise(_TIME.sub("", _INVISIBLE.sub("", text).strip().lower()))
    if found := MONTH_PATTERN.search(plain):
        rest = f"{plain[: found.start()]} {plain[found.end() :]}"
        # "12 أيار/مايو 2023": the second name must be of the same month.
        if (second := MONTH_PATTERN.search(rest)) and MONTHS[second[1]] == MONTHS[found[1]]:
            rest = f"{rest[: second.start()]} {rest[second.end() :]}"
        return _from_named_month(_numbers(rest), MONTHS[found[1]])
    return _from_numbers(_numbers(plain), month_first)


def _numbers(plain: str) -> list[str]:
    """The runs of digits; raises where there is anything else than digits and fillers."""
    parts = re.findall(r"\d+|[^\W\d]+|\S", plain)
    words = {part for part in parts if not part.isdigit()}
    if words & HIJRI:
        raise HijriDate
    if words - FILLERS:
        raise NotADate
    return [part for part in parts if part.isdigit()]


def _from_named_month(numbers: list[str], month: int) -> dt.date:
    if len(numbers) == 1:
        raise IncompleteDate if len(numbers[0]) == 4 else NotADate
    if len(numbers) != 2:
        raise NotADate
    first, second = numbers
    if len(first) == 4:
        first, second = second, first
    if len(second) == 2:  # 12-May-23, as Excel writes it
        second = f"20{second}" if int(second) < 70 else f"19{second}"
    return _date(second, month, first)


def _from_numbers(numbers: list[str], month_first: bool) -> dt.date:
    match numbers:
        case [only]:
            return _from_single(only)
        case [first, second] if len(first) == 4 or len(second) == 4:
            raise IncompleteDate
        case [year, month, day] if len(year) == 4 and len(day) <= 2:
            return _date(year, month, day)
        case [first, second, year] if len(year) == 4 and len(first) <= 2:
            return _date(year, first, second) if month_first else _date(year, second, first)
        case [first, second, third] if max(map(len, (first, second, third))) <= 2:
            raise AmbiguousDate
        case [first, second, third] if len(first) == 3 or len(third) == 3 or len(third) > 4:
            raise YearOutOfRange
    raise NotADate


def _from_single(digits: str) -> dt.date:
    if len(digits) == 8 and digits[:2] in {"19", "20"}:
        return _date(digits[:4], digits[4:6], digits[6:])
    if len(digits) == 4 and FIRST_YEAR <= int(digits) <= LAST_YEAR:
        raise IncompleteDate
    if len(digits) == 5:
        return _from_serial(int(digits))
    raise NotADate


def _date(year: str, month: str | int, day: str) -> dt.date:
    if 1300 <= int(year) <= 1500:
        raise HijriDate
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise YearOutOfRange
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError as error:
        raise ImpossibleDate from error


#: Forms by language. The numeric one keeps its parts in order in right-to-left text too (a run of digits and slashes).
_LONG = dict.fromkeys(Language, "d MMMM y")
_SHORT = {Language.ARABIC: "d/M/y", Language.TURKISH: "dd.MM.y", Language.ENGLISH: "dd/MM/y"}


def format_date_long(day: dt.date, *, language: str | None = None) -> str:
    """ "12 أيار 2023", "12 Mayıs 2023", "12 May 2023"."""
    return _write(day, _LONG, resolve(language))


def format_date_short(day: dt.date, *, language: str | None = None) -> str:
    """ "12/5/2023" in Arabic, "12.05.2023" in Turkish, "12/05/2023" in English: the day comes first in all three."""
    return _write(day, _SHORT, resolve(language))


def format_month(day: dt.date, *, language: str | None = None) -> str:
    """The month and year of ``day``: "أيار 2023"."""
    return _write(day, dict.fromkeys(Language, "LLLL y"), resolve(language))


def format_period(start: dt.date, end: dt.date, *, language: str | None = None) -> str:
    """A span as short as it can be said: "2022–2024" for whole years, one day by itself, else the two long dates."""
    chosen = resolve(language)
    if start == end:
        return format_date_long(start, language=chosen)
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        years = str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
        return in_readers_digits(years, chosen)
    return f"{format_date_long(start, language=chosen)} – {format_date_long(end, language=chosen)}"


def _write(day: dt.date, patterns: dict[Language, str], language: Language) -> str:
    return in_readers_digits(str(babel_format(day, patterns[language], locale=_locale(language))), language)


@lru_cache
def _locale(language: Language) -> Locale:
    return Locale.parse(BABEL_LOCALES[language])
