"""Who owes the answer to a client, and telling the authority: kept in step with their records, as part of actions that
asked their rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from minbar.network.commitments import actions as engine
from minbar.network.commitments.models import Commitment
from minbar.network.commitments.queries import commitments_about, open_commitments_about
from minbar.work.casework.cases import rules as cases_rules
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.actions.parts import SOURCE as CASE
from minbar.work.casework.cases.models import Case
from minbar.work.casework.cases.queries.workers import holders
from minbar.work.casework.data_rights import rules
from minbar.work.casework.data_rights.enums import RightStatus
from minbar.work.casework.data_rights.follow_ups import BREACH, NOTIFY_AUTHORITY, RIGHT
from minbar.work.casework.data_rights.models import Breach, RightsRequest

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

#: So long before its day whoever owes an answer is reminded.
ANSWER_NOTICE = dt.timedelta(days=7)


def owe_answer(request: RightsRequest) -> None:
    """Let whoever has the case answer, else a supervisor who sees it; another supervisor is told if it is late.

    Where nobody could answer yet, :func:`tend` finds somebody later.
    """
    first = next(_who_answer(request.case), None)
    if first is None:
        return
    engine.make_commitment(
        by=None,
        owed_by=first,
        due_at=request.due_on,
        source_key=RIGHT,
        source_uid=request.uid,
        kind=request.kind,
        escalate_to=_another(CasePermission.SUPERVISE, first),
        notice=ANSWER_NOTICE,
    )


def owe_notification(breach: Breach) -> None:
    """Let whoever noted a breach tell the authority; another who keeps the register is told if it is late."""
    noted = [breach.noted_by] if breach.noted_by else []
    first = next((user for user in (*noted, *holders(CasePermission.BREACHES)) if _manages_breaches(user)), None)
    if first is None:
        return
    engine.make_commitment(
        by=None,
        owed_by=first,
        due_at=breach.due_at,
        source_key=BREACH,
        source_uid=breach.uid,
        kind=NOTIFY_AUTHORITY,
        escalate_to=_another(CasePermission.BREACHES, first),
    )


def settle(source: str, uid: UUID, *, done: bool) -> None:
    """Close what was owed once its record says that it is done; take it up again where that was a mistake."""
    if done:
        for owed in open_commitments_about(source, uid):
            engine.close_commitment(commitment=owed, by=None, evidence_uid=uid)
    elif (last := commitments_about(source, uid).order_by("-pk").first()) is not None and last.closed_at:
        engine.reopen_commitment(commitment=last, by=None)


def hand_over(case: Case) -> None:
    """Whoever has the case from now on owes its clients' answers too."""
    for request in RightsRequest.objects.filter(case=case, status=RightStatus.OPEN):
        _hand_on(open_commitments_about(RIGHT, request.uid), _who_answer(case))


def forget(cases: Iterable[Case]) -> int:
    """Erase what is owed in cases that are erased; how much that was."""
    about = [(CASE, case.uid) for case in cases]
    requests = RightsRequest.objects.filter(case__uid__in=[uid for _key, uid in about])
    about += [(RIGHT, uid) for uid in requests.values_list("uid", flat=True)]
    return sum(engine.forget_commitments(source_key=key, source_uid=uid) for key, uid in about)


def tend() -> None:
    """See that all that waits is owed by somebody who can do it: people leave, roles end. For upkeep."""
    with wall.system_access():
        for request in RightsRequest.objects.filter(status=RightStatus.OPEN).select_related("case__assigned_to"):
            with transaction.atomic():
                if owed := list(open_commitments_about(RIGHT, request.uid)):
                    _hand_on((each for each in owed if not _can_answer(each.owed_by_user, request.case)),
                             _who_answer(request.case))  # fmt: skip
                else:
                    owe_answer(request)
        for breach in Breach.objects.filter(authority_told_at=None, closed_at=None).select_related("noted_by"):
            with transaction.atomic():
                if owed := list(open_commitments_about(BREACH, breach.uid)):
                    _hand_on((each for each in owed if not _manages_breaches(each.owed_by_user)),
                             holders(CasePermission.BREACHES))  # fmt: skip
                else:
                    owe_notification(breach)


def _who_answer(case: Case) -> Iterator[User]:
    """Those who can, the nearest to the case first."""
    having = [case.assigned_to] if case.assigned_to else []
    return (user for user in (*having, *holders(CasePermission.SUPERVISE)) if _can_answer(user, case))


def _can_answer(user: User | None, case: Case) -> bool:
    return user is not None and bool(cases_rules.can_change(user, case))


def _manages_breaches(user: User | None) -> bool:
    return user is not None and bool(rules.can_manage_breaches(user))


def _another(permission: CasePermission, first: User) -> User | None:
    return next((user for user in holders(permission) if user != first), None)


def _hand_on(owed: Iterable[Commitment], heirs: Iterable[User]) -> None:
    heir = next(iter(heirs), None)
    for commitment in owed:
        if heir is not None and commitment.owed_by_user_id != heir.pk:
            engine.reassign(commitment=commitment, by=None, owed_by=heir)
