"""Which entries are meant by names that somebody typed: many at once, in whatever spelling."""

from __future__ import annotations

import re
import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from minbar.network.directory.enums import Nature
from minbar.network.directory.models import Name, Organisation, Party, Person
from minbar.network.directory.naming import keys_of
from minbar.network.directory.queries.search import SAME, search
from minbar.network.directory.rules import visible_natures

#: A name with the beginning of the entry's identifier, which tells namesakes apart: "جمعية النور #0f3a9c21".
_TAGGED = re.compile(r"#\s*([0-9a-f]{8})\s*$", re.IGNORECASE)
#: So many entries are offered for a name that is not clear.
OFFERED = 5
MODELS: dict[Nature, type[Party]] = {Nature.PERSON: Person, Nature.ORGANISATION: Organisation}


def written(party: Party) -> str:
    """An entry as a field takes it back: its name with the beginning of its identifier."""
    return f"{party} #{tag_of(party)}"


def tag_of(party: Party) -> str:
    return party.uid.hex[:8]


@dataclass(frozen=True)
class Resolution:
    """What ``text`` names: one entry, or none for sure; then those that come into question."""

    text: str
    party: Party | None
    candidates: tuple[Party, ...] = ()


def resolve(user: Any, texts: Iterable[str], natures: Collection[Nature] = tuple(Nature)) -> list[Resolution]:
    """Which of the entries that ``user`` may see each of ``texts`` names.

    Two queries for all that are written as in the directory (but for vowels, case and variants of letters) or carry
    the beginning of an identifier; a search for each of the others.
    """
    seen = [nature for nature in visible_natures(user) if nature in natures]
    wanted = [text.strip() for text in texts if text.strip()]
    bearers = _tagged(wanted, seen) | _same_but_for_letters([text for text in wanted if not _TAGGED.search(text)], seen)
    return [_resolution(user, text, bearers.get(text, []), seen) for text in wanted]


def as_their_kind(parties: Sequence[Party], natures: Collection[Nature]) -> list[Party]:
    """The entries as people or as organisations, where only one of these is asked for."""
    if len(natures) != 1 or not parties:
        return list(parties)
    (nature,) = natures
    whole = MODELS[nature]._default_manager.in_bulk([party.pk for party in parties])
    return [whole[party.pk] for party in parties]


def _resolution(user: Any, text: str, bearers: list[Party], natures: list[Nature]) -> Resolution:
    if len(bearers) == 1:
        return Resolution(text, bearers[0])
    if bearers:
        return Resolution(text, None, tuple(bearers[:OFFERED]))
    near = []
    if natures:
        nature = natures[0] if len(natures) == 1 else None
        near = search(user, _TAGGED.sub("", text), nature=nature, limit=OFFERED)
    surely = [found.party for found in near if found.likeness >= SAME]
    if len(surely) == 1:
        return Resolution(text, surely[0])
    return Resolution(text, None, tuple(surely or [found.party for found in near]))


def _same_but_for_letters(texts: list[str], natures: list[Nature]) -> dict[str, list[Party]]:
    keys = {text: keys_of(text).search for text in texts}
    rows = Name.objects.filter(search_key__in=set(keys.values()) - {""}, party__nature__in=natures)
    by_key: dict[str, dict[int, Party]] = {}
    for row in rows.select_related("party__place").order_by("party__sort_key", "pk") if keys else ():
        by_key.setdefault(row.search_key, {})[row.party_id] = row.party
    return {text: list(by_key.get(key, {}).values()) for text, key in keys.items()}


def _tagged(texts: list[str], natures: list[Nature]) -> dict[str, list[Party]]:
    tags = {text: found[1].lower() for text in texts if (found := _TAGGED.search(text))}
    if not tags:
        return {}
    spans = (Q(uid__range=(uuid.UUID(tag + "0" * 24), uuid.UUID(tag + "f" * 24))) for tag in set(tags.values()))
    parties = Party.objects.filter(reduce(or_, spans), nature__in=natures).select_related("place")
    by_tag: dict[str, list[Party]] = {}
    for party in parties:
        by_tag.setdefault(tag_of(party), []).append(party)
    return {text: by_tag.get(tag, []) for text, tag in tags.items()}
