"""Changing and assigning cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from minbar.foundation.access.decisions import Denied
from minbar.foundation.journal.record import record
from minbar.foundation.records.changes import set_fields
from minbar.work.casework.cases import rules, wall
from minbar.work.casework.cases.actions.access import replace_assigned
from minbar.work.casework.cases.hooks import case_assigned
from minbar.work.casework.cases.models import Case

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@wall.system_access()
@transaction.atomic
def change_case(*, by: User, case: Case, **values: Any) -> Case:
    """Change the head of a case.

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
        record(by=by, event="casework.case_changed", subject=case)
    return case


@wall.system_access()
@transaction.atomic
def assign_case(*, by: User, case: Case, worker: User) -> Case:
    """Give a case to a case worker; whoever had it reads it no more.

    Raises:
        Denied: ``by`` is no supervisor or does not see the case, ``worker`` does no casework, or would gain by an act
            of their own.
    """
    for decision in (rules.can_assign(by), rules.can_change(by, case), rules.can_take(worker)):
        if not decision:
            raise Denied(decision)
    if not (decision := rules.can_be_given(by, case, worker, identity=True)):
        raise Denied(decision)
    replace_assigned(case, worker, by)
    case_assigned(case)
    record(by=by, event="casework.case_assigned", subject=case)
    return case
