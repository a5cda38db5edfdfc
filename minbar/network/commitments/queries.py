"""Reading commitments."""

from __future__ import annotations

import datetime as dt
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from minbar.foundation.access.decisions import decide
from minbar.foundation.access.permissions import roles_with
from minbar.foundation.accounts.models import RoleAssignment
from minbar.foundation.accounts.models import User as Account
from minbar.foundation.accounts.queries import IN_FORCE
from minbar.foundation.records.compiled import CompiledQuery, Parameter
from minbar.network.commitments.access import CommitmentPermission
from minbar.network.commitments.enums import Standing
from minbar.network.commitments.models import Commitment, CommitmentStep, FeedAddress
from minbar.network.commitments.querysets import Commitments
from minbar.network.commitments.sources import USUALLY_AHEAD, sources

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

PARTIES = ("owed_by_user", "owed_by_party", "owed_to_user", "owed_to_party", "escalate_to", "made_by", "closed_by")


def owed_by(user: User) -> Q:
    """What ``user`` is to do."""
    return Q(owed_by_user=user)


def owed_to(user: User) -> Q:
    """What others are to do for ``user``, and what was escalated to ``user``."""
    return Q(owed_to_user=user) | escalated_to(user)


def escalated_to(user: User) -> Q:
    return Q(escalate_to=user, escalated_at__isnull=False)


def overdue(now: dt.datetime) -> Q:
    """Open, and past its deadline."""
    return Q(standing=Standing.OPEN, due_at__lt=now)


def commitments_concerning(user: User) -> Commitments:
    """What ``user`` is to do and what others owe ``user``: all of it visible, found without asking any source."""
    rows = Commitment.objects.select_related(*PARTIES)
    return rows.filter(owed_by(user) | owed_to(user)) if decide(user, CommitmentPermission.VIEW) else rows.none()


def commitments_visible_to(user: User) -> Commitments:
    """One's own; those about records that one may see, as their source says; those on their own, for the office.

    Behind a wall, having noted a commitment shows it no longer to somebody who may not see the record any more.
    """
    rows = Commitment.objects.select_related(*PARTIES)
    if not decide(user, CommitmentPermission.VIEW):
        return rows.none()
    seen = owed_by(user) | owed_to(user) | Q(made_by=user, walled=False)
    if decide(user, CommitmentPermission.VIEW_OFFICE):
        seen |= Q(source_key="")
    for source in sources().values():
        seen |= source.condition(user)
    return rows.filter(seen)


def commitments_about(source_key: str, uid: UUID) -> QuerySet[Commitment]:
    """All commitments about a record, for the room that keeps it and has asked its own rule."""
    return Commitment.objects.filter(source_key=source_key, source_uid=uid).select_related(*PARTIES)


def open_commitments_about(source_key: str, uid: UUID) -> QuerySet[Commitment]:
    """Those of them that are open, the nearest deadline first."""
    return commitments_about(source_key, uid).filter(standing=Standing.OPEN).order_by("due_at")


def deadlines_about(source_key: str, uid: UUID) -> list[Commitment]:
    """What is open about a record as its page names it, the nearest deadline first; without who owes it to whom."""
    return _DEADLINES(source=source_key, uid=uid)


_DEADLINES: CompiledQuery[Commitment] = CompiledQuery(
    lambda: (
        Commitment.objects.filter(source_key=Parameter("source"), source_uid=Parameter("uid"), standing=Standing.OPEN)
        .only("uid", "source_key", "kind", "what", "standing", "due_at")
        .order_by("due_at")
    )
)


def open_commitments_of(user: User, now: dt.datetime | None = None) -> Commitments:
    """What ``user`` is to do soon, and what is late of that which others owe; the nearest first."""
    moment = now or timezone.now()
    soon = Q(due_at__lt=moment + USUALLY_AHEAD)
    for key, source in sources().items():
        if source.ahead != USUALLY_AHEAD:
            soon = soon & ~Q(source_key=key) | Q(source_key=key, due_at__lt=moment + source.ahead)
    waiting = owed_by(user) & soon | owed_to(user) & Q(due_at__lt=moment)
    return commitments_concerning(user).filter(waiting, standing=Standing.OPEN).order_by("due_at")


def open_commitments_owed_by(account: User) -> Commitments:
    """All that an account is to do, whoever asks: for handing it over."""
    return Commitment.objects.filter(owed_by_user=account, standing=Standing.OPEN).order_by("due_at")


def left_behind() -> Q:
    """Open, and owed by an account that was closed."""
    return Q(standing=Standing.OPEN, owed_by_user__is_active=False)


def steps_of(commitment: Commitment) -> QuerySet[CommitmentStep]:
    """What happened to a commitment, in order, with the names that its page shows."""
    return commitment.steps.select_related("by", "to_user", "to_party")


def find(rows: QuerySet[Commitment], text: str) -> QuerySet[Commitment]:
    """Those with these words. What stands behind a wall has none, and is found by none."""
    return rows.filter(what__icontains=text, walled=False)


def accounts_that_follow_up() -> QuerySet[Account]:
    """The accounts that can be named in a follow-up: those whose role opens the room."""
    roles = roles_with(CommitmentPermission.VIEW)
    held = RoleAssignment.objects.filter(IN_FORCE, role__in=roles).values("user")
    return Account.objects.filter(is_active=True, pk__in=held).order_by("name")


def feed_of(user: User) -> FeedAddress | None:
    """The address of somebody's calendar, if one was made."""
    return FeedAddress.objects.filter(user=user).first()


def reader_of_feed(token: str) -> Account | None:
    """Whose calendar this token opens; None where it was revoked, renewed or never was, or the account is closed."""
    digest = sha256(token.encode()).digest()
    address = FeedAddress.objects.select_related("user").filter(token_digest=digest, user__is_active=True).first()
    return address.user if address else None
