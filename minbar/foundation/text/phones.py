"""Words in Arabic or Latin letters as one alphabet of sounds, so that spellings of a name meet.

The alphabet has one sign a sound: ``b p t d k g q j c s z S f v w y h x G l m n r`` and the vowels ``a e i o u``.
``c`` is tch, ``S`` sh, ``x`` kh, ``G`` gh. Letters that people write in several ways have signs of their own:
``T`` for ث (th, s, t), ``D`` for ذ (dh, d, z), ``X`` for ض (d, z, dh), ``Z`` for ظ (z, d, dh), and ``C`` for the Latin
c (k, s, Turkish j).
"""

from __future__ import annotations

import re

#: Arabic letters as :func:`~minbar.foundation.text.normalise.normalise` leaves them. ع is a vowel in every Latin habit.
_ARABIC_LETTERS = str.maketrans({
    "ا": "a", "ب": "b", "ت": "t", "ث": "T", "ج": "j", "ح": "h", "خ": "x", "د": "d", "ذ": "D", "ر": "r", "ز": "z",
    "س": "s", "ش": "S", "ص": "s", "ض": "X", "ط": "t", "ظ": "Z", "ع": "a", "غ": "G", "ف": "f", "ق": "q", "ك": "k",
    "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w", "ي": "y",
})  # fmt: skip
#: Spellings of one sound in several letters, longest first; tried at each place before single letters.
_GRAPHEMES = {
    "tsch": "c", "sch": "S", "tch": "c", "kh": "x", "gh": "G", "sh": "S", "ch": "c", "th": "T", "dh": "D", "ph": "f",
    "dj": "j", "ck": "k", "qu": "k", "zh": "j", "ou": "w", "oo": "w", "ee": "y", "x": "ks", "c": "C", "تش": "c",
}  # fmt: skip
_GRAPHEME = re.compile("|".join(_GRAPHEMES))
_DOUBLED = re.compile(r"(.)\1+")


def sounds(word: str) -> str:
    """The sounds of one normalised word, in either script; signs of other scripts stay as they are."""
    word = word.removeprefix("x") if (kurdish := word.startswith("x")) else word
    heard = _GRAPHEME.sub(lambda found: _GRAPHEMES[found[0]], word).translate(_ARABIC_LETTERS)
    heard = f"x{heard}" if kurdish else heard  # Xıdır, Xalid: kh at the beginning, ks elsewhere
    return heard[:-1] if len(heard) > 1 and heard.endswith("h") else heard  # فاطمة and Abdullah end silently


def once(heard: str) -> str:
    """Doubled sounds as one: Muhammad, Muhamad."""
    return _DOUBLED.sub(r"\1", heard)
