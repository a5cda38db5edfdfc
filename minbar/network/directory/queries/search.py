"""Finding entries by name, however it is spelled."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Func, IntegerField, Q, QuerySet, Value

from minbar.foundation.text.names import score
from minbar.network.directory.enums import Nature
from minbar.network.directory.models import Name, Organisation, Party, Person
from minbar.network.directory.models.names import WordsOf
from minbar.network.directory.naming import Keys, keys_of
from minbar.network.directory.rules import visible_natures

Anyone = TypeVar("Anyone", bound=Party)
#: How many names are compared closely; beyond that a search is too wide for its order to mean anything.
COMPARED = 1000
#: With this many names found, or with one that is surely meant, wider ways to look are left.
ENOUGH = 10
MEANT = 0.9
#: Trigram similarity from which a misspelled name is taken as meant.
MISSPELLED = 0.3


@dataclass(frozen=True)
class Found:
    """An entry that a search found, by which of its names, and how near that is to what was asked (0 to 1)."""

    party: Party
    name: str
    likeness: float


def search(user: Any, text: str, *, nature: Nature | None = None, limit: int = 50) -> list[Found]:
    """The entries that ``user`` may see with a name like ``text``, however either is spelled; nearest first.

    Arabic and Latin spellings, vowels, tatweel, exchanged letters, order of words, a missing word and slips of the
    keyboard do not matter.
    """
    natures = [one for one in visible_natures(user) if nature in {None, one}]
    nearest = _nearest(text, natures)[:limit]
    parties = Party.objects.select_related("category", "place").in_bulk([near.party_id for near in nearest])
    return [Found(parties[near.party_id], near.name, near.likeness) for near in nearest]


def narrowed_by_name(parties: QuerySet[Anyone], text: str) -> QuerySet[Anyone]:
    """Those of ``parties`` with a name like ``text``, nearest first."""
    nature = {Person: [Nature.PERSON], Organisation: [Nature.ORGANISATION]}.get(parties.model, list(Nature))
    ids = [near.party_id for near in _nearest(text, nature)]
    place = Func(Value(ids), "pk", function="array_position", output_field=IntegerField())
    return parties.filter(pk__in=ids).order_by(place)


@dataclass(frozen=True)
class _Near:
    party_id: int
    name: str
    likeness: float


def _nearest(text: str, natures: Collection[Nature]) -> list[_Near]:
    """Names that sound as asked; where none is what was asked, also those that are merely spelled like it."""
    asked = keys_of(text)
    if not asked.search or not natures:
        return []
    names = Name.objects.order_by()
    if len(natures) < len(Nature):
        names = names.filter(party__nature__in=natures)
    best: dict[int, _Near] = {}
    for candidates in _ways(asked, names):
        for party_id, name in candidates.values_list("party_id", "text")[:COMPARED]:
            near = _Near(party_id, name, score(text, name))
            if party_id not in best or best[party_id].likeness < near.likeness:
                best[party_id] = near
        if len(best) >= ENOUGH or any(near.likeness >= MEANT for near in best.values()):
            break
    return sorted(best.values(), key=lambda near: (-near.likeness, near.name))


def _ways(asked: Keys, names: QuerySet[Name]) -> Iterable[QuerySet[Name]]:
    """Ever wider ways to look; each one asks the database only when it is reached."""
    heard = names.alias(words=WordsOf("consonant_key"))
    words = asked.consonant.split()
    if words:
        yield heard.filter(words__contains=words)  # type: ignore[misc]  # a field of the other model
    if len(asked.search) > 2:
        yield names.filter(search_key__contains=asked.search)
        yield (
            names.filter(search_key__trigram_similar=asked.search)
            .alias(alike=TrigramSimilarity("search_key", asked.search))
            .filter(alike__gte=MISSPELLED)
            .order_by("-alike")
        )
    if len(words) > 1:  # all words but one, which somebody writes in a way of their own
        others = [[*words[:place], *words[place + 1 :]] for place in range(len(words))]
        yield heard.filter(reduce(or_, [Q(words__contains=rest) for rest in others]))


#: From this likeness on, a typed name is taken as that of the entry.
SAME = 0.97
