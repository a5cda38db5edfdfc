"""Who may be the same person, and who stands against whom, found by blind keys alone.

What is found is shown only as far as its reader sees the other case: an intake form must not tell whether somebody is
a client of the network to whoever can type a phone number. Supervisors see the heads of all cases that are not
limited, so to them a pair shows itself on either case's page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import models
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from minbar.foundation.accounts.models import User
from minbar.foundation.records.compiled import CompiledQuery, Parameter
from minbar.foundation.text.languages import listed
from minbar.foundation.vault.index import blind_candidates
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.enums import AccessWay, Stage
from minbar.work.casework.cases.models import Case
from minbar.work.casework.cases.numbering import grouped
from minbar.work.casework.cases.queries.cases import cases_visible_to
from minbar.work.casework.cases.queries.readers import accesses_of
from minbar.work.casework.identity.enums import KeyKind, Side
from minbar.work.casework.identity.identities import PARTY, Identity
from minbar.work.casework.identity.identity_keys import name_pair_keys
from minbar.work.casework.identity.models import PartyKey


class Finding(models.TextChoices):
    """What two cases have to do with each other."""

    SAME_CLIENT = "same_client", _("It may be the same person")
    OTHER_CASE = "other_case", _("Another case of the same client")
    OPPONENT_IS_CLIENT = "opponent_is_client", _("The opposing party may be a client of ours")
    CLIENT_IS_OPPONENT = "client_is_opponent", _("A client of ours may stand against this person")


#: Side in this case → side in another → what it means.
MEANING = {
    (Side.CLIENT, Side.CLIENT): Finding.SAME_CLIENT,
    (Side.OPPONENT, Side.CLIENT): Finding.OPPONENT_IS_CLIENT,
    (Side.CLIENT, Side.OPPONENT): Finding.CLIENT_IS_OPPONENT,
}

Person = tuple[Side, KeyKind]
#: Of each person here their keys, each as the tokens under which it may stand.
Keys = dict[Person, list[frozenset[bytes]]]
#: Case → side and kind there → the tokens found.
Found = dict[int, dict[Person, set[bytes]]]
#: More rows than this share a key only where a name is too common to tell anybody anything.
MOST = 2000


@dataclass(frozen=True)
class Match:
    """Another case, what it has to do with this one, and by what that was found."""

    case: Case
    finding: Finding
    by: frozenset[KeyKind]
    #: Whether the reader may open a case for the same client: it is one of theirs, with its identity.
    is_known: bool = False

    @property
    def number(self) -> str:
        return grouped(self.case.number)

    @property
    def kinds(self) -> str:
        """By what it was found, for the reader."""
        return listed(sorted(str(kind.label) for kind in self.by))


def matches_of(*, identity: Identity | None, opponent: Identity | None, reader: User) -> list[Match]:
    """Open cases that ``reader`` may see and that share a person with what is being taken in; of the reader's own,
    where it may be the same client, closed ones too."""
    keys: Keys = defaultdict(list)
    for side, person in ((Side.CLIENT, identity), (Side.OPPONENT, opponent)):
        for kind, value in person.keys() if person else ():
            keys[side, kind].append(frozenset(blind_candidates(PARTY, f"{kind.value}:{value}")))
    tokens = [token for groups in keys.values() for group in groups for token in group]
    with wall.system_access():
        found = _by_case(PartyKey.objects.filter(token__any_of=tokens)[:MOST]) if tokens else {}
        shared = _shared(keys, found)
    own = _known_to(reader, {case for case, finding in shared if finding is Finding.SAME_CLIENT})
    found_again = [
        replace(match, is_known=match.finding is Finding.SAME_CLIENT and match.case.pk in own)
        for match in _seen(shared, reader)
    ]
    return [match for match in found_again if match.case.is_open or match.is_known]


def matches_of_case(case: Case, reader: User) -> list[Match]:
    """Open cases that ``reader`` may see and that share a person with ``case``; at most three queries."""
    with wall.system_access():
        found = _by_case(_OF_CASE(case=case.pk))
        keys = {person: [frozenset([token]) for token in tokens] for person, tokens in found.pop(case.pk, {}).items()}
        shared = _shared(keys, found) if found else {}
    return [_known_already(match, case) for match in _seen(shared, reader)]


def _known_already(match: Match, case: Case) -> Match:
    return replace(match, finding=Finding.OTHER_CASE) if match.case.subject == case.subject else match


def staff_named_like(person: Identity | None) -> bool:
    """Whether somebody who signs in here may be this person: every word of the shorter name is in the longer."""
    keys = name_pair_keys(person.name) if person else frozenset()
    if not keys:
        return False
    names = User.objects.filter(is_active=True).values_list("name", flat=True)
    return any(own and (own <= keys or keys <= own) for own in map(name_pair_keys, names))


def _by_case(keys: Iterable[PartyKey]) -> Found:
    found: Found = defaultdict(lambda: defaultdict(set))
    for key in keys:
        found[key.case_id][Side(key.side), KeyKind(key.kind)].add(bytes(key.token))
    return found


def _like_those_of_a_case() -> QuerySet[PartyKey]:
    """The keys that stand in a case, there and in open ones."""
    own = PartyKey.objects.filter(case=Parameter("case")).values("token")
    alike = PartyKey.objects.filter(~Q(case__stage=Stage.CLOSED) | Q(case=Parameter("case")), token__in=own)
    return alike.only("case", "side", "kind", "token")[:MOST]


_OF_CASE: CompiledQuery[PartyKey] = CompiledQuery(_like_those_of_a_case)


def _shared(keys: Keys, found: Found) -> dict[tuple[int, Finding], set[KeyKind]]:
    """What each case has to do with the people of ``keys``, and by which kinds of keys."""
    named = [case for case, people in found.items() if any(kind is KeyKind.NAME for _side, kind in people)]
    rows = PartyKey.objects.filter(case__in=named, kind=KeyKind.NAME).values_list("case", "side").order_by()
    whole = {(case, Side(side)): count for case, side, count in rows.annotate(Count("pk"))} if named else {}
    shared: dict[tuple[int, Finding], set[KeyKind]] = defaultdict(set)
    for case, people in found.items():
        for (side, there), finding in MEANING.items():
            for kind in KeyKind:
                groups = keys.get((side, kind), [])
                count = sum(1 for group in groups if group & people.get((there, kind), set()))
                # Of a name all words of the shorter one; of anything else one key is enough.
                wanted = min(len(groups), whole.get((case, there), 0)) if kind is KeyKind.NAME else 1
                if count and count >= wanted:
                    shared[case, finding].add(kind)
    return shared


def _known_to(reader: User, cases: set[int]) -> set[int]:
    """Of these the cases for whose client ``reader`` may open another; ``rules.can_open_again`` decides of one."""
    if not cases:
        return set()
    ways = (AccessWay.ASSIGNED, AccessWay.CO_WORKER)
    with wall.reading_as(reader):
        rows = accesses_of(reader).filter(case__in=cases, way__in=ways, identity=True, case__is_limited=False)
        return set(rows.exclude(case__client=None).values_list("case", flat=True))


def _seen(shared: dict[tuple[int, Finding], set[KeyKind]], reader: User) -> list[Match]:
    if not shared:
        return []
    with wall.reading_as(reader):
        seen = cases_visible_to(reader).in_bulk({case for case, _finding in shared})
    found = sorted(shared.items(), key=lambda each: (each[0][1], each[0][0]))
    return [Match(seen[case], finding, frozenset(kinds)) for (case, finding), kinds in found if case in seen]
