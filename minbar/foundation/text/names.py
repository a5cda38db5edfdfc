"""How alike two names are, in whichever script; and an index that finds the likeliest among many.

Each word is heard in three ways, from coarse to fine, and the ways are compared by edit distance; their mean tells
Hasan from Hüseyin, and still brings حسن to Hassan before it brings it to Hazan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
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
#: Nearly all that is heard; vowels are the long ones that Arabic can write.
_VOICED = _table("a y=yei w=wou b=bp t=tT d=dDX s z=zZ S c k=kqCx G=gG j f=fv h l m n r")


class Heard(NamedTuple):
    """One word in the three ways."""

    coarse: str
    fine: str
    voiced: str


@lru_cache(maxsize=65536)
def hear(word: str) -> Heard:
    """Hear one normalised word."""
    heard = sounds(word)
    return Heard(once(heard.translate(_COARSE)), once(heard.translate(_FINE)), once(heard.translate(_VOICED)))


def _likeness(one: Heard, other: Heard) -> float:
    return (
        Levenshtein.normalized_similarity(one.coarse, other.coarse)
        + Levenshtein.normalized_similarity(one.fine, other.fine)
        + Levenshtein.normalized_similarity(one.voiced, other.voiced)
    ) / 3


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
    best = [(len(word), max(_likeness(hear(word), hear(other)) for other in offered)) for word in asked]
    matched = sum(weight * likeness for weight, likeness in best) / sum(weight for weight, _likeness in best)
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
    SHORTLIST = 80

    def __init__(self, names: Iterable[str]) -> None:
        self.names = list(names)
        self._words: list[Heard] = []
        self._holders: list[list[int]] = []  # word → positions of the names that have it
        self._lengths: list[int] = []  # name → how many words it has
        self._filed: dict[str, set[int]] = defaultdict(set)
        known: dict[str, int] = {}
        for position, name in enumerate(self.names):
            words = set(plain_words(name))
            self._lengths.append(len(words))
            for word in words:
                if word not in known:
                    known[word] = self._file(word)
                self._holders[known[word]].append(position)

    def _file(self, word: str) -> int:
        number = len(self._words)
        self._words.append(hear(word))
        self._holders.append([])
        for form in _nearby(self._words[number].coarse):
            self._filed[form].add(number)
        return number

    def search(self, query: str, *, limit: int = 10) -> list[Match]:
        """The ``limit`` names most like ``query``, best first, with scores as :func:`score` gives them."""
        asked = plain_words(query)
        total: dict[int, float] = defaultdict(float)
        for word in asked:
            best: dict[int, float] = {}
            for likeness, number in self._alike(hear(word)):
                for position in self._holders[number]:
                    best[position] = max(best.get(position, 0.0), likeness)
            for position, likeness in best.items():
                total[position] += len(word) * likeness
        weight = sum(map(len, asked)) or 1
        ranked = sorted(
            (
                (matched / weight - EXTRA_WORD * max(0, self._lengths[position] - len(asked)), -position)
                for position, matched in total.items()
            ),
            reverse=True,
        )
        return [Match(max(0.0, found), -position, self.names[-position]) for found, position in ranked[:limit]]

    def _alike(self, heard: Heard) -> list[tuple[float, int]]:
        """The words most like this one, with their likeness."""
        numbers = set().union(*(self._filed.get(form, ()) for form in _nearby(heard.coarse)))
        voiced = {number: self._words[number].voiced for number in numbers}
        near = process.extract(heard.voiced, voiced, scorer=Levenshtein.normalized_similarity, limit=self.SHORTLIST)
        return [(_likeness(heard, self._words[number]), number) for _text, _score, number in near]


def _nearby(form: str) -> set[str]:
    """The form and each form with one sound less."""
    return {form, *(form[:place] + form[place + 1 :] for place in range(len(form)))}
