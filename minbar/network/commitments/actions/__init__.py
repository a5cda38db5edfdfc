"""What can be done with commitments."""

from minbar.network.commitments.actions.changing import (
    change_commitment,
    forget_commitments,
    move_due,
    reassign,
)
from minbar.network.commitments.actions.closing import cancel_commitment, close_commitment, reopen_commitment
from minbar.network.commitments.actions.feeds import renew_feed, revoke_feed
from minbar.network.commitments.actions.making import make_commitment

__all__ = [
    "cancel_commitment",
    "change_commitment",
    "close_commitment",
    "forget_commitments",
    "make_commitment",
    "move_due",
    "reassign",
    "renew_feed",
    "reopen_commitment",
    "revoke_feed",
]
