"""Cells made values: one column at a time, with a short way for what is already right."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from rapidfuzz import fuzz, process

from minbar.foundation.sheets.choices import Labels, label_of
from minbar.foundation.sheets.declare import Column, Kind
from minbar.foundation.sheets.problems import BadCell
from minbar.foundation.sheets.reading.workbook import Cell
from minbar.foundation.text.dates import FIRST_YEAR, LAST_YEAR, DateError, YearOutOfRange, parse_date
from minbar.foundation.text.languages import listed
from minbar.foundation.text.normalise import normalise, tidy
from minbar.foundation.text.numbers import NumberError, parse_integer, parse_number

TEXTUAL = frozenset({Kind.TEXT, Kind.EMAIL, Kind.PHONE, Kind.URL, Kind.CHOICE})
EMPTY: tuple[object, ...] = ("", ())
BIGGEST_INTEGER = 2**63 - 1
NEAR = 70  # per cent of likeness from which a value is suggested
SHOWN_CHOICES = 12
SHOWN_VALUE = 60
LONGEST_GUESSED = 300
_SEPARATORS = re.compile(r"[;؛|\n]")
_PHONE = re.compile(r"\+?\d{5,15}")
_PHONE_SIGNS = re.compile(r"[\s().\-/\u200e\u200f\u202a-\u202e]")
YES = frozenset(map(normalise, ("نعم", "صح", "evet", "var", "yes", "true", "y", "x", "1", "✓", "doğru")))
NO = frozenset(map(normalise, ("لا", "خطأ", "hayır", "yok", "no", "false", "n", "0", "yanlış")))
#: What nearly all addresses look like; the others go to Django's validators, which take thirty times as long.
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST = rf"(?:{_LABEL}\.)+[A-Za-z]{{2,24}}"
_PLAIN_URL = re.compile(rf"https?://{_HOST}(?:/[A-Za-z0-9._~/?&=%#+-]*)?", re.ASCII)
_PLAIN_EMAIL = re.compile(rf"[A-Za-z0-9_%+-]+(?:\.[A-Za-z0-9_%+-]+)*@{_HOST}", re.ASCII)
_email, _url = EmailValidator(), URLValidator(schemes=("http", "https"))

Parse = Callable[[Cell], Any]


@dataclass(frozen=True)
class Limits:
    """What a column's values must keep to, from its declaration and its model's field."""

    max_length: int | None = None
    minimum: Decimal | None = None
    maximum: int | None = None
    places: int | None = None


def declared_limits(column: Column) -> Limits:
    """The limits that the declaration alone sets."""
    minimum = None if column.minimum is None else Decimal(str(column.minimum))
    return Limits(max_length=column.max_length, minimum=minimum)


def empty_value(column: Column) -> Any:
    """What an empty cell of the column means."""
    if column.many:
        return ()
    return "" if column.kind in TEXTUAL else None


#: As much of a cell as a message repeats.
QUOTED = 60


@dataclass
class Cleaned:
    """A column's values, and what is wrong with some: position → (code, detail). Bad cells hold the empty value."""

    values: list[Any]
    bad: dict[int, BadCell]


def clean(column: Column, cells: Sequence[Cell], limits: Limits, choices: Labels) -> Cleaned:
    """Read a whole column. Text that comes again is read once."""
    parse = Choices(column, choices) if column.kind is Kind.CHOICE else PARSERS[column.kind](limits)
    if column.many:
        parse = _each(parse)
    empty = empty_value(column)
    values: list[Any] = []
    bad: dict[int, BadCell] = {}
    seen: dict[str, Any] = {"": empty}
    for position, cell in enumerate(cells):
        try:
            if cell.__class__ is str:
                value = seen.get(cell, seen)
                if value is seen:
                    value = seen[cell] = parse(cell) if cell.strip() else empty
            else:
                value = parse(cell)
        except BadCell as problem:
            if not column.personal and "value" not in problem.detail:
                problem.detail["wrote"] = as_text(cell)[:QUOTED]
            bad[position] = problem
            value = empty
        values.append(value)
    if column.required:
        for position, value in enumerate(values):
            if value is None or value in EMPTY:
                bad.setdefault(position, BadCell("missing"))
    return Cleaned(values, bad)


def _each(parse: Parse) -> Parse:
    """Reads a cell that holds several values."""

    def parse_all(cell: Cell) -> tuple[Any, ...]:
        parts = _SEPARATORS.split(as_text(cell))
        return tuple(dict.fromkeys(parse(part) for part in parts if part.strip()))

    return parse_all


def as_text(cell: Cell) -> str:
    """A cell as its reader sees it: whole numbers without a fraction, dates in the ISO form."""
    if isinstance(cell, str):
        return tidy(cell)
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e16 else repr(cell)
    return str(cell)


