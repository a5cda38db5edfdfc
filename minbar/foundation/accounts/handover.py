"""What an account leaves open when it is closed, and handing it to a colleague.

A room declares what it knows of in its ``handover.py``::

    declare_handover(Handover("commitments.open", left=what_is_left, hand_over=give_to))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from minbar.foundation.access.decisions import require
from minbar.foundation.accounts.access import AccountsPermission
from minbar.foundation.journal.record import record

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@dataclass(frozen=True)
class Handover:
    """One kind of work that can be left open.

    Attributes:
        left: what an account leaves, as sentences for whoever administers; of what stands behind a wall they say no
            more than who sees to it.
        hand_over: gives it to the second account, as far as that may see it; returns how much that was. Left out where
            the room's own people do it.
    """

    key: str
    left: Callable[[User], Iterable[str]]
    hand_over: Callable[[User, User], int] | None = None


_HANDOVERS: dict[str, Handover] = {}


def declare_handover(handover: Handover) -> None:
    """Register it; one that is declared again replaces the first."""
    _HANDOVERS[handover.key] = handover


def left_by(account: User) -> list[str]:
    """All that an account leaves open."""
    return [sentence for handover in _HANDOVERS.values() for sentence in handover.left(account)]


@transaction.atomic
def hand_over(*, account: User, to: User, by: User) -> int:
    """Give a colleague what a closed account leaves open, as far as they may see it; how much that was.

    Raises:
        Denied: ``by`` does not administer accounts.
        ValidationError: the account is active, or the colleague's is closed.
    """
    require(by, AccountsPermission.ADMINISTER)
    if account.is_active:
        raise ValidationError(_("The account is active: its work is handed over by its owner. Deactivate it first."))
    if not to.is_active:
        raise ValidationError({"to": _("This account is closed too. Choose a colleague who is here.")})
    given = sum(each.hand_over(account, to) for each in _HANDOVERS.values() if each.hand_over)
    record(by=by, event="accounts.handed_over", subject=account, changes={"to": [None, str(to.uid)], "count": given})
    return given
