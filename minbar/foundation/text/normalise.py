"""Text made comparable: Arabic, Turkish and other Latin writing brought to one plain form.

:func:`normalise` is for comparing and searching, never for showing; :func:`tidy` mends what PDF extraction and
keyboards leave behind and keeps the text fit to show.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

#: Letters that compare as another. Hamza is no letter of its own here: آ أ إ ا are one, ؤ is و, ئ is ي, ء is nothing.
ARABIC_LETTERS = {
    **dict.fromkeys("آأإٱٲٳٵ", "ا"),
    **dict.fromkeys("ؤٶٷۄۅۆۇۈۉۊۋۏ", "و"),
    **dict.fromkeys("ئىیېےۍێۓۑٸؽؾؿ", "ي"),
    **dict.fromkeys("ةہھەۀۂۃۿ", "ه"),
    **dict.fromkeys("کڪګڬڭڮگڰڱڲڳڴؼػ", "ك"),
    **dict.fromkeys("پٻڀ", "ب"),
    **dict.fromkeys("ٹٺټٽٿ", "ت"),
    **dict.fromkeys("چڃڄڇڿ", "ج"),
    **dict.fromkeys("ځڂڅ", "ح"),
    **dict.fromkeys("ڈډڊڋڌڍڎڏڐ", "د"),
    **dict.fromkeys("ڑڒړڔڕږڗڙ", "ر"),
    **dict.fromkeys("ژ", "ز"),
    **dict.fromkeys("ښڛڜۺ", "س"),
    **dict.fromkeys("ڡڢڣڤڥڦ", "ف"),
    **dict.fromkeys("ڧڨٯ", "ق"),
    **dict.fromkeys("ڵڶڷڸ", "ل"),
    **dict.fromkeys("ںڹڻڼڽ", "ن"),
    **dict.fromkeys("ءـ", ""),
}  # fmt: skip
#: Latin letters that Unicode does not take apart.
LATIN_LETTERS = {
    "ı": "i", "ß": "ss", "ẞ": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th",
    "ə": "e", "ħ": "h", "ŧ": "t", "ŋ": "n", "ƣ": "gh",
}  # fmt: skip
#: Written inside a word, and nothing in comparison: apostrophes, and the signs that stand for ء and ع in Latin.
DROPPED = "'’‘`´ʼʻʿʾˈʹ′ˊˋ"
KEPT_SIGNS = "%"
EXPLICIT = ARABIC_LETTERS | LATIN_LETTERS | {"٪": "%"}
#: Vowel signs as glyphs of their own: Unicode reads them as a space with a mark, but they stood inside a word.
MARKS_AS_GLYPHS = (range(0xFC5E, 0xFC64), range(0xFE70, 0xFE80), range(0xFCF2, 0xFCF5), range(0xFD3C, 0xFD3E))


class _Folding(dict[int, str]):
    """Code point → comparable text; worked out at first sight and kept (``str.translate`` asks through here)."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold(chr(code))
        return folded


def _fold(character: str) -> str:
    """Fold one character until nothing changes any more, which makes :func:`normalise` idempotent."""
    before, after = "", character
    while after != before:
        before, after = after, "".join(map(_fold_once, after))
    return after


def _fold_once(character: str) -> str:
    if character in EXPLICIT:
        return EXPLICIT[character]
    if character in DROPPED or any(ord(character) in glyphs for glyphs in MARKS_AS_GLYPHS):
        return ""
    decimal = unicodedata.decimal(character, None)
    if decimal is not None:
        return str(decimal)
    category = unicodedata.category(character)
    if category in {"Mn", "Me", "Cf"}:
        return ""
    plain = unicodedata.normalize("NFKD", character)
    if plain != character:
        return plain
    lowered = character.lower()
    return lowered if lowered.isalnum() or character in KEPT_SIGNS else " "


#: Longer texts do not come again, and would fill the memory.
LONGEST_REMEMBERED = 300
_FOLDING = _Folding()
_FOLDING.update({code: _fold(chr(code)) for code in range(0x700)})


def normalise(text: str) -> str:
    """The plain form of ``text`` that is compared and searched; applying it again changes nothing.

    Letters lose their case, marks, vowels and tatweel; variants of an Arabic letter become that letter; presentation
    forms and ligatures become the letters that they show; all digits become 0-9; ı and İ become i; signs become
    a space, apostrophes nothing; runs of spaces become one. Percent signs stay.
    """
    return " ".join(text.translate(_FOLDING).split())


def normalise_cached(text: str) -> str:
    """:func:`normalise` for texts that come again and again (headers, choices, places)."""
    return _remembered(text) if len(text) <= LONGEST_REMEMBERED else normalise(text)


@lru_cache(maxsize=65536)
def _remembered(text: str) -> str:
    return normalise(text)


_INVISIBLE = dict.fromkeys(
    [0x00AD, 0x061C, 0x200B, 0x200D, *range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065),
     *range(0x2066, 0x206A), 0xFEFF],
)  # fmt: skip


class _Tidying(dict[int, str | None]):
    """Code point → the same text without traces of PDF extraction."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        mended: str | None = character
        if any(code in glyphs for glyphs in MARKS_AS_GLYPHS):
            mended = unicodedata.normalize("NFKC", character).strip(" ـ")
        elif 0xFB50 <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFC:
            mended = unicodedata.normalize("NFKC", character)
        elif unicodedata.category(character) == "Zs":
            mended = " "
        self[code] = mended
        return mended


_TIDYING = _Tidying(_INVISIBLE)
_TIDYING[0x0640] = None  # tatweel: an ornament, or what a justified line in a PDF left
_ARABIC_KEYBOARD = str.maketrans("یکہ", "يكه")
_PERSIAN_ONLY = frozenset("پچژگ")


def tidy(text: str) -> str:
    """``text`` as it was meant: fit to store and to show.

    Presentation forms become letters; tatweel, zero-width signs and bidi controls go; the ی ک ہ that PDF extraction and
    Persian keyboards leave become the Arabic letters, unless the text is Persian (has a پ چ ژ گ). Spaces within a line
    become one; line breaks stay. Vowels, hamza, case and digits are kept.
    """
    if text.isascii():
        mended = text
    else:
        mended = unicodedata.normalize("NFC", text.translate(_TIDYING))
        if not _PERSIAN_ONLY & set(mended):
            mended = mended.translate(_ARABIC_KEYBOARD)
    return "\n".join(" ".join(line.split()) for line in mended.strip().splitlines())
