"""Text that keeps its own direction inside text of another: names, phones, codes, dates, addresses of pages.

Each target has its own way: HTML has an element, typst and plain text take Unicode's isolates, a Word document marks
each run that reads from right to left.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

from django.utils.html import format_html
from django.utils.safestring import SafeString

from minbar.foundation.text.languages import reader_language

Direction = Literal["ltr", "rtl"]

LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
_MARKS: dict[Direction, str] = {"ltr": "\u200e", "rtl": "\u200f"}
_MARKED: dict[str, Direction] = {mark: direction for direction, mark in _MARKS.items()}
_OPENERS: dict[Direction | None, str] = {"ltr": LRI, "rtl": RLI, None: FSI}
_CONTROLS = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def direction_of(text: str, *, default: Direction = "ltr") -> Direction:
    """The direction of the first letter that has one (rules P2 and P3 of Unicode's bidirectional algorithm)."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind == "L":
            return "ltr"
        if kind in {"R", "AL"}:
            return "rtl"
    return default


def sentence(text: str) -> str:
    """A sentence in the reader's language, marked so that it keeps that language's direction wherever it is isolated by
    its first letter: it may begin with a name in another script.
    """
    return _MARKS[reader_language().direction] + text


def isolate(text: str, direction: Direction | None = None) -> str:
    """``text`` between isolates, for plain text and for typst strings; its direction from its first letter if None.

    Controls inside are taken out first, so that user text can't reach beyond its isolate. Empty text stays empty.
    """
    bare = text.translate(_CONTROLS)
    return f"{_OPENERS[direction or _MARKED.get(text[:1])]}{bare}{PDI}" if bare else ""


def isolate_html(text: object, direction: Direction | None = None) -> SafeString:
    """``<bdi>text</bdi>``, escaped; with ``dir`` where the direction is known better than from the first letter."""
    if direction is None:
        return format_html("<bdi>{}</bdi>", text)
    return format_html('<bdi dir="{}">{}</bdi>', direction, text)


_TYPST_MARKUP = str.maketrans({sign: f"\\{sign}" for sign in "\\#$*_`<>@[]~=-+/'\""})


def isolate_typst(text: str, direction: Direction | None = None) -> str:
    """``text`` as typst markup: its signs escaped, between isolates written as escapes so that they can be seen."""
    bare = text.translate(_CONTROLS)
    if not bare:
        return ""
    return f"\\u{{{ord(_OPENERS[direction]):x}}}{bare.translate(_TYPST_MARKUP)}\\u{{{ord(PDI):x}}}"


@dataclass(frozen=True)
class Run:
    """A stretch of text in one direction; in a Word document a right-to-left one carries ``<w:rtl/>``."""

    text: str
    direction: Direction


def runs_docx(text: str, *, base: Direction) -> list[Run]:
    """``text`` cut where its direction changes. Signs and spaces go with their neighbours where these agree, else with
    ``base``; digits go with ltr, in which Word sets them in both kinds of paragraph. Together the runs are ``text``.
    """
    kinds: list[Direction | None] = [_strong(character) for character in text]
    runs: list[Run] = []
    for position, character in enumerate(text):
        direction = kinds[position] or _between(kinds, position, base)
        if runs and runs[-1].direction == direction:
            runs[-1] = Run(runs[-1].text + character, direction)
        else:
            runs.append(Run(character, direction))
    return runs


def _strong(character: str) -> Direction | None:
    kind = unicodedata.bidirectional(character)
    if kind in {"R", "AL"}:
        return "rtl"
    return "ltr" if kind in {"L", "EN", "AN"} else None


def _between(kinds: list[Direction | None], position: int, base: Direction) -> Direction:
    before = next((kind for kind in reversed(kinds[:position]) if kind), base)
    after = next((kind for kind in kinds[position + 1 :] if kind), base)
    return before if before == after else base
