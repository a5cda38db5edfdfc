"""What actions in a case have in common: taking hold of it, a note, what follows, and the head kept in step."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import Denied
from minbar.foundation.journal.record import record
from minbar.network.commitments.actions import close_commitment, make_commitment
from minbar.network.commitments.models import Commitment
from minbar.work.casework.cases import rules
from minbar.work.casework.cases.enums import AccessWay, FollowUpKind, ServiceKind, Stage
from minbar.work.casework.cases.models import Case, CaseNote, CaseService

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

SOURCE = "casework.case"
IS_CLOSED = _("The case is closed. Reopen it first.")
NOT_YET = _("This day has not come yet.")
NOT_OF_THIS_CASE = _("This follow-up belongs to another case.")
#: What is work on the matter itself: with the first of these a case is in progress.
WORK = frozenset(ServiceKind) - {ServiceKind.NOTE, ServiceKind.DOCUMENT, ServiceKind.RESULT}


@dataclass(frozen=True)
class FollowUp:
    """What is to be done next, by whom (the one who acts, where left out) and until when."""

    kind: FollowUpKind
    due_on: dt.date
    owed_by: User | None = None


@dataclass(frozen=True, kw_only=True)
class ServiceEntry:
    """What every service has: its day, a note that is sealed, what follows from it, and what it was due for."""

    done_on: dt.date
    note: str = ""
    follow_up: FollowUp | None = None
    fulfils: Commitment | None = None


def locked_case(case: Case, by: User, *, also_closed: bool = False) -> Case:
    """The case as it is now, locked until the action is done, for one who works on it.

    Raises:
        Denied: ``by`` does not work on it.
        ValidationError: it is closed.
    """
    now = Case.objects.select_for_update(of=("self",)).select_related("topic", "content").get(pk=case.pk)
    if not (decision := rules.can_act(by, now)):
        raise Denied(decision)
    if not (now.is_open or also_closed):
        raise ValidationError(IS_CLOSED)
    return now


def check_day(day: dt.date, case: Case, field: str = "done_on") -> None:
    """What was done was done by today; also before its case was opened, since help may come before its file.

    Raises:
        ValidationError: the day is to come.
    """
    if day > timezone.localdate():
        raise ValidationError({field: NOT_YET})


def record_service(case: Case, by: User, kind: ServiceKind, entry: ServiceEntry, **values: object) -> CaseService:
    """The service itself with its note and what follows; the case is in progress from its first work on."""
    check_day(entry.done_on, case)
    service = CaseService(case=case, kind=kind, done_on=entry.done_on, done_by=by, **values)
    service.full_clean()
    service.save()
    if entry.note.strip():
        write_note(case, by, entry.note, service)
    if kind in WORK and case.stage in (Stage.NEW, Stage.ASSESSMENT, Stage.PLAN, Stage.REOPENED):
        case.stage = Stage.IN_PROGRESS
        case.save(update_fields=["stage", "updated_at"])
    if entry.fulfils is not None:
        fulfil(entry.fulfils, service, by)
    if entry.follow_up is not None:
        follow_up(case, by, entry.follow_up)
    return service


def write_note(case: Case, by: User, text: str, service: CaseService | None = None) -> CaseNote:
    """Seal a text of those who help."""
    note = CaseNote(subject=case.subject, case=case, service=service, written_by=by)
    note.seal(text=text.strip())
    note.save()
    return note


def follow_up(case: Case, by: User, asked: FollowUp) -> Commitment:
    """Note what is due; whoever assigned the case is told when it is late."""
    assigned = case.accesses.filter(way=AccessWay.ASSIGNED, ended_at=None).select_related("given_by").first()
    return make_commitment(
        by=by,
        owed_by=asked.owed_by or by,
        due_at=asked.due_on,
        source_key=SOURCE,
        source_uid=case.uid,
        kind=asked.kind,
        escalate_to=assigned.given_by if assigned else None,
    )


def fulfil(commitment: Commitment, service: CaseService, by: User) -> None:
    """Close what was due; the service shows that it was done.

    Raises:
        ValidationError: it is another case's, or no longer open.
    """
    if (commitment.source_key, commitment.source_uid) != (SOURCE, service.case.uid):
        raise ValidationError({"fulfils": NOT_OF_THIS_CASE})
    close_commitment(commitment=commitment, by=by, evidence_uid=service.uid)


def summarise(case: Case, *kinds: ServiceKind) -> None:
    """Bring the head of the case in step with its latest services of these kinds."""
    fields: dict[str, str] = {}
    for kind in kinds:
        if kind in _SUMMARIES:
            field, path = _SUMMARIES[kind]
            latest = case.services.filter(kind=kind).order_by("-done_on", "-id").values_list(path, flat=True).first()
            fields[field] = latest or ""
    if fields:
        for field, value in fields.items():
            setattr(case, field, value)
        case.save(update_fields=[*fields, "updated_at"])


#: Kind → the case's field that repeats the latest of it, and where the service has it.
_SUMMARIES: dict[ServiceKind, tuple[str, str]] = {
    ServiceKind.ADVICE: ("advice", "advice"),
    ServiceKind.MEDIATION: ("mediation", "mediation__body"),
    ServiceKind.COURT: ("court_orientation", "court__way"),
    ServiceKind.RESULT: ("result", "result"),
}


def finish_service(service: CaseService, by: User) -> CaseService:
    """Bring the head in step with a service, and write the journal; part of an action that recorded it."""
    summarise(service.case, ServiceKind(service.kind))
    record(by=by, event="casework.action_recorded", subject=service.case)
    return service
