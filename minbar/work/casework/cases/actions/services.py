"""What is done for a case, by kind: advice, mediation, the way to court, counselling, notes, results."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minbar.foundation.journal.record import record
from minbar.network.commitments.actions import cancel_commitment, move_due
from minbar.network.commitments.models import Commitment
from minbar.network.commitments.queries import open_commitments_about
from minbar.network.directory.models import Organisation
from minbar.work.casework.cases import rules, wall
from minbar.work.casework.cases.actions.parts import (
    NOT_YET,
    SOURCE,
    FollowUp,
    ServiceEntry,
    check_day,
    follow_up,
    locked_case,
    record_service,
    summarise,
    write_note,
)
from minbar.work.casework.cases.enums import (
    Advice,
    CaseResult,
    CourtOrientation,
    FollowUpKind,
    MediationBody,
    ReferralStatus,
    ServiceKind,
)
from minbar.work.casework.cases.models import Case, CaseService, CourtProceeding, Mediation, MediationSession

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

#: A court's days and what is due on them; the days before are met by filing.
COURT_DAYS: Mapping[str, FollowUpKind] = {
    "hearing_on": FollowUpKind.HEARING,
    "limitation_on": FollowUpKind.LIMITATION,
}
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
    return _recorded(service, by)


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
    return _recorded(service, by)


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
def orient_to_court(
    *,
    by: User,
    case: Case,
    entry: ServiceEntry,
    way: CourtOrientation,
    filed_on: dt.date | None = None,
    hearing_on: dt.date | None = None,
    limitation_on: dt.date | None = None,
) -> CaseService:
    """Record the way to court. Days of it that are to come are followed up by themselves.

    Raises:
        Denied, ValidationError: as :func:`advise`.
    """
    case = locked_case(case, by)
    service = record_service(case, by, ServiceKind.COURT, entry)
    court = CourtProceeding(service=service, case=case, way=way)
    _set_days(court, by, filed_on=filed_on, hearing_on=hearing_on, limitation_on=limitation_on)
    return _recorded(service, by)


@wall.system_access()
@transaction.atomic
def change_court_days(
    *,
    by: User,
    court: CourtProceeding,
    filed_on: dt.date | None,
    hearing_on: dt.date | None,
    limitation_on: dt.date | None,
) -> CourtProceeding:
    """Set the days of a court proceeding anew; what is due moves with them.

    Raises:
        Denied, ValidationError: as :func:`advise`.
    """
    locked_case(court.case, by)
    _set_days(court, by, filed_on=filed_on, hearing_on=hearing_on, limitation_on=limitation_on)
    record(by=by, event="casework.action_changed", subject=court.case)
    return court


def _set_days(court: CourtProceeding, by: User, **days: dt.date | None) -> None:
    if (filed_on := days["filed_on"]) and filed_on > timezone.localdate():
        raise ValidationError({"filed_on": NOT_YET})
    before = {field: getattr(court, field) for field in COURT_DAYS}
    for field, day in days.items():
        setattr(court, field, day)
    court.save()
    due = {each.kind: each for each in open_commitments_about(SOURCE, court.case.uid)}
    for field, kind in COURT_DAYS.items():
        day = None if kind is FollowUpKind.LIMITATION and filed_on else days[field]  # filing stops the period
        if day != before[field] or (filed_on and kind in due):
            _follow(court.case, by, kind, day, due.get(kind))


def _follow(case: Case, by: User, kind: FollowUpKind, day: dt.date | None, due: Commitment | None) -> None:
    """Let one follow-up of ``kind`` be due on ``day``; none where there is no day, or it is past."""
    wanted = day is not None and day >= timezone.localdate()
    if due is not None and not wanted:
        cancel_commitment(commitment=due, by=by)
    elif due is not None and day is not None:
        move_due(commitment=due, by=by, due_at=day)
    elif wanted and day is not None:
        follow_up(case, by, FollowUp(kind, day, case.assigned_to))


@wall.system_access()
@transaction.atomic
def counsel(*, by: User, case: Case, entry: ServiceEntry, minutes: int | None = None) -> CaseService:
    """Record a session of individual counselling.

    Raises:
        Denied, ValidationError: as :func:`advise`.
    """
    case = locked_case(case, by)
    return _recorded(record_service(case, by, ServiceKind.COUNSELLING, entry, minutes=minutes), by)


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
    return _recorded(record_service(case, by, ServiceKind.NOTE, entry), by)


@wall.system_access()
@transaction.atomic
def measure_result(*, by: User, case: Case, entry: ServiceEntry, result: CaseResult) -> CaseService:
    """Record what came of the work; it may be measured after the case was closed.

    Raises:
        Denied, ValidationError: as :func:`advise`.
    """
    case = locked_case(case, by, also_closed=True)
    return _recorded(record_service(case, by, ServiceKind.RESULT, entry, result=result), by)


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


def _recorded(service: CaseService, by: User) -> CaseService:
    summarise(service.case, ServiceKind(service.kind))
    record(by=by, event="casework.action_recorded", subject=service.case)
    return service
