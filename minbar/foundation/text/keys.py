"""Keys that bring the spellings of a name together, within a script and across scripts.

For look-up in a database:

- :func:`consonant_key` — equal for خضر السوطري, Khedr Al-Soutari and Hıdır Sotari; coarse on purpose: an indexed first
  choice of candidates, to be ranked afterwards;
- :func:`name_keys` — the key of each word, for names whose words come in another order or not at all;
- :func:`search_key` — the text in ASCII letters, for ``pg_trgm``, which sees no Arabic letters in a database whose
  locale is C.
"""

from __future__ import annotations

import re
from functools import lru_cache

from minbar.foundation.text.normalise import normalise
from minbar.foundation.text.phones import sounds

#: Sound → class of the consonant key. Vowels drop out, and so do w and y, which Latin writes as vowels too.
CLASSES = str.maketrans({
    "b": "b", "p": "b", "t": "t", "d": "t", "T": "t", "D": "t", "X": "t", "Z": "s", "s": "s", "z": "s", "S": "s",
    "c": "s", "j": "j", "g": "k", "G": "k", "k": "k", "q": "k", "C": "k", "f": "f", "v": "", "w": "", "y": "",
    "h": "h", "x": "h", "a": "", "e": "", "i": "", "o": "", "u": "", "l": "l", "m": "m", "n": "n", "r": "r",
})  # fmt: skip

_ASSIMILATED = "t|th|d|dh|r|z|s|sh|n|l"
_LATIN_ARTICLE = re.compile(rf"\b(?:(?:al|el|ul|il) (?=\w)|[ae](?:{_ASSIMILATED}) (?=(?:{_ASSIMILATED})))")
_LATIN_GLUED = re.compile(r"\b[ae]l(?=[^aeiouyl\s]\w{3})")
_LATIN_ABD = re.compile(r"\babd ?(?:[aeiou]l?|[aeiou](?=([rsnztd])\1))? ?(?=\w{3})(?:[ae]l )?")
_ARABIC_ARTICLE = re.compile(r"\bال(?=\w{3})")
_ARABIC_ABD = re.compile(r"\bعبد ?(?:ال)?(?=\w{2})")
_LINKS = re.compile(r"\b(?:بن|ابن|bin|ibn|ben|bint|بنت)\b")
_FATHER_OF = re.compile(r"\b(?:ابو|ابي|ابا|abu|abou|ebu|abi|abo) ?(?=\w{2})")
_DOUBLED = re.compile(r"(.)\1+")
_LAST_H = re.compile(r"(?<=.)h$")


@lru_cache(maxsize=65536)
def _plain_words(text: str) -> tuple[str, ...]:
    """The words of a name without articles and links, عبد and أبو joined to what follows."""
    plain = normalise(text)
    plain = _ARABIC_ABD.sub("عبد", plain)
    plain = _LATIN_ABD.sub("abd", plain)
    plain = _FATHER_OF.sub(lambda found: "ابو" if found[0][0] == "ا" else "abu", plain)
    plain = _LATIN_GLUED.sub("", _LATIN_ARTICLE.sub("", _ARABIC_ARTICLE.sub("", plain)))
    return tuple(_LINKS.sub(" ", plain).split())


@lru_cache(maxsize=65536)
def _word_key(word: str) -> str:
    heard = sounds(word)
    first = "a" if heard[:1] in set("aeiou") else "w" if heard[:1] in set("vwy") else ""
    return _DOUBLED.sub(r"\1", first + _LAST_H.sub("", heard).translate(CLASSES))


def consonant_key(text: str) -> str:
    """The classes of a name's consonants, word by word, in the order written; ASCII, "" for text without letters."""
    return " ".join(key for key in map(_word_key, _plain_words(text)) if key)


def name_keys(text: str) -> frozenset[str]:
    """The key of each word of a name; two names that share one share a word, however it is spelled."""
    return frozenset(consonant_key(text).split())


def search_key(text: str) -> str:
    """``normalise(text)`` with its Arabic letters as Latin ones; equal for texts whose normal form is equal."""
    plain = normalise(text)
    return plain if plain.isascii() else sounds_to_ascii(plain)


def sounds_to_ascii(plain: str) -> str:
    """Normalised text in readable ASCII: خضر is khdr."""
    return plain.translate(_READABLE).encode("ascii", "ignore").decode()


_READABLE = str.maketrans({
    "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z",
    "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f", "ق": "q", "ك": "k",
    "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w", "ي": "y",
})  # fmt: skip
