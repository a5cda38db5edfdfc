"""The way to court, and the days that must not be missed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from minbar.foundation.journal.record import record
from minbar.network.commitments.actions import cancel_commitment, move_due
from minbar.network.commitments.models import Commitment
from minbar.network.commitments.queries import open_commitments_about
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.actions.parts import (
    NOT_YET,
    SOURCE,
    FollowUp,
    ServiceEntry,
    finish_service,
    follow_up,
    locked_case,
    record_service,
)
from minbar.work.casework.cases.enums import (
    CourtOrientation,
    FollowUpKind,
    ServiceKind,
)
from minbar.work.casework.cases.models import Case, CaseService, CourtProceeding

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


#: A court's days and what is due on them; the days before are met by filing.
COURT_DAYS: Mapping[str, FollowUpKind] = {
    "hearing_on": FollowUpKind.HEARING,
    "limitation_on": FollowUpKind.LIMITATION,
}


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
    return finish_service(service, by)


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
