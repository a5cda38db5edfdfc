"""Messages between those who help and the client, who reads and answers with their code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minbar.foundation.journal.record import record
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.actions.parts import locked_case
from minbar.work.casework.cases.models import Case, CaseMessage

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

NOTHING_SAID = _("Write the message.")


@wall.system_access()
@transaction.atomic
def write_to_client(*, by: User, case: Case, text: str, is_question: bool = False) -> CaseMessage:
    """Leave a message, or a question that waits for an answer, where the client finds it with their code.

    Raises:
        Denied: ``by`` does not work on the case.
        ValidationError: nothing is said; the case is closed.
    """
    case = locked_case(case, by)
    if not text.strip():
        raise ValidationError({"text": NOTHING_SAID})
    message = CaseMessage(subject=case.subject, case=case, written_by=by, is_question=is_question)
    message.seal(text=text.strip())
    message.save()
    record(by=by, event="casework.client_written_to", subject=case)
    return message


@wall.system_access()
@transaction.atomic
def mark_messages_read(*, by: User, case: Case) -> int:
    """Note that what the client wrote has been read; how many messages that were.

    Raises:
        Denied: ``by`` does not work on the case.
    """
    case = locked_case(case, by, also_closed=True)
    now = timezone.now()
    return case.messages.filter(from_client=True, read_at=None).update(read_at=now, updated_at=now)
