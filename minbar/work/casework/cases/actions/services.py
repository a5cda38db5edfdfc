"""What is done for a case, by kind: advice, mediation, the way to court, counselling, notes, results."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from minbar.foundation.journal.record import record
from minbar.network.directory.models import Organisation
from minbar.work.casework.cases import rules, wall
from minbar.work.casework.cases.actions.parts import (
    ServiceEntry,
    check_day,
    finish_service,
    locked_case,
    record_service,
    summarise,
    write_note,
)
from minbar.work.casework.cases.enums import (
    Advice,
    CaseResult,
    MediationBody,
    ReferralStatus,
    ServiceKind,
)
from minbar.work.casework.cases.models import Case, CaseService, Mediation, MediationSession

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

EMPTY_NOTE = _("Write the note.")
NO_MEDIATOR = _("Only somebody who does casework can mediate in a case.")
WITH_ITS_SESSION = _("The day of a group session is corrected in the session itself, by who led it or a supervisor.")
SHARED_WITH_OTHERS = _("What was shared with another organisation stays as it was: withdraw the referral instead.")


@wall.system_access()
@transaction.atomic
def advise(*, by: User, case: Case, entry: ServiceEntry, advice: Advice) -> CaseService:
    """Record legal advice of one of the four classes.

    Raises:
        Denied: ``by`` does not work on the case.
        ValidationError: by field, what does not hold; the case is closed.
    """
    case = locked_case(case, by)
    service = record_service(case, by, ServiceKind.ADVICE, entry, advice=advice)
    return finish_service(service, by)


@wall.system_access()
@transaction.atomic
def mediate(
    *,
    by: User,
    case: Case,
    entry: ServiceEntry,
    body: MediationBody,
    organisation: Organisation | None = None,
    mediator: User | None = None,
) -> CaseService:
    """Record that the network mediates: with which body, and by whom (the one who acts, where left out).

    Raises:
        Denied, ValidationError: as :func:`advise`; the mediator does no casework.
    """
    case = locked_case(case, by)
    if mediator is not None and not rules.can_take(mediator):
        raise ValidationError({"mediator": NO_MEDIATOR})
    service = record_service(case, by, ServiceKind.MEDIATION, entry)
    Mediation.objects.create(service=service, case=case, body=body, organisation=organisation, mediator=mediator or by)
    return finish_service(service, by)


@wall.system_access()
@transaction.atomic
def add_session(*, by: User, mediation: Mediation, held_on: dt.date, note: str = "") -> MediationSession:
    """Note a day on which the mediator spoke with the other side.

    Raises:
        Denied, ValidationError: as :func:`advise`.
    """
    case = locked_case(mediation.case, by)
    check_day(held_on, case, "held_on")
    session = MediationSession.objects.create(mediation=mediation, case=case, held_on=held_on)
    if note.strip():
        write_note(case, by, note, mediation.service)
    record(by=by, event="casework.action_changed", subject=case)
    return session


@wall.system_access()
@transaction.atomic
def counsel(*, by: User, case: Case, entry: ServiceEntry, minutes: int | None = None) -> CaseService:
    """Record a session of individual counselling.

    Raises:
        Denied, ValidationError: as :func:`advise`.
    """
    case = locked_case(case, by)
    return finish_service(record_service(case, by, ServiceKind.COUNSELLING, entry, minutes=minutes), by)


@wall.system_access()
@transaction.atomic
def add_note(*, by: User, case: Case, entry: ServiceEntry) -> CaseService:
    """Write a note, also about a closed case.

    Raises:
        Denied, ValidationError: as :func:`advise`; the note is empty.
    """
    case = locked_case(case, by, also_closed=True)
    if not entry.note.strip():
        raise ValidationError({"note": EMPTY_NOTE})
    return finish_service(record_service(case, by, ServiceKind.NOTE, entry), by)


@wall.system_access()
@transaction.atomic
def measure_result(*, by: User, case: Case, entry: ServiceEntry, result: CaseResult) -> CaseService:
    """Record what came of the work; it may be measured after the case was closed.

    Raises:
        Denied, ValidationError: as :func:`advise`.
    """
    case = locked_case(case, by, also_closed=True)
    return finish_service(record_service(case, by, ServiceKind.RESULT, entry, result=result), by)


@wall.system_access()
@transaction.atomic
def correct_service(*, by: User, service: CaseService, done_on: dt.date, **values: str) -> CaseService:
    """Correct the day of a service and what was chosen in it: ``advice``, ``result``, ``body`` or ``way``.

    Raises:
        Denied, ValidationError: as :func:`advise`; a value that its kind has not; it belongs to a group session.
    """
    case = locked_case(service.case, by, also_closed=True)
    if service.session_id is not None:
        raise ValidationError(WITH_ITS_SESSION)
    check_day(done_on, case)
    service.done_on = done_on
    particulars = {"body": "mediation", "way": "court"}
    for name, value in values.items():
        holder = getattr(service, particulars[name]) if name in particulars else service
        setattr(holder, name, value)
        holder.full_clean()
        holder.save()
    service.full_clean()
    service.save()
    summarise(case, ServiceKind(service.kind))
    record(by=by, event="casework.action_changed", subject=case)
    return service


@wall.system_access()
@transaction.atomic
def remove_service(*, by: User, service: CaseService) -> None:
    """Take back what was recorded by mistake, with its notes.

    Raises:
        Denied: ``by`` does not work on the case, or a referral has gone out.
    """
    case = locked_case(service.case, by, also_closed=True)
    if service.kind == ServiceKind.REFERRAL and service.referral.status != ReferralStatus.WITHDRAWN:
        raise ValidationError(SHARED_WITH_OTHERS)
    kind = ServiceKind(service.kind)
    service.delete()
    summarise(case, kind)
    record(by=by, event="casework.action_removed", subject=case)
