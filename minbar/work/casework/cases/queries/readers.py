"""How deep somebody may read in a case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils import timezone

from minbar.foundation.access.decisions import decide
from minbar.foundation.records.compiled import Parameter
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.enums import AccessWay, Stage
from minbar.work.casework.cases.models import Case, CaseAccess

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@dataclass(frozen=True)
class Reader:
    """What one person may read of one case; the rings of ``wall.py``, seen from the application."""

    head: bool = False
    content: bool = False
    identity: bool = False
    ways: frozenset[str] = frozenset()

    @property
    def works_on_it(self) -> bool:
        """By assignment or as a co-worker, not only to look."""
        return bool(self.ways & {AccessWay.ASSIGNED, AccessWay.CO_WORKER})


NOTHING = Reader()


#: In a query that is kept: the account that reads, and when it does.
READER, MOMENT = Parameter("user"), Parameter("now")


def live(accesses: QuerySet[CaseAccess], at: dt.datetime | Parameter | None = None) -> QuerySet[CaseAccess]:
    """Of these access rows, those in force at a moment (now)."""
    return accesses.filter(Q(until=None) | Q(until__gt=at or timezone.now()), ended_at=None)


def accesses_of(user: User) -> QuerySet[CaseAccess]:
    """The access rows of ``user`` in force now. Emergency access ends with the right to it."""
    return without_emergency_access(
        live(CaseAccess.objects.filter(user=user)), breaks=bool(decide(user, CasePermission.OPEN_IN_EMERGENCY))
    )


def without_emergency_access(accesses: QuerySet[CaseAccess], *, breaks: bool) -> QuerySet[CaseAccess]:
    """These access rows, those by emergency access only for who may open so."""
    return accesses if breaks else accesses.exclude(way=AccessWay.EMERGENCY)


def reader_of(user: User, case: Case) -> Reader:
    """What ``user`` may read of ``case`` now; one query. Run it as the user or with system access."""
    if not decide(user, CasePermission.WORK):
        return NOTHING
    return reader_among(accesses_of(user).filter(case=case), user, case)


def reader_among(accesses: Iterable[CaseAccess], user: User, case: Case) -> Reader:
    """The same from live access rows of the case that were read already, anybody's."""
    if not decide(user, CasePermission.WORK):
        return NOTHING
    breaks = bool(decide(user, CasePermission.OPEN_IN_EMERGENCY))
    rows = [
        (access.way, access.identity)
        for access in accesses
        if access.user_id == user.pk and (breaks or access.way != AccessWay.EMERGENCY)
    ]
    supervises = bool(decide(user, CasePermission.SUPERVISE)) and not case.is_limited
    untaken = supervises and case.stage == Stage.NEW and case.assigned_to_id is None
    return Reader(
        head=bool(rows) or supervises,
        content=bool(rows) or untaken,
        identity=any(identity for _way, identity in rows),
        ways=frozenset(way for way, _identity in rows),
    )


def gave_it_to(user: User, case: Case) -> frozenset[int]:
    """The accounts through whom ``user`` has or had the case, one after the other; also by accesses that have ended."""
    given: dict[int, set[int]] = {}
    for reader, giver in CaseAccess.objects.filter(case=case).values_list("user_id", "given_by_id"):
        if giver is not None and giver != reader:
            given.setdefault(reader, set()).add(giver)
    found: set[int] = set()
    waiting = [user.pk]
    while waiting:
        further = given.get(waiting.pop(), set()) - found
        found |= further
        waiting += further
    return frozenset(found)


def took_it_in(user: User, case: Case) -> bool:
    """Whether ``user`` heard the case from the client: took it in and had it from then on."""
    return CaseAccess.objects.filter(
        case=case, user=user, given_by=user, way=AccessWay.ASSIGNED, identity=True
    ).exists()
