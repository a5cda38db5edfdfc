"""What in a text could tell whose it is: names of the case across scripts, numbers, addresses, dates, narrow places.

A finding either *stops* a testimony (it must be taken out before anybody else reads the text) or is shown to those who
check it. The scan is a net, not a judge: rare circumstances in plain words pass it, which is why two people look.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from minbar.foundation.text.keys import consonant_key, plain_words
from minbar.foundation.text.months import MONTHS
from minbar.foundation.text.names import likeness
from minbar.foundation.text.normalise import normalise
from minbar.work.casework.cases.enums import AgeBand
from minbar.work.casework.evidence_requests.enums import FindingKind

#: Narrow places by the first of their normalised words.
Places = Mapping[str, Sequence[tuple[str, ...]]]


@dataclass(frozen=True)
class Finding:
    """Something in a text, as it stands there. What ``stops`` must be taken out."""

    kind: FindingKind
    words: str
    stops: bool = True


@dataclass(frozen=True, repr=False)
class Known:
    """What is known of those in a case, in plain words: in memory only, for as long as a scan lasts."""

    names: Collection[str] = ()
    numbers: Collection[str] = ()

    def __repr__(self) -> str:
        return "Known(…)"  # it may stand in a traceback


#: Words of every text that sound like a name (إلى and على like علي): never taken for one when written so.
FUNCTION_WORDS: Final = frozenset({
    "على", "إلى", "الى", "حتى", "متى", "لدى", "في", "من", "عن", "أن", "إن", "لم", "لن", "ما", "لا", "هو", "هي", "كان",
    "كانت", "قد", "ثم", "أو", "ولي", "لي", "له", "لها", "can", "may", "will", "an", "on", "in", "of", "at", "the",
    "and", "her", "his", "him", "she", "had", "has", "have", "was", "were", "ben", "sen", "bir", "bu", "şu", "ile",
    "için", "var", "yok", "ama", "ya", "da", "de", "mi", "mu", "en", "al", "ol", "ay",
})  # fmt: skip
ARABIC_PREFIXES: Final = ("وال", "بال", "فال", "كال", "ولل", "لل", "ال", "و", "ف", "ب", "ل", "ك")
#: From this likeness on (``text.names.likeness``) two words with the same consonants are one name: within a script,
#: across scripts, and across scripts where there are two consonants or one. جمال and Cemal have 0.73.
ALIKE, ALIKE_ACROSS, ALIKE_ACROSS_SHORT = 0.9, 0.65, 0.75
#: Less alike across scripts, they may be (خديجة and Hatice): the author is told, and decides.
PERHAPS_ALIKE = 0.4
SHORT_KEY = 2
#: So many digits or more, signs between them aside, are a phone's, a document's or a file's.
LONG_NUMBER = 7

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_WORD = re.compile(r"[^\W\d_]+")
_SUFFIX = re.compile(r"(?<=[^\W\d_])['’ʼ`´][^\W\d_]+")  # Hıdır'ın
_ADDRESS = re.compile(r"(?<!\S)\S+@\S+|https?://\S+|www\.\S+|(?<!\w)@\w{3,}", re.IGNORECASE)
_DAY = re.compile(r"(?<!\d)(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2})(?!\d)")
_NUMBER = re.compile(r"\+?\d(?:[\s\-./()]{0,2}\d)+")
_LETTERED_NUMBER = re.compile(r"(?<![^\W\d_])[A-Za-z]{1,3}[- ]?\d{5,}")
_MONTHS = "|".join(sorted((re.escape(name) for name in MONTHS if len(name) > 1), key=len, reverse=True))
_DATED_MONTH = re.compile(rf"(?<!\w)(?:\d{{1,4}}\s+(?:من\s+)?[وب]?(?:{_MONTHS})|(?:{_MONTHS})\s+\d{{1,4}})(?!\w)")
_MONTH_ALONE = re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(name) for name in MONTHS if len(name) > 4)})(?!\w)")
_STREET = re.compile(
    r"(?<!\w)(?:شارع|حاره|حي|مخيم|قريه|بنايه|mahallesi|mahalle|sokak|sokagi|cadde|caddesi|apartmani|koyu|"
    r"street|neighbourhood|village|camp)(?!\w)(?:\s+\w+)?"
)
_AGE = re.compile(
    r"(?<!\d)(\d{1,2})\s*(?:years? old|yasinda\w*|عام\w*|سنه|سنوات|سنين)|(?:عمره\w?|عمري|aged?)\s+(\d{1,2})(?!\d)"
)
_AGES = ((18, AgeBand.CHILD), (30, AgeBand.YOUNG), (60, AgeBand.ADULT), (200, AgeBand.OLDER))


def scan(text: str, *, known: Known, places: Places) -> list[Finding]:
    """Everything that is found in ``text``, each thing once, what stops it first."""
    found = [
        *_names(text, known.names),
        *_numbers(text, known.numbers),
        *(Finding(FindingKind.ADDRESS, match[0]) for match in _ADDRESS.finditer(text)),
        *_dates(text),
        *_places(text, places),
    ]
    return sorted(dict.fromkeys(found), key=lambda finding: not finding.stops)


def ages_in(text: str) -> set[AgeBand]:
    """The bands of the ages that a text tells."""
    ages = [int(match[1] or match[2]) for match in _AGE.finditer(normalise(text))]
    return {next(band for limit, band in _AGES if age < limit) for age in ages}


# Names


def _names(text: str, names: Iterable[str]) -> Iterator[Finding]:
    wanted = {word: consonant_key(word) for name in names for word in plain_words(name) if len(word) > 1}
    tokens = [token for token in _WORD.findall(_SUFFIX.sub("", _bare(text))) if not _is_function_word(token)]
    for start in range(len(tokens) if wanted else 0):
        for end in (start + 1, start + 2, start + 3):  # عبد الرحمن and Abd al-Rahman are one word of a name
            shown = " ".join(tokens[start:end])
            told = {_tells(word, name, key) for word in _readings(shown) for name, key in wanted.items()} - {None}
            if told:
                yield Finding(FindingKind.NAME, shown, stops=True in told)
                break


def _bare(text: str) -> str:
    """Without vowel signs, which would cut Arabic words in pieces."""
    return "".join(sign for sign in unicodedata.normalize("NFC", text) if unicodedata.category(sign) != "Mn")


def _is_function_word(token: str) -> bool:
    return len(token) == 1 or token in FUNCTION_WORDS or token.lstrip("وف") in FUNCTION_WORDS


def _readings(shown: str) -> Iterator[str]:
    """The one word that ``shown`` is, with and without what Arabic writes before it."""
    words = plain_words(shown)
    if len(words) == 1:
        yield words[0]
        plain = normalise(shown)
        for prefix in ARABIC_PREFIXES:
            if plain.startswith(prefix) and len(plain) - len(prefix) > 1:
                yield from plain_words(plain.removeprefix(prefix))[:1]


def _tells(word: str, name: str, key: str) -> bool | None:
    """Whether a word is surely the name (True), may be it (False), or is not (None)."""
    if word == name or (len(name) > 3 and name.isascii() and word.startswith(name)):
        return True
    if not key or consonant_key(word) != key:
        return None
    alike = likeness(word, name)
    if word.isascii() == name.isascii():
        return True if alike >= ALIKE else None
    if len(key) <= SHORT_KEY:
        return True if alike >= ALIKE_ACROSS_SHORT else None
    return True if alike >= ALIKE_ACROSS else False if alike >= PERHAPS_ALIKE else None


# Numbers, dates


def _numbers(text: str, numbers: Iterable[str]) -> Iterator[Finding]:
    plain = text.translate(_DIGITS)
    without_days = _DAY.sub(" ", plain)
    for match in _NUMBER.finditer(without_days):
        digits = sum(sign.isdigit() for sign in match[0])
        if digits >= LONG_NUMBER:
            yield Finding(FindingKind.NUMBER, match[0].strip())
        elif re.search(r"\d{5,}", match[0]):
            yield Finding(FindingKind.NUMBER, match[0].strip(), stops=False)
    for match in _LETTERED_NUMBER.finditer(plain):
        yield Finding(FindingKind.NUMBER, match[0])
    joined = _joined(text)
    for number in numbers:
        if len(key := _joined(number)) >= 5 and key in joined:
            yield Finding(FindingKind.NUMBER, number)


def _joined(text: str) -> str:
    return normalise(text).replace(" ", "")


def _dates(text: str) -> Iterator[Finding]:
    for match in _DAY.finditer(text.translate(_DIGITS)):
        yield Finding(FindingKind.DATE, match[0])
    plain = normalise(text)
    dated = [match[0] for match in _DATED_MONTH.finditer(plain)]
    yield from (Finding(FindingKind.DATE, words) for words in dated)
    rest = _DATED_MONTH.sub(" ", plain)
    yield from (Finding(FindingKind.DATE, match[0], stops=False) for match in _MONTH_ALONE.finditer(rest))


# Places


def file_places(names: Iterable[str], wider: Iterable[str]) -> Places:
    """Names of narrow places for the scan, without those that are a wider place's too, and without very short ones."""
    spared = {normalise(name) for name in wider}
    filed: dict[str, list[tuple[str, ...]]] = {}
    for plain in {normalise(name) for name in names} - spared:
        if len(plain) > 3:
            words = tuple(plain.split())
            filed.setdefault(words[0], []).append(words)
    return filed


def plain(name: str) -> str:
    """A name of a place as the scan compares it."""
    return normalise(name)


def places_in(text: str, places: Places) -> Iterator[Finding]:
    """The filed places that a text names."""
    tokens = normalise(_SUFFIX.sub("", text)).split()
    for start, token in enumerate(tokens):
        for reading in {token, *(token.removeprefix(prefix) for prefix in ("و", "ب", "ل", "وب", "ول"))}:
            for words in places.get(reading, ()):
                if tuple(tokens[start + 1 : start + len(words)]) == words[1:]:
                    yield Finding(FindingKind.PLACE, " ".join(words), stops=False)


def _places(text: str, places: Places) -> Iterator[Finding]:
    yield from places_in(text, places)
    for match in _STREET.finditer(normalise(text)):
        yield Finding(FindingKind.PLACE, match[0], stops=False)
