"""The three languages, their direction, and labels that are data in all three."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from django.utils.translation import get_language


class Language(StrEnum):
    """A language of the interface and of reports; the value is its BCP 47 code."""

    ARABIC = "ar"
    TURKISH = "tr"
    ENGLISH = "en"

    @property
    def direction(self) -> Literal["rtl", "ltr"]:
        return "rtl" if self is Language.ARABIC else "ltr"


def reader_language() -> Language:
    """The language of the present reader (thread's active translation), Arabic where none is active."""
    code = (get_language() or Language.ARABIC).split("-")[0]
    return Language(code) if code in set(Language) else Language.ARABIC


def in_language(labels: dict[str, str], language: str | None = None) -> str:
    """Choose from ``{"ar": …, "tr": …, "en": …}``: the language asked for, else Arabic, else any that is there.

    Returns "" for an empty mapping.
    """
    wanted = language or reader_language()
    return labels.get(wanted) or labels.get(Language.ARABIC) or next((text for text in labels.values() if text), "")
