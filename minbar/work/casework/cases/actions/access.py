"""Who may read a case: giving access, ending it, limiting a case to named people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import Denied, denied
from minbar.foundation.journal.record import record
from minbar.work.casework.cases import rules, wall
from minbar.work.casework.cases.enums import AccessWay
from minbar.work.casework.cases.models import Case, CaseAccess
from minbar.work.casework.cases.queries.readers import live

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

GIVEN_BY_HAND = (AccessWay.CO_WORKER, AccessWay.NAMED)
BY_ITS_OWN_ACTION = _("A case is assigned, and opened in an emergency, by an action of its own.")


def replace_assigned(case: Case, worker: User, by: User | None) -> None:
    """Let ``worker`` have the case instead of whoever has it; part of an action that asked its rule."""
    now = timezone.now()
    case.accesses.filter(way=AccessWay.ASSIGNED, ended_at=None).update(ended_at=now, updated_at=now)
    CaseAccess.objects.create(case=case, user=worker, way=AccessWay.ASSIGNED, identity=True, given_by=by)
    case.assigned_to = worker
    case.save(update_fields=["assigned_to", "updated_at"])


@wall.system_access()
@transaction.atomic
def give_access(
    *, by: User, case: Case, user: User, way: AccessWay = AccessWay.CO_WORKER, identity: bool = False
) -> CaseAccess:
    """Let somebody read a case: a co-worker, who also acts in it, or a named reader.

    Raises:
        Denied: ``by`` may not change the case, ``user`` does no casework or would gain by an act of their own, or
            ``way`` is not given by hand.
    """
    if way not in GIVEN_BY_HAND:
        raise Denied(denied(BY_ITS_OWN_ACTION))
    for decision in (rules.can_change(by, case), rules.can_take(user)):
        if not decision:
            raise Denied(decision)
    if identity and not (decision := rules.can_read_identity(by, case)):
        raise Denied(decision)  # nobody gives what they have not
    if not (decision := rules.can_be_given(by, case, user, identity=identity)):
        raise Denied(decision)
    access, _new = live(CaseAccess.objects.all()).update_or_create(
        case=case, user=user, way=way, defaults={"identity": identity, "given_by": by}
    )
    record(by=by, event="casework.access_given", subject=case)
    return access


@wall.system_access()
@transaction.atomic
def end_access(*, by: User, access: CaseAccess) -> None:
    """End a co-worker's or a named reader's access, at once.

    Raises:
        Denied: ``by`` may not change the case, or the access is of another way: assigning anew ends the first.
    """
    if access.way not in GIVEN_BY_HAND:
        raise Denied(denied(BY_ITS_OWN_ACTION))
    if not (decision := rules.can_change(by, access.case)):
        raise Denied(decision)
    access.ended_at = timezone.now()
    access.save(update_fields=["ended_at", "updated_at"])
    record(by=by, event="casework.access_ended", subject=access.case)


@wall.system_access()
@transaction.atomic
def limit_case(*, by: User, case: Case, limited: bool) -> Case:
    """Shut a case for all but those who have access by name (supervisors too), or open it to supervisors again.

    Raises:
        Denied: ``by`` may not change the case, or would shut themselves out unless another has the case.
    """
    if not (decision := rules.can_change(by, case)):
        raise Denied(decision)
    if limited and case.assigned_to_id is None:
        raise Denied(denied(_("Assign the case first: nobody could reach it.")))
    case.is_limited = limited
    case.save(update_fields=["is_limited", "updated_at"])
    record(by=by, event="casework.case_limited" if limited else "casework.case_unlimited", subject=case)
    return case
