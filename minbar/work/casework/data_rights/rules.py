"""Who keeps the register of breaches, reads a whole file, proposes an erasure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import ALLOWED, Decision, decide, denied
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.queries import reader_of
from minbar.work.casework.cases.rules import NOT_YOURS

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User
    from minbar.work.casework.cases.models import Case


def can_manage_breaches(user: User) -> Decision:
    """Whether this person keeps the register of breaches of data."""
    return decide(user, CasePermission.BREACHES)


ANOTHER_CASE = _(
    "This client has another case, which you do not read with its identity. Ask who works on it, or the supervisor."
)


def can_read_whole_file(user: User, case: Case) -> Decision:
    """Whether this reader may see and hand out all that is kept about the client of a case, in all of their cases."""
    decision = decide(user, CasePermission.EXPORT_FILE)
    if not decision:
        return decision
    if not reader_of(user, case).identity:
        return denied(NOT_YOURS)
    others = type(case)._default_manager.filter(subject=case.subject, erased_on=None).exclude(pk=case.pk)
    return ALLOWED if all(reader_of(user, other).identity for other in others) else denied(ANOTHER_CASE)


def can_propose_erasure(user: User, case: Case) -> Decision:
    """Whether this person may propose that all about the client of a case be erased."""
    decision = decide(user, CasePermission.ERASE)
    return denied(NOT_YOURS) if decision and not reader_of(user, case).head else decision
