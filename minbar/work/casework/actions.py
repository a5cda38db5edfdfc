"""Opening, changing and assigning cases. The journal learns that it was done and to which case, never what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from minbar.foundation.access.decisions import Denied, require
from minbar.foundation.journal.record import record
from minbar.foundation.records.changes import set_fields
from minbar.work.casework import rules
from minbar.work.casework.access import CasePermission
from minbar.work.casework.models import Case

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@transaction.atomic
def open_case(*, by: User, **values: Any) -> Case:
    """Open a case; it is assigned to the one who opens it.

    Raises:
        Denied: ``by`` does no casework.
        ValidationError: by field, what does not hold.
    """
    require(by, CasePermission.WORK)
    case = Case(assigned_to=by)
    set_fields(case, values)
    case.full_clean()
    case.save()
    record(by=by, action="casework.case_opened", subject=case)
    return case


@transaction.atomic
def change_case(*, by: User, case: Case, **values: Any) -> Case:
    """Change a case.

    Raises:
        Denied: the case is not ``by``'s.
        ValidationError: by field, what does not hold.
    """
    if not (decision := rules.can_change(by, case)):
        raise Denied(decision)
    changes = set_fields(case, values)
    case.full_clean()
    case.save()
    if changes:
        record(by=by, action="casework.case_changed", subject=case)
    return case


@transaction.atomic
def assign_case(*, by: User, case: Case, worker: User) -> Case:
    """Give a case to a case worker.

    Raises:
        Denied: ``by`` is no supervisor, or ``worker`` does no casework.
    """
    for decision in (rules.can_assign(by), rules.can_take(worker)):
        if not decision:
            raise Denied(decision)
    case.assigned_to = worker
    case.save(update_fields=["assigned_to", "updated_at"])
    record(by=by, action="casework.case_assigned", subject=case)
    return case
