"""The fonts of documents, and which letters they have."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

from django.conf import settings

#: Stands for a letter that no font has; the documents' fonts have it.
MISSING = "\ufffd"
_CONTROLS = {"\u200b", "\u200e", "\u200f", "\u2066", "\u2067", "\u2068", "\u2069", "\u200c", "\u200d"}


class FontsMissing(RuntimeError):
    """IBM Plex Sans and IBM Plex Sans Arabic are not where documents look for them."""

    def __init__(self, directory: Path) -> None:
        super().__init__(f"No fonts for documents in {directory}. Run script/setup, which fetches them.")


def fonts_directory() -> Path:
    """Where set-up puts the whole fonts.

    Raises:
        FontsMissing
    """
    directory = Path(settings.BASE_DIR) / "build" / "fonts"
    if not any(directory.glob("IBMPlexSansArabic-*.ttf")):
        raise FontsMissing(directory)
    return directory


@lru_cache(maxsize=1)
def letters() -> frozenset[int]:
    """Code points that every weight of one of the two families has."""
    from fontTools.ttLib import TTFont  # only documents need it, and it takes long to import

    def shared(family: str) -> frozenset[int]:
        faces = [frozenset(TTFont(path, lazy=True).getBestCmap()) for path in fonts_directory().glob(f"{family}-*.ttf")]
        return frozenset.intersection(*faces)

    return shared("IBMPlexSans") | shared("IBMPlexSansArabic")


def printable(text: str) -> str:
    """``text`` in letters that the documents' fonts have, so that none is lost without a word.

    Presentation forms and other variants become their plain letters, symbols that decorate (emoji) go, and whatever
    else is missing shows as an empty square.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_printable(character) for character in text)


@lru_cache(maxsize=4096)
def _printable(character: str) -> str:
    if "\ufb50" <= character <= "\ufdff" or "\ufe70" <= character <= "\ufefc":
        character = unicodedata.normalize("NFKC", character)  # shaped letters, as PDF extraction leaves them
    if all(ord(part) in letters() for part in character) or character in _CONTROLS or character == "\n":
        return character
    plain = unicodedata.normalize("NFKC", character)
    if plain != character and all(ord(part) in letters() for part in plain):
        return plain
    category = unicodedata.category(character[0])
    return "" if category in {"So", "Sk", "Mn", "Cf", "Cc", "Cs", "Co", "Cn"} else MISSING
