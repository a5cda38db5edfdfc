"""What a client does by number and code. The code is the key: whoever calls these has had it checked.

In the journal nobody stands as the one who did it: it was the client.
"""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from minbar.foundation.journal.record import record
from minbar.foundation.records.idempotency import idempotent_uid
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.actions.consents import withdraw_consent
from minbar.work.casework.cases.actions.stages import shut_withdrawn
from minbar.work.casework.cases.enums import ConsentKind
from minbar.work.casework.cases.models import Case, CaseMessage

NOT_OPEN = _("This request is closed. Ask for help anew, or call us.")
ANSWERED = _("This question has been answered already. Write a message instead.")


@wall.system_access()
@transaction.atomic
def write(*, case: Case, text: str, key: UUID, answers: UUID | None = None) -> CaseMessage:
    """A message from the client, or the answer to a question that waits.

    Args:
        key: the form's own; the same text sent again with it, on a bad line, is still one message.
        answers: the question that this answers.

    Raises:
        ValidationError: the case is closed, or the question is not (or no longer) open.
    """
    case = Case.objects.select_for_update().get(pk=case.pk)
    uid = idempotent_uid(key, text, str(answers or ""))
    if sent := CaseMessage.objects.filter(case=case, uid=uid).first():
        return sent
    if not case.is_open:
        raise ValidationError(NOT_OPEN)
    question = None
    if answers is not None:
        question = CaseMessage.objects.filter(case=case, uid=answers, is_question=True, answered_by=None).first()
        if question is None:
            raise ValidationError(ANSWERED)
    message = CaseMessage(uid=uid, subject=case.subject, case=case, from_client=True, answers=question)
    message.seal(text=text)
    message.save()
    record(by=None, event="casework.client_wrote", subject=case)
    return message


@wall.system_access()
@transaction.atomic
def take_back_sharing(*, case: Case) -> None:
    """The client no longer wants anything to be told to others; the work goes on."""
    withdraw_consent(by=None, case=case, kind=ConsentKind.SHARING)


@wall.system_access()
@transaction.atomic
def withdraw(*, case: Case) -> None:
    """The client takes the whole request back: both consents end, and the case is closed as withdrawn.

    A second time changes nothing.
    """
    case = Case.objects.select_for_update().get(pk=case.pk)
    for kind in ConsentKind:
        withdraw_consent(by=None, case=case, kind=kind)
    if not case.is_open:
        return
    shut_withdrawn(case)
    record(by=None, event="casework.case_withdrawn", subject=case)
