"""What a value looks like in a table's cell or beside a detail's label: one small function for each kind of value.

Lists have many cells, so a cell is written by a function that is chosen once for a column, not by a template.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from html import escape  # Django's accepts lazy text too, at ten times the cost
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from minbar.foundation.text.dates import format_date_long
from minbar.foundation.text.languages import Language, in_language, reader_language
from minbar.foundation.text.numbers import format_number
from minbar.foundation.text.reader import Digits, in_readers_digits, reader_digits

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Label = str | _StrPromise

NOTHING = mark_safe('<span class="nothing">–</span>')


class Cell(StrEnum):
    """The kind of a value; says how it is written and to which side it is aligned."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    DATETIME = "datetime"
    LABELS = "labels"  # {"ar": …, "tr": …, "en": …}
    STATUS = "status"  # a Status
    YES_NO = "yes_no"
    CODE = "code"  # left to right whatever surrounds it: phone, e-mail, address, identifier
    LONG = "long"  # paragraphs, kept as they were typed


class Severity(StrEnum):
    """What a status means to the reader; never by colour alone."""

    NEUTRAL = "neutral"
    GOOD = "good"
    WAITING = "waiting"
    BAD = "bad"
    INFO = "info"


@dataclass(frozen=True)
class Status:
    """The state of a record: "open", "held", "cancelled".

    Attributes:
        label: a text, or the texts in all languages (``choice_labels``), which a long list writes faster.
    """

    label: Label | dict[str, str]
    severity: Severity = Severity.NEUTRAL

    def __html__(self) -> SafeString:
        return mark_safe(self.written(reader_language()))  # noqa: S308  (escaped where it is written)

    def written(self, language: Language) -> str:
        """As HTML, escaped, for a reader of this language."""
        label = in_language(self.label, language) if isinstance(self.label, dict) else str(self.label)
        return f'<span class="badge badge-{self.severity.value}">{escape(label)}</span>'


def _text(value: Any) -> str:
    return value.__html__() if hasattr(value, "__html__") else f"<bdi>{escape(str(value))}</bdi>"


def _number(value: Any) -> str:
    return f"<bdi>{format_number(value)}</bdi>"


@lru_cache(maxsize=4096)
def _in_words(day: date, language: Language, digits: Digits) -> str:
    """The day for a reader of this language and these digits; ``digits`` only tells what is kept apart."""
    return escape(format_date_long(day, language=language))


def _day(day: date) -> str:
    return _in_words(day, reader_language(), reader_digits())


def _dates() -> Callable[[Any], str]:
    language, digits = reader_language(), reader_digits()
    return lambda value: f'<time datetime="{value.isoformat()}">{_in_words(value, language, digits)}</time>'


def _datetime(value: Any) -> str:
    local = timezone.localtime(value)
    hour = in_readers_digits(f"{local:%H:%M}", reader_language())
    return f'<time datetime="{value.isoformat()}">{_day(local.date())} <bdi>{hour}</bdi></time>'


def _labels() -> Callable[[Any], str]:
    language = reader_language()
    return lambda value: f"<bdi>{escape(in_language(value, language))}</bdi>" if value else NOTHING


def _statuses() -> Callable[[Any], str]:
    language = reader_language()
    return lambda value: value.written(language) if isinstance(value, Status) else _text(value)


def _yes_no(value: Any) -> str:
    return escape(gettext("Yes") if value else gettext("No"))


def _code(value: Any) -> str:
    return f'<bdi dir="ltr" class="code">{escape(str(value))}</bdi>'


def _long(value: Any) -> str:
    return f'<div class="prose" dir="auto">{escape(str(value))}</div>'


_WRITERS: dict[Cell, Callable[[Any], str]] = {
    Cell.TEXT: _text,
    Cell.NUMBER: _number,
    Cell.DATETIME: _datetime,
    Cell.YES_NO: _yes_no,
    Cell.CODE: _code,
    Cell.LONG: _long,
}


#: What asks once for all values of a column in which language they are read.
_WRITERS_FOR_READER: dict[Cell, Callable[[], Callable[[Any], str]]] = {
    Cell.DATE: _dates,
    Cell.LABELS: _labels,
    Cell.STATUS: _statuses,
}


def writer(kind: Cell) -> Callable[[Any], SafeString]:
    """The function that writes values of ``kind`` for the present reader, as escaped HTML; nothing (None, "") becomes
    a dash."""
    write = _WRITERS_FOR_READER[kind]() if kind in _WRITERS_FOR_READER else _WRITERS[kind]
    return lambda value: NOTHING if value is None or value == "" else mark_safe(write(value))  # noqa: S308
