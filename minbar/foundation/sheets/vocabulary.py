"""The headers by which sheets are recognised: labels in three languages and synonyms, compared without their dress."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from minbar.foundation.sheets.declare import Column, Sheet, sheets
from minbar.foundation.text.languages import Language
from minbar.foundation.text.normalise import normalise_cached

if TYPE_CHECKING:
    from minbar.foundation.sheets.declare import Label

#: The column of an export that carries the stable identifier.
IDENTIFIER = "uid"
IDENTIFIER_LABEL = _("Identifier")
#: Of a header, what is compared; some hold a paragraph of advice.
LONGEST_HEADER = 300
_ASIDE = re.compile(r"[(\[{（][^)\]}）]*[)\]}）]")


def plain(header: str) -> str:
    """A header as it is compared."""
    return normalise_cached(header[:LONGEST_HEADER])


def without_aside(header: str) -> str:
    """The same without what stands in brackets: "Date (day/month/year)"."""
    return normalise_cached(_ASIDE.sub(" ", header[:LONGEST_HEADER]))


def in_all_languages(label: Label) -> Iterator[str]:
    """The label in each language."""
    for language in Language:
        with translation.override(language):
            yield str(label)


def names_of_column(column: Column) -> list[str]:
    """All headers that mean the column, as compared, those first that say it best."""
    names = dict.fromkeys(plain(name) for name in (*in_all_languages(column.label), *column.synonyms, column.key))
    return [name for name in names if name]


def names_of_sheet(sheet: Sheet) -> set[str]:
    """All names of a worksheet that mean the sheet, as compared."""
    return {plain(name) for name in (*in_all_languages(sheet.label), *sheet.synonyms, sheet.key)} - {""}


class Vocabulary:
    """Header → column, for each sheet, and worksheet's name → sheets. Among the headers of a column those that say it
    best come first."""

    def __init__(self, declared: Mapping[str, Sheet]) -> None:
        self.headers: dict[str, dict[str, str]] = {}
        self.worksheets: dict[str, set[str]] = defaultdict(set)
        for sheet in declared.values():
            words: dict[str, str] = {}
            for column in sheet.columns:  # what a label says goes before what a synonym of another column says
                for label in in_all_languages(column.label):
                    words.setdefault(plain(label), column.key)
            for column in sheet.columns:
                for name in names_of_column(column):
                    words.setdefault(name, column.key)
            for name in identifier_names():
                words.setdefault(name, IDENTIFIER)
            words.pop("", None)
            self.headers[sheet.key] = words
            for name in names_of_sheet(sheet):
                self.worksheets[name].add(sheet.key)

    def sheets_named(self, worksheet: str) -> set[str]:
        """Sheets that a worksheet's name means, or that it names among other words ("Meetings 2023")."""
        name = plain(worksheet)
        if exact := self.worksheets.get(name):
            return exact
        padded = f" {name} "
        return {key for words, keys in self.worksheets.items() if f" {words} " in padded for key in keys}


def identifier_names() -> set[str]:
    """Headers of the identifier's column."""
    return {plain(label) for label in in_all_languages(IDENTIFIER_LABEL)} | {IDENTIFIER, "minbar id"}


@lru_cache(maxsize=4)
def _vocabulary(keys: tuple[str, ...]) -> Vocabulary:
    declared = sheets()
    return Vocabulary({key: declared[key] for key in keys})


def vocabulary() -> Vocabulary:
    """The vocabulary of all declared sheets; made once."""
    return _vocabulary(tuple(sheets()))
