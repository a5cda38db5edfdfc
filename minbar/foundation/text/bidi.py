"""Text that keeps its own direction inside text of another: names, phones, codes, dates, addresses of pages.

Each target has its own way: HTML has an element, typst and plain text take Unicode's isolates.
"""

from __future__ import annotations

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
