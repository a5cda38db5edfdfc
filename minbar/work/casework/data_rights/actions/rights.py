"""What clients claim: noted with its deadline, answered in time; an identity put right."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import Denied
from minbar.foundation.journal.record import record
from minbar.network.commitments.deadlines import in_days
from minbar.work.casework.cases import rules, wall
from minbar.work.casework.cases.models import Case
from minbar.work.casework.data_rights.actions.due import hand_over, owe_answer, settle
from minbar.work.casework.data_rights.enums import RightKind, RightStatus
from minbar.work.casework.data_rights.follow_ups import RIGHT
from minbar.work.casework.data_rights.models import RightsRequest

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

#: Law 6698 (Turkey), article 13; GDPR, article 12 (3), says a month.
DAYS_TO_ANSWER = 30


@wall.system_access()
@transaction.atomic
def claim_right(
    *, by: User | None, case: Case, kind: RightKind, wish: str = "", asked_at: dt.datetime | None = None
) -> RightsRequest:
    """Note that the client claims a right; it is due 30 days after it was asked for. A second time it is the same.

    Args:
        by: who notes it; None for the client, whose code was checked before.

    Raises:
        Denied: ``by`` may not change the case.
        ValidationError: ("asked_at") it lies ahead.
    """
    if by is not None and not (decision := rules.can_change(by, case)):
        raise Denied(decision)
    asked = asked_at or timezone.now()
    if asked > timezone.now():
        raise ValidationError({"asked_at": _("This moment lies ahead.")})
    for waiting in RightsRequest.objects.filter(case=case, kind=kind, status=RightStatus.OPEN):
        if not wish or waiting.reveal("wish") == wish:
            return waiting
    request = RightsRequest(
        subject=case.subject,
        case=case,
        kind=kind,
        from_client=by is None,
        asked_at=asked,
        due_on=in_days(DAYS_TO_ANSWER, since=asked),
    )
    request.seal(wish=wish)
    request.save()
    owe_answer(request)
    record(by=by, event="casework.right_claimed", subject=case)
    return request


@wall.system_access()
@transaction.atomic
def answer_right(*, by: User, request: RightsRequest, granted: bool, answer: str) -> RightsRequest:
    """Answer a claim; a refusal says why.

    Raises:
        Denied: ``by`` may not change the case.
        ValidationError: it was answered already, or a refusal gives no reason.
    """
    request = _locked(request)
    if not (decision := rules.can_change(by, request.case)):
        raise Denied(decision)
    if request.status != RightStatus.OPEN:
        raise ValidationError(_("This request was answered already."))
    if not granted and not answer.strip():
        raise ValidationError({"answer": _("Say why it is refused, and where the client can complain.")})
    request.status = RightStatus.GRANTED if granted else RightStatus.REFUSED
    request.answered_at, request.answered_by = timezone.now(), by
    request.seal(answer=answer.strip())
    request.save()
    settle(RIGHT, request.uid, done=True)
    record(by=by, event="casework.right_answered", subject=request.case)
    return request


@wall.system_access()
@transaction.atomic
def reopen_right(*, by: User, request: RightsRequest) -> RightsRequest:
    """Take an answer back, whose words stay for the next one. The deadline is what it was: 30 days from asking.

    Raises:
        Denied: ``by`` may not change the case.
        ValidationError: it is open.
    """
    request = _locked(request)
    if not (decision := rules.can_change(by, request.case)):
        raise Denied(decision)
    if request.status == RightStatus.OPEN:
        raise ValidationError(_("This request is open."))
    request.status, request.answered_at, request.answered_by = RightStatus.OPEN, None, None
    request.save(update_fields=["status", "answered_at", "answered_by", "updated_at"])
    settle(RIGHT, request.uid, done=False)
    hand_over(request.case)
    record(by=by, event="casework.right_reopened", subject=request.case)
    return request


def _locked(request: RightsRequest) -> RightsRequest:
    """The request as it is now, locked until the action is done."""
    return RightsRequest.objects.select_for_update(of=("self",)).select_related("case").get(pk=request.pk)
