"""What can be read from the directory."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Func, IntegerField, Model, Q, QuerySet, Value

from minbar.foundation.text.languages import in_language
from minbar.foundation.text.names import score
from minbar.network.directory.enums import Nature
from minbar.network.directory.models import (
    EngagementCategory,
    Name,
    NamedList,
    Organisation,
    OrganisationKind,
    Party,
    Person,
    Place,
    Tag,
)
from minbar.network.directory.models.names import WordsOf
from minbar.network.directory.naming import Keys, keys_of
from minbar.network.directory.rules import visible_natures

Anyone = TypeVar("Anyone", bound=Party)
#: How many names are compared closely; beyond that a search is too wide for its order to mean anything.
COMPARED = 1000
#: With this many names that sound as asked, those that are merely spelled alike are not looked for.
ENOUGH = 10
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
    asked = keys_of(text)
    if not asked.search or not natures:
        return []
    best: dict[int, _Near] = {}
    for party_id, name in _candidates(asked, natures):
        near = _Near(party_id, name, score(text, name))
        if party_id not in best or best[party_id].likeness < near.likeness:
            best[party_id] = near
    return sorted(best.values(), key=lambda near: (-near.likeness, near.name))


def _candidates(asked: Keys, natures: Collection[Nature]) -> list[tuple[int, str]]:
    """Names that sound as asked; where these are few, also those that contain what was typed or are spelled like it."""
    names = Name.objects.order_by()
    if len(natures) < len(Nature):
        names = names.filter(party__nature__in=natures)
    found: dict[int, tuple[int, str]] = {}
    for candidates in _ways(asked, names):
        if len(found) >= ENOUGH:
            break
        for pk, party_id, text in candidates.values_list("pk", "party_id", "text")[:COMPARED]:
            found[pk] = (party_id, text)
    return list(found.values())


def _ways(asked: Keys, names: QuerySet[Name]) -> Iterable[QuerySet[Name]]:
    """Ever wider ways to look; each one asks the database only when it is reached."""
    if words := asked.consonant.split():
        yield names.alias(words=WordsOf("consonant_key")).filter(words__contains=words)  # type: ignore[misc]
    if len(asked.search) > 2:
        yield names.filter(search_key__contains=asked.search)
        yield (
            names.filter(search_key__trigram_similar=asked.search)
            .alias(alike=TrigramSimilarity("search_key", asked.search))
            .filter(alike__gte=MISSPELLED)
            .order_by("-alike")
        )


# Lists


def people(user: Any) -> QuerySet[Person]:
    """The people whom ``user`` may see."""
    return Person.objects.all() if Nature.PERSON in visible_natures(user) else Person.objects.none()


def organisations(user: Any) -> QuerySet[Organisation]:
    """The organisations that ``user`` may see."""
    return Organisation.objects.all() if Nature.ORGANISATION in visible_natures(user) else Organisation.objects.none()


def entries(user: Any) -> QuerySet[Party]:
    """People and organisations together, as far as ``user`` may see them."""
    return Party.objects.filter(nature__in=visible_natures(user))


# Choices


def labels_by_code(model: type[Model]) -> dict[str, dict[str, str]]:
    """Code → labels of a catalogue, in its order."""
    return dict(model._default_manager.values_list("code", "labels"))


def engagement_categories() -> dict[str, dict[str, str]]:
    return labels_by_code(EngagementCategory)


def organisation_kinds() -> dict[str, dict[str, str]]:
    return labels_by_code(OrganisationKind)


def tag_choices() -> list[tuple[str, str]]:
    return [(key, in_language(labels)) for key, labels in Tag.objects.values_list("key", "labels")]


def list_choices() -> list[tuple[str, str]]:
    return [(str(uid), title) for uid, title in NamedList.objects.values_list("uid", "title")]


# Places


def lies_within(code: str, path: str = "place") -> Q:
    """What holds of rows whose place, reached by ``path``, is the place of this code or lies within it."""
    return Q(**{f"{path}__country__code": code}) | Q(**{f"{path}__province__code": code}) | Q(**{f"{path}__code": code})


def places_inside(codes: Collection[str]) -> list[tuple[str, str | None, dict[str, str]]]:
    """Countries, and the places directly within those of ``codes``, as (code, code of the place around it, labels).

    Countries come with those first in which entries are; the others by name.
    """
    rows = Place.objects.filter(Q(parent=None) | Q(parent__code__in=codes)).values_list(
        "code", "parent__code", "labels"
    )
    ordered = sorted(rows, key=lambda row: (row[0] not in NEAR, in_language(row[2])))
    return [(code, parent, labels) for code, parent, labels in ordered]


#: The countries that the network works in, before all others.
NEAR = ("TUR", "SY", "LB", "JO", "IQ")


def place_labels(level: int) -> dict[str, dict[str, str]]:
    """P-code → labels of the places of one level."""
    return dict(Place.objects.filter(level=level).values_list("code", "labels"))
