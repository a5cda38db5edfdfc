"""How far the work on a case is: assessment, plan, closing, reopening. What came of it is its result, apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minbar.foundation.journal.record import record
from minbar.foundation.records.changes import set_fields
from minbar.network.commitments.actions import cancel_commitment
from minbar.network.commitments.queries import open_commitments_about
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.actions.parts import (
    SOURCE,
    ServiceEntry,
    locked_case,
    record_service,
    summarise,
    write_note,
)
from minbar.work.casework.cases.enums import CaseResult, ConsentKind, FollowUpKind, ServiceKind, Stage
from minbar.work.casework.cases.models import Case, CaseContent, CaseService
from minbar.work.casework.cases.queries.retention import retained_until, years_by_topic

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

#: Where a case can be moved by hand. Closing and reopening are actions of their own; nothing becomes new again.
WAYS: Mapping[Stage, frozenset[Stage]] = {
    Stage.NEW: frozenset({Stage.ASSESSMENT, Stage.PLAN, Stage.IN_PROGRESS}),
    Stage.ASSESSMENT: frozenset({Stage.PLAN, Stage.IN_PROGRESS}),
    Stage.PLAN: frozenset({Stage.ASSESSMENT, Stage.IN_PROGRESS}),
    Stage.IN_PROGRESS: frozenset({Stage.ASSESSMENT, Stage.PLAN}),
    Stage.REOPENED: frozenset({Stage.ASSESSMENT, Stage.PLAN, Stage.IN_PROGRESS}),
    Stage.CLOSED: frozenset(),
}
#: What stays due when a case is closed.
AFTER_CLOSING = frozenset({FollowUpKind.CHECK_RESULT})

NO_WAY = _("A case does not go from this stage to that one.")
RESULT_OR_REASON = _("Choose a result, or say why the case is closed without one.")
SAY_TO_CLIENT = _("Write what the client reads with their code.")
NOT_CLOSED = _("The case is open already.")
NO_CONSENT = _("These questions are asked only where the client agrees to the service.")


@wall.system_access()
@transaction.atomic
def move_case(*, by: User, case: Case, stage: Stage) -> Case:
    """Move an open case to another stage of the work.

    Raises:
        Denied: ``by`` does not work on it.
        ValidationError: there is no such way.
    """
    case = locked_case(case, by)
    if stage == case.stage:
        return case
    if stage not in WAYS[Stage(case.stage)]:
        raise ValidationError({"stage": NO_WAY})
    case.stage = stage
    case.save(update_fields=["stage", "updated_at"])
    record(by=by, event="casework.stage_changed", subject=case)
    return case


@wall.system_access()
@transaction.atomic
def assess_case(*, by: User, case: Case, texts: Mapping[str, str], **values: Any) -> Case:
    """Write down the assessment: what is chosen (``values``, fields of the case) and what is said (``texts``).

    A new case is in assessment with this.

    Args:
        texts: ``assessment`` and ``plan``, as they are from now on.

    Raises:
        Denied: ``by`` does not work on it.
        ValidationError: by field; the Washington Group's questions are answered without consent to the service.
    """
    case = locked_case(case, by)
    if values.get("functioning") and not _agrees(case):
        raise ValidationError({"functioning": NO_CONSENT})
    set_fields(case, values)
    if case.stage == Stage.NEW:
        case.stage = Stage.ASSESSMENT
    case.full_clean()
    case.save()
    _seal(case, texts)
    record(by=by, event="casework.case_changed", subject=case)
    return case


@wall.system_access()
@transaction.atomic
def close_case(
    *,
    by: User,
    case: Case,
    result: CaseResult | None = None,
    reason: str = "",
    answer: str = "",
    on: dt.date | None = None,
) -> Case:
    """Close a case with a result, measured now or before, or with the reason why there is none.

    What is still due is let go, but for checking the result. The case is kept as long as its topic says.

    Args:
        reason: kept sealed, as a note.
        answer: what the client reads with their code; needed where they have one.

    Raises:
        Denied: ``by`` does not work on it.
        ValidationError: by field, what is missing; it is closed already.
    """
    case = locked_case(case, by)
    if not (result or case.result or reason.strip()):
        raise ValidationError({"result": RESULT_OR_REASON})
    if case.secret and not answer.strip():
        raise ValidationError({"answer": SAY_TO_CLIENT})
    today = timezone.localdate()
    if result and result != case.result:
        record_service(case, by, ServiceKind.RESULT, ServiceEntry(done_on=today), result=result)
        summarise(case, ServiceKind.RESULT)
    if reason.strip():
        write_note(case, by, reason)
    if answer.strip():
        _seal(case, {"answer": answer.strip()})
    shut(case, by, on=today)
    record(by=by, event="casework.case_closed", subject=case)
    return case


@wall.system_access()
@transaction.atomic
def reopen_case(*, by: User, case: Case) -> Case:
    """Take up a closed case again; its result stays until another is measured.

    Raises:
        Denied: ``by`` does not work on it.
        ValidationError: it is open.
    """
    case = locked_case(case, by, also_closed=True)
    if case.is_open:
        raise ValidationError(NOT_CLOSED)
    case.stage, case.closed_on, case.erase_after = Stage.REOPENED, None, None
    case.save(update_fields=["stage", "closed_on", "erase_after", "updated_at"])
    record(by=by, event="casework.case_reopened", subject=case)
    return case


def shut(case: Case, by: User | None, *, on: dt.date) -> None:
    """Close a case and let go what was due; part of an action that asked its rule."""
    case.stage, case.closed_on = Stage.CLOSED, on
    case.erase_after = retained_until(on, years_by_topic()[case.topic_id])
    case.save(update_fields=["stage", "closed_on", "erase_after", "updated_at"])
    for due in open_commitments_about(SOURCE, case.uid):
        if due.kind not in AFTER_CLOSING:
            cancel_commitment(commitment=due, by=None)


def shut_withdrawn(case: Case) -> None:
    """Close a case because the client withdraws it; part of the client's own action."""
    today = timezone.localdate()
    CaseService.objects.create(case=case, kind=ServiceKind.RESULT, done_on=today, result=CaseResult.WITHDRAWN)
    summarise(case, ServiceKind.RESULT)
    shut(case, None, on=today)


def _agrees(case: Case) -> bool:
    return case.consents.filter(kind=ConsentKind.SERVICE, withdrawn_at=None).exists()


def _seal(case: Case, texts: Mapping[str, str]) -> None:
    content, _new = CaseContent.objects.get_or_create(case=case, defaults={"subject": case.subject})
    content.seal(**{name: text.strip() for name, text in texts.items()})
    content.save()
