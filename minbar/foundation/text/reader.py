"""How the present reader likes to see numbers: the digits, beside the language that Django's translation holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum

from minbar.foundation.text.languages import Language, reader_language


class Digits(StrEnum):
    """Which digits a reader of Arabic wants. Turkish and English always have Western ones."""

    WESTERN = "western"  # 0123456789
    ARABIC_INDIC = "arabic_indic"  # ٠١٢٣٤٥٦٧٨٩


_DIGITS: ContextVar[Digits] = ContextVar("reader_digits", default=Digits.WESTERN)
_TO_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

#: Babel's locale for each language: Levantine months in Arabic, day before month in English.
BABEL_LOCALES = {Language.ARABIC: "ar_SY", Language.TURKISH: "tr_TR", Language.ENGLISH: "en_GB"}


def reader_digits() -> Digits:
    """The digits that the present reader chose; Western where nothing was chosen."""
    return _DIGITS.get()


@contextmanager
def reading_with(digits: Digits) -> Iterator[None]:
    """Write numbers and dates with these digits inside the block."""
    token = _DIGITS.set(digits)
    try:
        yield
    finally:
        _DIGITS.reset(token)


def resolve(language: str | None) -> Language:
    """The language given, or the reader's."""
    return Language(language) if language else reader_language()


def in_readers_digits(text: str, language: Language) -> str:
    """``text`` with its 0-9 in the digits that the reader chose."""
    if language is Language.ARABIC and reader_digits() is Digits.ARABIC_INDIC:
        return text.translate(_TO_ARABIC_INDIC)
    return text
