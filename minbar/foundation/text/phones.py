"""Words in Arabic or Latin letters as one alphabet of sounds, so that spellings of a name meet.

The alphabet has one sign a sound: ``b p t d k g q j c s z S f v w y h x G l m n r`` and the vowels ``a e i o u``, with
``T D X Z`` for the letters that people write in several ways: ث (th, s, t), ذ (dh, d, z), ض (d, z, dh), ظ (z, d, dh),
and ``C`` for the Latin c (k, s, Turkish j). ``c`` is tch, ``S`` sh, ``x`` kh, ``G`` gh.
"""

from __future__ import annotations

import re

#: Arabic letters as :func:`~minbar.foundation.text.normalise.normalise` leaves them. ع is a vowel in every Latin habit.
ARABIC_SOUNDS = str.maketrans({
    "ا": "a", "ب": "b", "ت": "t", "ث": "T", "ج": "j", "ح": "h", "خ": "x", "د": "d", "ذ": "D", "ر": "r", "ز": "z",
    "س": "s", "ش": "S", "ص": "s", "ض": "X", "ط": "t", "ظ": "Z", "ع": "a", "غ": "G", "ف": "f", "ق": "q", "ك": "k",
    "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w", "ي": "y",
})  # fmt: skip

#: Latin spellings of one sound, longest first; tried at each place before single letters.
LATIN_GRAPHEMES = {
    "tsch": "c", "sch": "S", "tch": "c", "kh": "x", "gh": "G", "sh": "S", "ch": "c", "th": "T", "dh": "D", "ph": "f",
    "dj": "j", "ck": "k", "qu": "k", "zh": "j", "ou": "w", "oo": "w", "ee": "y", "x": "ks", "c": "C",
}  # fmt: skip
_LATIN = re.compile("|".join(LATIN_GRAPHEMES))


def sounds(word: str) -> str:
    """The sounds of one normalised word, in either script; signs of other scripts stay as they are."""
    return _LATIN.sub(lambda found: LATIN_GRAPHEMES[found[0]], word).translate(ARABIC_SOUNDS)
