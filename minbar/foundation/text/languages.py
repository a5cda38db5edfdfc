"""The three languages, their direction, and labels that are data in all three."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Literal

from django.utils.translation import get_language, override

if TYPE_CHECKING:
    from django.db.models import Choices
    from django.utils.functional import _StrPromise


class Language(StrEnum):
    """A language of the interface and of reports; the value is its BCP 47 code."""

    ARABIC = "ar"
    TURKISH = "tr"
    ENGLISH = "en"

    @property
    def direction(self) -> Literal["rtl", "ltr"]:
        return "rtl" if self is Language.ARABIC else "ltr"


_BY_CODE = {language.value: language for language in Language}


def reader_language() -> Language:
    """The language of the present reader (thread's active translation), Arabic where none is active."""
    code = (get_language() or Language.ARABIC).split("-")[0]
    return _BY_CODE.get(code, Language.ARABIC)


def in_language(labels: dict[str, str], language: str | None = None) -> str:
    """Choose from ``{"ar": …, "tr": …, "en": …}``: the language asked for, else Arabic, else any that is there.

    Returns "" for an empty mapping.
    """
    wanted = language or reader_language()
    return labels.get(wanted) or labels.get(Language.ARABIC) or next((text for text in labels.values() if text), "")


def in_all_languages(text: str | _StrPromise) -> dict[str, str]:
    """A lazily translated text as labels: ``{"ar": …, "tr": …, "en": …}``."""
    labels = {}
    for language in Language:
        with override(language):
            labels[language.value] = str(text)
    return labels


@cache
def choice_labels(choices: type[Choices]) -> dict[str, dict[str, str]]:
    """The values of an enum of choices with their labels in every language, for datasets, sheets; not to be changed."""
    return {str(value): in_all_languages(label) for value, label in choices.choices}


def label_of(choices: type[Choices], value: str) -> str:
    """What one choice is called in the reader's language, for lists: a model's own ``get_…_display`` puts all its
    choices together for every cell. What is no choice (nothing, mostly) is shown as it is."""
    labels = choice_labels(choices).get(value)
    return in_language(labels) if labels else value


def listed(words: Iterable[object]) -> str:
    """Words one after the other, with the comma of the reader's language."""
    comma = "، " if reader_language() is Language.ARABIC else ", "
    return comma.join(str(word) for word in words)


def capitalised(text: str) -> str:
    """The text begun with a capital, as the reader's language has it: in Turkish "ilçe" gives "İlçe"."""
    first = "İ" if text[:1] == "i" and reader_language() is Language.TURKISH else text[:1].upper()
    return first + text[1:]
