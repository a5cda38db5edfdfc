"""What keeps its own direction inside a text: addresses, dates, phone numbers and percentages that were typed in it."""

from __future__ import annotations

import re
import unicodedata

#: Year ranges are left alone: Arabic reads them from right to left.
_TOKENS = re.compile(
    r"""(?:https?://|www\.)[^\s،؛]+[^\s،؛.,)\]]   # addresses of pages
    | (?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]*\w      # of mail
    | \+?\d[\d\s-]{6,}\d                          # phone numbers and dates with hyphens
    | \d{1,4}(?:[/.]\d{1,4}){2}                   # dates
    | [%٪]\d+(?:[.,٫]\d+)? | \d+(?:[.,٫]\d+)?\s?[%٪]
    """,
    re.VERBOSE,
)


def split_isolated(text: str) -> list[tuple[str, bool]]:
    """``text`` in pieces, each with whether it is to be set apart from left to right. Together they are ``text``."""
    pieces: list[tuple[str, bool]] = []
    end = 0
    for match in _TOKENS.finditer(text):
        if match.start() > end:
            pieces.append((text[end : match.start()], False))
        pieces.append((match[0], True))
        end = match.end()
    if end < len(text):
        pieces.append((text[end:], False))
    return pieces


def is_numeric(text: str) -> bool:
    """Whether a written value has no letters ("1,700", "%38"; not "6 ملايين")."""
    return not any(unicodedata.category(character).startswith("L") for character in text)
