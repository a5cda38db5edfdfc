"""Who is reminded, and who learns that something is late: the nearest who can do something about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from minbar.foundation.access.decisions import decide
from minbar.network.commitments import rules
from minbar.network.commitments.access import CommitmentPermission
from minbar.network.commitments.models import Commitment
from minbar.network.commitments.queries import accounts_that_follow_up
from minbar.network.commitments.sources import reading_as, source_of

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


def whom_to_remind(commitment: Commitment) -> list[User]:
    """Who does it; else for whom, who is notified if it is late, and who recorded it; else one who may hand it over."""
    doing = commitment.owed_by_user
    named = [doing] if doing is not None and _can_do(doing, commitment) else []
    named += _named(commitment, commitment.owed_to_user, commitment.escalate_to)
    return _once(named) or list(islice(whoever_may_hand_over(commitment), 1))


def whom_to_escalate_to(commitment: Commitment) -> list[User]:
    """Who is to be notified; else for whom it is done, and who recorded it; else one who may hand it over."""
    named = _named(commitment, commitment.escalate_to, commitment.owed_to_user)
    return _once(named) or list(islice(whoever_may_hand_over(commitment), 1))


def whoever_may_hand_over(commitment: Commitment) -> Iterator[User]:
    """The office; behind a wall whoever keeps the record, or sees it where it is done there. Asked one by one."""
    for user in accounts_that_follow_up():
        if _follows_up(user) and _may_hand_over(user, commitment):
            yield user


def _once(users: Iterable[User]) -> list[User]:
    return list({user.pk: user for user in users}.values())


def _named(commitment: Commitment, *named: User | None) -> Iterator[User]:
    """Those whom the commitment names and who still follow up; whoever recorded it, if that gives a right."""
    for user in named:
        if user is not None and _follows_up(user):
            yield user
    made_by = commitment.made_by
    if made_by is not None and _follows_up(made_by) and (not commitment.walled or _keeps(made_by, commitment)):
        yield made_by


def _follows_up(user: User) -> bool:
    return user.is_active and bool(decide(user, CommitmentPermission.EDIT))


def _may_hand_over(user: User, commitment: Commitment) -> bool:
    if not commitment.walled:
        return bool(decide(user, CommitmentPermission.KEEP))
    return _keeps(user, commitment) or (rules.is_by_its_record(commitment) and _sees(user, commitment))


def _can_do(user: User, commitment: Commitment) -> bool:
    """Still here, and where it is done in its record, still able to see that."""
    return _follows_up(user) and (not rules.is_by_its_record(commitment) or _sees(user, commitment))


def _keeps(user: User, commitment: Commitment) -> bool:
    with reading_as(user):
        return rules.keeps(user, commitment)


def _sees(user: User, commitment: Commitment) -> bool:
    source, uid = source_of(commitment.source_key), commitment.source_uid
    with reading_as(user):
        return source is not None and uid is not None and source.resolve(user, uid) is not None
