"""Numbers in and out: read from any digits and separators, written as the reader chose."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from babel import Locale
from babel.numbers import format_decimal
from django.utils.translation import gettext_lazy as _

from minbar.foundation.text.bidi import isolate
from minbar.foundation.text.languages import Language
from minbar.foundation.text.reader import BABEL_LOCALES, Digits, in_readers_digits, reader_digits, resolve

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class NumberError(ValueError):
    """A number that can't be taken; ``message`` is a sentence for the person who wrote it."""

    message: str | _StrPromise = _("This is not a number. Write digits only, such as 1250 or 12.5.")

    def __str__(self) -> str:
        return str(self.message)


class NotANumber(NumberError):
    """Holds something else than a number."""


class NotWhole(NumberError):
    """A fraction where a whole number is wanted."""

    message = _("A whole number is needed here, without a fraction.")


class AmbiguousNumber(NumberError):
    """One separator before three digits: 1.234 is twelve hundred to some and one and a bit to others."""

    message = _("It is not clear whether the separator marks thousands or a fraction. Write it without thousands.")


#: Digits and signs of a number: what is longer was never one, and to work it out takes ever longer.
LONGEST = 60

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\u061c\ufeff]")
_SPACES = re.compile(r"[\s'’ʼ]")
_SIGNS = str.maketrans({"٫": "D", "٬": "G", "،": ",", "−": "-", "–": "-", "‐": "-"})
_SHAPE = re.compile(r"([+-]?)(\d[\d.,DG]*|[.,D]\d+)([+-]?)")
_PERCENT = re.compile("[%٪﹪％]")


def _ascii(text: str) -> str:
    """Digits of any script to 0-9; the Arabic separators to D (decimal) and G (grouping); no spaces."""
    plain = _SPACES.sub("", _INVISIBLE.sub("", text)).translate(_SIGNS)
    if plain.isascii():
        return plain
    return "".join(
        str(unicodedata.decimal(character)) if unicodedata.decimal(character, None) is not None else character
        for character in plain
    )


def parse_number(value: object, *, decimal: str | None = None) -> Decimal:
    """Read a number from a cell or from text.

    Takes int, float, Decimal, and text in Western, Arabic-Indic or Persian digits with Arabic (٬ ٫), Turkish (1.234,5)
    or English (1,234.5) separators, spaces and apostrophes between groups.

    Args:
        decimal: "." or "," where it is known which one marks the fraction; without it, a single separator before
            exactly three digits is ambiguous.

    Raises:
        NotANumber, AmbiguousNumber
    """
    if isinstance(value, bool) or value is None:
        raise NotANumber
    if isinstance(value, int | float | Decimal):
        return _finite(value)
    text = str(value)
    match = _SHAPE.fullmatch(_ascii(text)) if len(text) <= LONGEST else None
    if match is None or (match[1] and match[3]):
        raise NotANumber
    number = Decimal(_without_groups(match[2], decimal))
    return -number if "-" in (match[1], match[3]) else number


def _finite(value: float | Decimal) -> Decimal:
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        raise NotANumber
    return number


def _without_groups(digits: str, decimal: str | None) -> str:
    """The digits with "." before the fraction and nothing between groups."""
    separators = [sign for sign in digits if not sign.isdigit()]
    if not separators:
        return digits
    last, kinds = separators[-1], set(separators)
    if "D" in kinds or "G" in kinds:  # the Arabic signs say themselves what they are; a comma then groups
        fraction = "D" if "D" in kinds else None
    elif len(kinds) == 2:
        fraction = last
    elif len(separators) > 1:
        fraction = None
    else:
        fraction = _meaning_of_single(digits, last, decimal)
    whole, mark, part = digits.rpartition(fraction) if fraction else (digits, "", "")
    if not part.isdigit() and mark:
        raise NotANumber
    groups = re.split(r"[.,DG]", whole) if whole else ["0"]
    if len(groups) > 1 and (not 1 <= len(groups[0]) <= 3 or any(len(group) != 3 for group in groups[1:])):
        raise NotANumber
    return f"{''.join(groups)}.{part}" if mark else "".join(groups)


def _meaning_of_single(digits: str, sign: str, decimal: str | None) -> str | None:
    """The sign where it marks the fraction, None where it groups thousands."""
    before, _sign, after = digits.partition(sign)
    could_group = len(after) == 3 and 1 <= len(before) <= 3 and not before.startswith("0")
    if not could_group:
        return sign
    if decimal is None:
        raise AmbiguousNumber
    return sign if sign == decimal else None


def parse_integer(value: object) -> int:
    """Read a whole number; "1.250" and "1,250" are both twelve hundred and fifty here.

    Raises:
        NotANumber, NotWhole
    """
    try:
        number = parse_number(value)
    except AmbiguousNumber:
        return int(re.sub(r"[.,]", "", _ascii(str(value))))
    if number.adjusted() >= LONGEST:
        raise NotANumber
    whole = int(number)
    if whole != number:
        raise NotWhole
    return whole


def parse_share(value: object) -> Decimal:
    """Read a percentage as a share: "34%", "%34", "٪٣٤" and 0.34 are all 0.34. Without a sign, it is a share already.

    Raises:
        NotANumber, AmbiguousNumber
    """
    if isinstance(value, str):
        bare, signs = _PERCENT.subn("", value)
        if signs > 1:
            raise NotANumber
        return parse_number(bare) / (100 if signs else 1)
    return parse_number(value)


def format_number(value: float | Decimal, *, decimals: int | None = None, language: str | None = None) -> str:
    """``value`` grouped by thousands in the reader's language and digits.

    Args:
        decimals: exactly that many places; None shows up to two and drops zeros.
    """
    chosen = resolve(language)
    pattern = "#,##0.##" if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    return _write(value, pattern, chosen)


def format_range(first: int, last: int, *, language: str | None = None) -> str:
    """Two whole numbers and all between: "51–100". It runs as the language does, whichever digits it is written in."""
    chosen = resolve(language)
    ends = f"{format_number(first, language=chosen)}–\u2060{format_number(last, language=chosen)}"
    return isolate(ends, chosen.direction)


def format_percent(share: float | Decimal, *, decimals: int = 0, language: str | None = None) -> str:
    """A share (0.34) as a percentage: "34%" in Arabic and English, "%34" in Turkish, "٣٤٪" in Arabic-Indic digits."""
    chosen = resolve(language)
    written = _write(Decimal(str(share)) * 100, "#,##0" + ("." + "0" * decimals if decimals else ""), chosen)
    if chosen is Language.TURKISH:
        return f"-%{written[1:]}" if written.startswith("-") else f"%{written}"
    sign = "٪" if chosen is Language.ARABIC and reader_digits() is Digits.ARABIC_INDIC else "%"
    return written + sign


def _write(value: float | Decimal, pattern: str, language: Language) -> str:
    text = format_decimal(value, format=pattern, locale=_locale(language), numbering_system="latn")
    text = text.replace("\u200e", "").replace("\u200f", "")
    if language is Language.ARABIC and reader_digits() is Digits.ARABIC_INDIC:
        text = in_readers_digits(text.translate({44: "٬", 46: "٫"}), language)
    return str(text)


@lru_cache
def _locale(language: Language) -> Locale:
    return Locale.parse(BABEL_LOCALES[language])
