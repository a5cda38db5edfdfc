"""Keys that bring the spellings of a name together, within a script and across scripts, for look-up in a database.

- :func:`consonant_key` — equal for خضر السوطري, Khedr Al-Soutari and Hıdır Sotari; coarse on purpose: an indexed first
  choice of candidates, to be ranked afterwards (:func:`minbar.foundation.text.names.score`);
- :func:`name_keys` — the key of each word, for names whose words come in another order or not at all;
- :func:`search_key` — the text in ASCII letters, for ``pg_trgm``, which sees no Arabic letters in a database whose
  locale is C.
"""

from __future__ import annotations

import re
from functools import lru_cache

from minbar.foundation.text.normalise import normalise
from minbar.foundation.text.phones import once, sounds

#: Sound → class of the consonant key. Vowels drop out, and so do w, y and v, which other habits write as vowels
#: (Anwar, Enver). One class holds k q g j and c: جمال is Jamal, Gamal and Cemal, قاسم is Qasim, Kasım and Casem.
CLASSES = {
    "b": "bp", "t": "tTdDX", "s": "szZSc", "k": "kqgGjC", "f": "f", "h": "hx", "l": "l", "m": "m", "n": "n", "r": "r",
    "": "aeiouwyv",
}  # fmt: skip
_CLASS_OF = str.maketrans({sound: name for name, members in CLASSES.items() for sound in members})

_ASSIMILATED = "t|th|d|dh|r|z|s|sh|n|l"
_ARABIC_ARTICLE = re.compile(r"\bال(?=\w{3})")
_LATIN_ARTICLE = re.compile(rf"\b(?:(?:al|el|ul|il) (?=\w)|[aeiu](?P<sun>{_ASSIMILATED}) (?=(?P=sun)))")
_LATIN_GLUED_ARTICLE = re.compile(r"\b[ae]l(?=[^aeiouyl\s]\w{3})")
_ARABIC_SERVANT = re.compile(r"\bعبد ?(?:ال)?(?=\w{2})")
_LATIN_SERVANT = re.compile(
    rf"\babd ?(?:[aeiou]l ?|[aeiou](?P<sun>{_ASSIMILATED}) ?(?=(?P=sun))|[aeiou] ?)?(?:[ae]l )?(?=\w{{3}})"
)
_FATHER = re.compile(r"\b(?:(?P<arabic>اب[وي])|abu|abou|abo|ebu|abi) ?(?=\w{2})")
_LINKS = re.compile(r"\b(?:بن|ابن|بنت|bin|ibn|ben|bint)\b")


#: Of a name, what is compared: its beginning.
LONGEST_NAME, LONGEST_WORD = 500, 60


def plain_words(text: str) -> tuple[str, ...]:
    """The normalised words of a name, without articles and "son of"; عبد and أبو are joined to what follows them."""
    return _plain_words(text[:LONGEST_NAME])


@lru_cache(maxsize=65536)
def _plain_words(text: str) -> tuple[str, ...]:
    plain = normalise(text)
    if plain.isascii():
        plain = _LATIN_SERVANT.sub("abd", plain)
        plain = _LATIN_GLUED_ARTICLE.sub("", _LATIN_ARTICLE.sub("", plain))
    else:
        plain = _ARABIC_ARTICLE.sub("", _ARABIC_SERVANT.sub("عبد", plain))
    plain = _FATHER.sub(lambda found: "ابو" if found["arabic"] else "abu", plain)
    return tuple(word[:LONGEST_WORD] for word in _LINKS.sub(" ", plain).split())


@lru_cache(maxsize=65536)
def _word_key(word: str) -> str:
    heard = sounds(word)
    first = "a" if heard[:1] in set("aeiou") else "w" if heard[:1] in set("vwy") else ""
    return once(first + heard.translate(_CLASS_OF))


def consonant_key(text: str) -> str:
    """The classes of a name's consonants, word by word, in the order written; "" for text without letters.

    A first vowel is kept as ``a``, a first w, v or y as ``w``, so that علي is not empty and Yusuf not Asif.
    """
    return " ".join(key for key in map(_word_key, plain_words(text)) if key)


def name_keys(text: str) -> frozenset[str]:
    """The key of each word of a name; two names that share one share a word, however it is spelled."""
    return frozenset(consonant_key(text).split())


_READABLE = str.maketrans({
    "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z",
    "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f", "ق": "q", "ك": "k",
    "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w", "ي": "y",
})  # fmt: skip


def search_key(text: str) -> str:
    """``normalise(text)`` in readable ASCII (خضر is khdr); equal for texts whose normal form is equal.

    Letters of scripts other than Arabic and Latin are left out.
    """
    plain = normalise(text)
    if plain.isascii():
        return plain
    return " ".join(plain.translate(_READABLE).encode("ascii", "ignore").decode().split())
