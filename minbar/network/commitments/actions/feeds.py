"""The secret address of one's calendar: made, renewed, revoked. It is one's own: only the room's right is asked for."""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from minbar.foundation.access.decisions import require
from minbar.foundation.journal.record import record
from minbar.network.commitments.access import CommitmentPermission
from minbar.network.commitments.models import FeedAddress

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


def digest_of(token: str) -> bytes:
    """What is kept of a token."""
    return sha256(token.encode()).digest()


@transaction.atomic
def renew_feed(*, by: User) -> str:
    """Make an address for one's calendar; an earlier one stops working. Returns its token, which is kept nowhere."""
    require(by, CommitmentPermission.VIEW)
    token = secrets.token_urlsafe(32)
    values = {"token_digest": digest_of(token), "made_at": timezone.now()}
    address, _created = FeedAddress.objects.update_or_create(user=by, defaults=values)
    record(by=by, event="commitments.feed_renewed", subject=address)
    return token


@transaction.atomic
def revoke_feed(*, by: User) -> None:
    """Make the address of one's calendar stop working."""
    address = FeedAddress.objects.filter(user=by).first()
    if address is not None:
        record(by=by, event="commitments.feed_revoked", subject=address)
        address.delete()
