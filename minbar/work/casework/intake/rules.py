"""Who may open another case for the client of an earlier one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import ALLOWED, Decision, decide, denied
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.queries import reader_of
from minbar.work.casework.cases.rules import NOT_YOURS

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User
    from minbar.work.casework.identity.models import Client


IS_LIMITED = denied(
    _("The client's earlier case is limited to named people: this one would show who they are to others.")
)


def can_open_again(user: User | None, client: Client) -> Decision:
    """Whether somebody may open another case for the client of an earlier one: who works on that with the identity.

    Not where every such case is limited to named people: readers of the new case read the same identity.
    """
    if user is None:
        return denied(NOT_YOURS)
    if not (decision := decide(user, CasePermission.WORK)):
        return decision
    readers = [(case, reader_of(user, case)) for case in client.cases.filter(erased_on=None)]
    own = [case for case, reader in readers if reader.works_on_it and reader.identity]
    if not own:
        return denied(NOT_YOURS)
    return IS_LIMITED if all(case.is_limited for case in own) else ALLOWED
