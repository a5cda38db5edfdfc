"""Who may be the same person, and who stands against whom, found by blind keys alone.

What is found is shown only as far as its reader sees the other case: an intake form must not tell whether somebody is
a client of the network to whoever can type a phone number. Supervisors see the heads of all cases that are not
limited, so to them a pair shows itself on either case's page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from minbar.foundation.accounts.models import User
from minbar.foundation.vault.index import blind_candidates
from minbar.work.casework import wall
from minbar.work.casework.blind_indexes import PARTY
from minbar.work.casework.enums import KeyKind, Side, Stage
from minbar.work.casework.identities import Identity
from minbar.work.casework.identity_keys import name_pair_keys
from minbar.work.casework.models import Case, PartyKey
from minbar.work.casework.queries.cases import cases_visible_to


class Finding(models.TextChoices):
    """What two cases have to do with each other."""

    SAME_CLIENT = "same_client", _("It may be the same person")
    OPPONENT_IS_CLIENT = "opponent_is_client", _("The opposing party may be a client of ours")
    CLIENT_IS_OPPONENT = "client_is_opponent", _("A client of ours may stand against this person")


#: Side in this case → side in another → what it means.
MEANING = {
    (Side.CLIENT, Side.CLIENT): Finding.SAME_CLIENT,
    (Side.OPPONENT, Side.CLIENT): Finding.OPPONENT_IS_CLIENT,
    (Side.CLIENT, Side.OPPONENT): Finding.CLIENT_IS_OPPONENT,
}

#: Side → kind → the tokens under which a person may stand, those of one key together.
Tokens = dict[tuple[Side, KeyKind], list[frozenset[bytes]]]


@dataclass(frozen=True)
class Match:
    """Another open case, what it has to do with this one, and by what that was found."""

    case: Case
    finding: Finding
    by: frozenset[KeyKind]

    @property
    def kinds(self) -> list[str]:
        """By what it was found, for the reader."""
        return sorted(str(kind.label) for kind in self.by)


def matches_of(
    *, identity: Identity | None, opponent: Identity | None, reader: User, but: Case | None = None
) -> list[Match]:
    """Open cases that ``reader`` may see and that share a person with what is being taken in."""
    tokens: Tokens = defaultdict(list)
    for side, person in ((Side.CLIENT, identity), (Side.OPPONENT, opponent)):
        for kind, value in person.keys() if person else ():
            tokens[side, kind].append(frozenset(blind_candidates(PARTY, f"{kind.value}:{value}")))
    return _matches(tokens, reader, but)


def matches_of_case(case: Case, reader: User) -> list[Match]:
    """Open cases that ``reader`` may see and that share a person with ``case``."""
    tokens: Tokens = defaultdict(list)
    with wall.keeping():
        for side, kind, token in case.party_keys.values_list("side", "kind", "token"):
            tokens[Side(side), KeyKind(kind)].append(frozenset([bytes(token)]))
    return _matches(tokens, reader, case)


def staff_named_like(person: Identity | None) -> bool:
    """Whether somebody who signs in here may be this person: every word of the shorter name is in the longer."""
    keys = name_pair_keys(person.name) if person else frozenset()
    if not keys:
        return False
    names = User.objects.filter(is_active=True).values_list("name", flat=True)
    return any(own and (own <= keys or keys <= own) for own in map(name_pair_keys, names))


def _matches(tokens: Tokens, reader: User, but: Case | None) -> list[Match]:
    found: dict[tuple[int, Finding], set[KeyKind]] = defaultdict(set)
    with wall.keeping():
        for (side, other_side), finding in MEANING.items():
            for kind in KeyKind:
                for case in _cases_with(tokens.get((side, kind), []), other_side, kind):
                    found[case, finding].add(kind)
    with wall.reading_as(reader):
        seen = cases_visible_to(reader).exclude(stage=Stage.CLOSED).in_bulk({case for case, _finding in found})
    return [
        Match(seen[case], finding, frozenset(kinds))
        for (case, finding), kinds in sorted(found.items(), key=lambda each: (each[0][1], each[0][0]))
        if case in seen and (but is None or case != but.pk)
    ]


def _cases_with(tokens: Iterable[frozenset[bytes]], side: Side, kind: KeyKind) -> set[int]:
    """The cases that have these keys on ``side``: one of them, or of a name all words of the shorter."""
    keys = list(tokens)
    if not keys:
        return set()
    wanted = Q(side=side, kind=kind, token__in=frozenset().union(*keys))
    shared = dict(
        PartyKey.objects.filter(wanted).values_list("case").annotate(Count("token", distinct=True)).order_by()
    )
    if kind is not KeyKind.NAME or not shared:
        return set(shared)
    whole = dict(
        PartyKey.objects.filter(case__in=shared, side=side, kind=kind)
        .values_list("case")
        .annotate(Count("pk"))
        .order_by()
    )
    return {case for case, count in shared.items() if count >= min(len(keys), whole[case])}