def _text(cell: Cell, limits: Limits) -> str:
    text = as_text(cell)
    if limits.max_length is not None and len(text) > limits.max_length:
        raise BadCell("too_long", limit=limits.max_length)
    return text


def _date(cell: Cell) -> dt.date:
    try:
        day = parse_date(cell)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise YearOutOfRange
    except DateError as error:
        raise BadCell(type(error).__name__) from error
    return day


def _integer(cell: Cell, limits: Limits) -> int:
    if cell.__class__ is float and cell.is_integer():
        number = int(cell)
    else:
        try:
            number = parse_integer(cell)
        except NumberError as error:
            raise BadCell(type(error).__name__) from error
    _check_size(number, limits)
    return number


def _decimal(cell: Cell, limits: Limits) -> Decimal:
    try:
        number = parse_number(cell)
    except NumberError as error:
        raise BadCell(type(error).__name__) from error
    if limits.places is not None:
        if isinstance(cell, float):  # 0.1 + 0.2 as a spreadsheet keeps it
            number = round(number, limits.places)
        elif number != round(number, limits.places):
            raise BadCell("too_precise", limit=limits.places)
    _check_size(number, limits)
    return number


def _check_size(number: int | Decimal, limits: Limits) -> None:
    if limits.minimum is not None and number < limits.minimum:
        raise BadCell("too_small", limit=str(limits.minimum))
    ceiling = BIGGEST_INTEGER if limits.maximum is None else limits.maximum
    if not -ceiling <= number <= ceiling:
        raise BadCell("too_large")


def _boolean(cell: Cell) -> bool:
    if isinstance(cell, bool):
        return cell
    word = normalise(as_text(cell)) or as_text(cell)
    if word in YES:
        return True
    if word in NO:
        return False
    raise BadCell("not_boolean")


def _validated(cell: Cell, plain: re.Pattern[str], check: Callable[[str], None], code: str, limits: Limits) -> str:
    text = _text(cell, limits)
    if plain.fullmatch(text):
        return text.lower() if code == "not_email" else text
    if code == "not_url" and text and "://" not in text:
        text = f"https://{text}"
    try:
        check(text)
    except ValidationError as error:
        raise BadCell(code) from error
    return text.lower() if code == "not_email" else text


def _phone(cell: Cell, limits: Limits) -> str:
    """Digits of any script and the usual signs between them are taken; kept as written, with plain digits."""
    text = _text(cell, limits)
    digits = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in _PHONE_SIGNS.sub("", text))
    if not _PHONE.fullmatch(digits):
        raise BadCell("not_phone")
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)


PARSERS: dict[Kind, Callable[[Limits], Parse]] = {
    Kind.TEXT: lambda limits: partial(_text, limits=limits),
    Kind.REFERENCE: lambda limits: partial(_text, limits=Limits()),  # found by name once the whole column is read
    Kind.DATE: lambda limits: _date,
    Kind.INTEGER: lambda limits: partial(_integer, limits=limits),
    Kind.DECIMAL: lambda limits: partial(_decimal, limits=limits),
    Kind.BOOLEAN: lambda limits: _boolean,
    Kind.EMAIL: lambda limits: partial(_validated, plain=_PLAIN_EMAIL, check=_email, code="not_email", limits=limits),
    Kind.URL: lambda limits: partial(_validated, plain=_PLAIN_URL, check=_url, code="not_url", limits=limits),
    Kind.PHONE: lambda limits: partial(_phone, limits=limits),
}


class Choices:
    """Reads a choice by its code or by its label in any language."""

    def __init__(self, column: Column, labels: Labels) -> None:
        self.labels = labels
        self.personal = column.personal
        self.codes = {normalise(code): code for code in self.labels}
        for code, names in labels.items():
            for label in names.values():
                self.codes.setdefault(normalise(label), code)

    def __call__(self, cell: Cell) -> str:
        text = as_text(cell)
        code = self.codes.get(normalise(text))
        if code is None:
            raise self._unknown(text)
        return code

    def _unknown(self, text: str) -> BadCell:
        names = [label_of(self.labels, code) for code in self.labels]
        more = ["…"] if len(names) > SHOWN_CHOICES else []
        choices = listed(names[:SHOWN_CHOICES] + more)
        if self.personal:
            return BadCell("not_choice_personal", choices=choices)
        shown = text[:SHOWN_VALUE]
        guessed = normalise(text[:LONGEST_GUESSED])
        near = process.extractOne(guessed, self.codes.keys(), scorer=fuzz.WRatio, score_cutoff=NEAR)
        if near:
            return BadCell("not_choice_near", value=shown, near=label_of(self.labels, self.codes[near[0]]))
        return BadCell("not_choice", value=shown, choices=choices)
