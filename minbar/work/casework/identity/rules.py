"""Who may say that the clients of two cases are one person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import ALLOWED, Decision, denied
from minbar.work.casework.cases.rules import can_act, can_read_identity

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User
    from minbar.work.casework.cases.models import Case


NOT_BOTH_YOURS = _(
    "To compare the two you need to work on both with the identity. Ask who works on the other case, or the supervisor."
)


ONE_IS_LIMITED = _("One of the two cases is limited to named people: readers of the other would learn whose it is.")


def can_join(user: User, case: Case, other: Case) -> Decision:
    """Whether somebody may compare whose two cases are, and say that it is one person: who works on both with the
    identity. Not where one is limited to named people, since readers of either read the same identity afterwards.
    """
    if not all(can_act(user, each) and can_read_identity(user, each) for each in (case, other)):
        return denied(NOT_BOTH_YOURS)
    return denied(ONE_IS_LIMITED) if case.is_limited or other.is_limited else ALLOWED
