"""How alike two names are, and which entries a new one resembles: one while it is typed, or many in a sheet."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from rapidfuzz import fuzz, process

from minbar.foundation.text.names import score
from minbar.network.directory.enums import ContactKind, Nature
from minbar.network.directory.models import ContactPoint, Name
from minbar.network.directory.naming import Keys, keys_of
from minbar.network.directory.particulars import contact_key

#: Below this two names are not called alike; above it the reader is asked.
ALIKE = 0.75
#: What the same phone number or e-mail address says of two entries, whatever their names.
SAME_CONTACT = 0.95
SHOWN = 3
#: Of the names that meet under one key, how many are compared closely.
SHORTLIST = 5


@dataclass(frozen=True)
class PossibleDuplicate:
    """An entry that is like another, by the name or the contact point that they share."""

    party_id: int
    uid: uuid.UUID
    name: str
    likeness: float


def likeness(first: str, second: str) -> float:
    """How alike two names are as names of one bearer, from 0 to 1; a name that only one of them has counts little."""
    return max(score(first, second), score(second, first))


def possible_duplicates(
    names: Sequence[str],
    nature: Nature,
    *,
    contacts: Iterable[tuple[ContactKind, str]] = (),
    except_party: int | None = None,
) -> list[PossibleDuplicate]:
    """The entries that bear a name like one of ``names``, or one of ``contacts``; most alike first, at most three."""
    (found,) = possible_duplicates_of_each([names], nature, contacts=[contacts])
    return [one for one in found if one.party_id != except_party]


def possible_duplicates_of_each(
    names: Sequence[Sequence[str]],
    nature: Nature,
    *,
    contacts: Sequence[Iterable[tuple[ContactKind, str]]] = (),
) -> list[list[PossibleDuplicate]]:
    """:func:`possible_duplicates` for many new entries at once, in two queries: ``names[i]`` are the names of the i-th.

    Names meet under the sounds of their first and last word, so that middle names may come and go.
    """
    heard = [[(text, keys_of(text)) for text in texts if text] for texts in names]
    by_sound = _named_alike({keys.match for row in heard for _text, keys in row if keys.match}, nature)
    contact_keys = [
        {contact_key(kind, value) for kind, value in row if value} for row in (contacts or [()] * len(names))
    ]
    by_contact = _reached_alike({key for row in contact_keys for key in row}, nature)
    found = []
    for row, reached in zip(heard, contact_keys, strict=True):
        best: dict[int, PossibleDuplicate] = {}
        for one in _alike(row, by_sound):
            _keep(best, one)
        for key in reached:
            for one in by_contact.get(key, ()):
                _keep(best, one)
        found.append(sorted(best.values(), key=lambda one: -one.likeness)[:SHOWN])
    return found


def _keep(best: dict[int, PossibleDuplicate], one: PossibleDuplicate) -> None:
    if one.party_id not in best or best[one.party_id].likeness < one.likeness:
        best[one.party_id] = one


@dataclass
class _Meeting:
    """The known names that meet under one match key."""

    rows: list[tuple[int, uuid.UUID, str]]
    sounds: list[str]


def _named_alike(match_keys: set[str], nature: Nature) -> Mapping[str, _Meeting]:
    meetings: dict[str, _Meeting] = defaultdict(lambda: _Meeting([], []))
    names = Name.objects.filter(match_key__in=match_keys, party__nature=nature).order_by()
    for match, consonant, text, party_id, uid in names.values_list(
        "match_key", "consonant_key", "text", "party_id", "party__uid"
    ):
        meeting = meetings[match]
        meeting.rows.append((party_id, uid, text))
        meeting.sounds.append(consonant)
    return meetings


def _alike(row: Iterable[tuple[str, Keys]], by_sound: Mapping[str, _Meeting]) -> Iterable[PossibleDuplicate]:
    for text, keys in row:
        meeting = by_sound.get(keys.match)
        if meeting is None:
            continue
        nearest = process.extract(
            keys.consonant, meeting.sounds, scorer=fuzz.token_sort_ratio, limit=SHORTLIST, score_cutoff=60
        )
        for _sounds, _score, at in nearest:
            party_id, uid, known = meeting.rows[at]
            if (alike := likeness(text, known)) >= ALIKE:
                yield PossibleDuplicate(party_id, uid, known, round(alike, 3))


def _reached_alike(keys: set[str], nature: Nature) -> Mapping[str, list[PossibleDuplicate]]:
    found: dict[str, list[PossibleDuplicate]] = defaultdict(list)
    if not keys:
        return found
    shared = Q(kind__in=[ContactKind.PHONE, ContactKind.EMAIL], key__in=keys, party__nature=nature)
    for point in ContactPoint.objects.filter(shared).select_related("party"):
        found[point.key].append(PossibleDuplicate(point.party_id, point.party.uid, str(point.party), SAME_CONTACT))
    return found
