"""Turkish casing: i ↔ İ and ı ↔ I, which Python's own methods do not know."""

from __future__ import annotations

from minbar.foundation.text.languages import Language, reader_language

_TO_LOWER = str.maketrans("Iİ", "ıi")
_TO_UPPER = str.maketrans("ıi", "Iİ")


def turkish_lower(text: str) -> str:
    """ "İSTANBUL IĞDIR" → "istanbul ığdır"; also where İ came as I with a combining dot."""
    return text.replace("I\u0307", "İ").translate(_TO_LOWER).lower()


def turkish_upper(text: str) -> str:
    """ "istanbul ığdır" → "İSTANBUL IĞDIR"."""
    return text.translate(_TO_UPPER).upper()


def lower(text: str, language: str | None = None) -> str:
    """Lower case as ``language`` (or the reader's) writes it."""
    return turkish_lower(text) if (language or reader_language()) == Language.TURKISH else text.lower()


def upper(text: str, language: str | None = None) -> str:
    """Upper case as ``language`` (or the reader's) writes it."""
    return turkish_upper(text) if (language or reader_language()) == Language.TURKISH else text.upper()
