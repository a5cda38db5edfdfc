"""How alike two names are, in whichever script; and an index that finds the likeliest among many.

Each word is heard in four ways, from coarse to fine, and the ways are compared by edit distance; their mean tells
Hasan from Hüseyin, and still brings حسن to Hassan before it brings it to Hazan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from heapq import nsmallest
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from minbar.foundation.text.keys import plain_words
from minbar.foundation.text.phones import once, sounds


def _table(classes: str) -> dict[int, str]:
    """A translation from "b=bp t=tT …": each class and its sounds; sounds of no class drop out."""
    table = dict.fromkeys(map(ord, "aeiouwyvhpTDXZCGgqjcSxkbtdszflmnr"), "")
    for part in classes.split():
        name, _equals, members = part.partition("=")
        table |= dict.fromkeys(map(ord, members or name), name)
    return table


#: Consonants that any habit of writing exchanges are one.
_COARSE = _table("b=bp t=tTdDX s=szZSc k=gGkqCj f=fv h=hx l m n r")
#: Consonants, told apart where careful writers do.
_FINE = _table("b=bp t=tT d=dDX s z=zZ S c k=kqC g=gG j f=fv h=hx l m n r")
#: All that is heard; e, i and y are one vowel, o, u and w another.
_VOICED = _table("a y=yei w=wou b=bp t=tT d=dDX s z=zZ S c k=kqCx G=gG j f=fv h l m n r")
#: What Arabic writes of it: a and e are mostly short, and short vowels are not written.
_WRITTEN = _table("y=yi w=wou b=bp t=tT d=dDX s z=zZ S c k=kqCx G=gG j f=fv h l m n r")
_WAYS = (_COARSE, _FINE, _VOICED, _WRITTEN)


class Heard(NamedTuple):
    """One word in the four ways."""

    coarse: str
    fine: str
    voiced: str
    written: str


@lru_cache(maxsize=65536)
def hear(word: str) -> tuple[Heard, ...]:
    """Hear one normalised word; twice where it has a Latin v, which is ف in Viktor and و in Enver."""
    heard = sounds(word)
    readings = (heard, heard.replace("v", "w")) if "v" in heard else (heard,)
    return tuple(Heard(*(once(reading.translate(way)) for way in _WAYS)) for reading in readings)


def likeness(word: str, other: str) -> float:
    """How alike two normalised words sound, from 0 to 1; the better of their readings counts."""
    return max(_likeness(one, two) for one in hear(word) for two in hear(other))


def _likeness(one: Heard, other: Heard) -> float:
    # Written out: in a query this is called some fifty times, and a loop doubles its cost.
    return (
        Levenshtein.normalized_similarity(one.coarse, other.coarse)
        + Levenshtein.normalized_similarity(one.fine, other.fine)
        + Levenshtein.normalized_similarity(one.voiced, other.voiced)
        + Levenshtein.normalized_similarity(one.written, other.written)
    ) / 4


#: What each word of the candidate that the query has not takes off.
EXTRA_WORD = 0.04


def score(query: str, candidate: str) -> float:
    """How well ``candidate`` answers ``query``: 1 for the same name, 0 for nothing in common.

    Each word of the query counts by its length with the word of the candidate that is most like it, in any order;
    words that only the candidate has take a little off. From about 0.75 on, look at it; from 0.9 on, likely the same.
    """
    asked, offered = plain_words(query), plain_words(candidate)
    if not asked or not offered:
        return 0.0
    best = [(len(word), max(likeness(word, other) for other in offered)) for word in asked]
    matched = sum(weight * alike for weight, alike in best) / sum(weight for weight, _alike in best)
    return max(0.0, matched - EXTRA_WORD * max(0, len(offered) - len(asked)))


class Match(NamedTuple):
    """A name that was found; ``position`` is its place in what the index was made of."""

    score: float
    position: int
    name: str


class NameIndex:
    """Names in memory, found by sound: for imports and for matching lists (10,000 names: under 1 ms a query).

    Words are filed under their coarse form and under each form with one sound less; a query looks up its own such
    forms, which finds every word within one edit, and ranks only those.
    """

    #: Words of which the full likeness is worked out, for each word of the query.
    SHORTLIST = 50

    def __init__(self, names: Iterable[str]) -> None:
        self.names = list(names)
        self._readings: list[Heard] = []
        self._holders: list[list[int]] = []  # reading of a word → positions of the names that have the word
        self._lengths: list[int] = []  # name → how many words it has
        self._filed: dict[str, set[int]] = defaultdict(set)
        known: dict[str, range] = {}
        for position, name in enumerate(self.names):
            words = plain_words(name)
            self._lengths.append(len(words))
            for word in set(words):
                if word not in known:
                    known[word] = self._file(word)
                for number in known[word]:
                    self._holders[number].append(position)

    def _file(self, word: str) -> range:
        start = len(self._readings)
        for heard in hear(word):
            for form in _nearby(heard.coarse):
                self._filed[form].add(len(self._readings))
            self._readings.append(heard)
            self._holders.append([])
        return range(start, len(self._readings))

    def search(self, query: str, *, limit: int = 10) -> list[Match]:
        """The ``limit`` names most like ``query``, best first, scored as :func:`score` does; a word that is not among
        those within reach of the query's words counts nothing."""
        asked = plain_words(query)
        total: dict[int, float] = defaultdict(float)
        for word in asked:
            best: dict[int, float] = {}
            for alike, number in self._alike(word):
                for position in self._holders[number]:
                    best[position] = max(best.get(position, 0.0), alike)
            for position, alike in best.items():
                total[position] += len(word) * alike
        weight = sum(map(len, asked)) or 1
        found = (
            (matched / weight - EXTRA_WORD * max(0, self._lengths[position] - len(asked)), position)
            for position, matched in total.items()
        )
        ranked = nsmallest(limit, found, key=lambda pair: (-pair[0], pair[1]))
        return [Match(max(0.0, alike), position, self.names[position]) for alike, position in ranked]

    def _alike(self, word: str) -> Iterator[tuple[float, int]]:
        """The readings most like this word, with their likeness."""
        for heard in hear(word):
            numbers = set().union(*(self._filed.get(form, ()) for form in _nearby(heard.coarse)))
            voiced = {number: self._readings[number].voiced for number in numbers}
            near = process.extract(heard.voiced, voiced, scorer=Levenshtein.normalized_similarity, limit=self.SHORTLIST)
            for _text, _score, number in near:
                yield _likeness(heard, self._readings[number]), number


def _nearby(form: str) -> set[str]:
    """The form and each form with one sound less."""
    return {form, *(form[:place] + form[place + 1 :] for place in range(len(form)))}
