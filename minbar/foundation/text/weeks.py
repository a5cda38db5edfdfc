"""Weeks as the reader counts them: from Saturday in Arabic (Syria), from Monday in Turkish and in British English."""

from __future__ import annotations

import calendar
import datetime as dt
from functools import lru_cache

from babel import Locale

from minbar.foundation.text.languages import Language
from minbar.foundation.text.reader import BABEL_LOCALES, resolve

DAYS_OF_A_WEEK = 7


@lru_cache
def _locale(language: Language) -> Locale:
    return Locale.parse(BABEL_LOCALES[language])


def first_weekday(*, language: str | None = None) -> int:
    """The day that a week begins with, 0 (Monday) to 6 (Sunday), as CLDR has it for the language's region."""
    return int(_locale(resolve(language)).first_week_day)


def weekdays(*, language: str | None = None) -> list[tuple[str, str]]:
    """The names of the days in the order of a week, each whole and short."""
    chosen = resolve(language)
    names = _locale(chosen).days["stand-alone"]
    first = first_weekday(language=chosen)
    order = [(first + step) % DAYS_OF_A_WEEK for step in range(DAYS_OF_A_WEEK)]
    return [(str(names["wide"][day]), str(names["abbreviated"][day])) for day in order]


def weekday_name(day: dt.date, *, language: str | None = None) -> str:
    """The name of a day: "السبت", "Cumartesi", "Saturday"."""
    return str(_locale(resolve(language)).days["stand-alone"]["wide"][day.weekday()])


def weeks_of(month: dt.date, *, language: str | None = None) -> list[list[dt.date]]:
    """The whole weeks that a month touches, as a wall calendar shows them."""
    return calendar.Calendar(first_weekday(language=language)).monthdatescalendar(month.year, month.month)
