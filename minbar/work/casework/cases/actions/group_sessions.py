"""Sessions of psychosocial support for several clients at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import Denied
from minbar.foundation.journal.record import JournalEvent, record, record_many, subject_of
from minbar.network.directory.models import Place
from minbar.work.casework.cases import rules, wall
from minbar.work.casework.cases.actions.parts import NOT_YET, ServiceEntry, locked_case, record_service
from minbar.work.casework.cases.enums import ServiceKind
from minbar.work.casework.cases.models import Case, CaseService, GroupSession

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

SOMEBODY_CAME = _("Somebody is still in this session. Whoever has the case removes it from the session first.")
NOBODY_CAME = _("Choose the cases of those who came.")


@wall.system_access()
@transaction.atomic
def hold_group_session(
    *, by: User, cases: Sequence[Case], held_on: dt.date, place: Place | None = None, minutes: int | None = None
) -> GroupSession:
    """Record a session in all the cases whose clients came; ``by`` works on each of them.

    Raises:
        Denied: one of the cases is not ``by``'s.
        ValidationError: nobody came, the day is to come, one of the cases is closed.
    """
    if not cases:
        raise ValidationError({"cases": NOBODY_CAME})
    session = GroupSession(held_on=held_on, place=place, led_by=by, minutes=minutes)
    session.full_clean()
    session.save()
    _attend(session, by, cases)
    return session


@wall.system_access()
@transaction.atomic
def add_to_group_session(*, by: User, session: GroupSession, cases: Sequence[Case]) -> list[CaseService]:
    """Add cases to a session that was recorded, also by a colleague who was there; those in it stay as they are.

    Raises:
        Denied, ValidationError: as :func:`hold_group_session`.
    """
    session = GroupSession.objects.select_for_update().get(pk=session.pk)  # nobody removes it meanwhile
    there = set(session.attendances.values_list("case_id", flat=True))
    return _attend(session, by, [case for case in cases if case.pk not in there])


@wall.system_access()
@transaction.atomic
def correct_group_session(
    *, by: User, session: GroupSession, held_on: dt.date, place: Place | None = None, minutes: int | None = None
) -> GroupSession:
    """Correct a session's day, province and minutes, and with them what stands in each of its cases, also closed ones.

    The day may lie before one of the cases was opened; ``by`` need not see them all.

    Raises:
        Denied: ``by`` neither led it nor supervises.
        ValidationError: the day is to come.
    """
    if not (decision := rules.can_correct_session(by, session)):
        raise Denied(decision)
    if held_on > timezone.localdate():
        raise ValidationError({"held_on": NOT_YET})
    session = GroupSession.objects.select_for_update().get(pk=session.pk)  # nobody is added meanwhile
    cases = list(Case.objects.select_for_update(of=("self",)).filter(services__session=session).order_by("pk"))
    session.held_on, session.place, session.minutes = held_on, place, minutes
    session.full_clean()
    session.save()
    session.attendances.update(done_on=held_on, minutes=minutes, updated_at=timezone.now())
    events = [JournalEvent("casework.action_changed", subject_of(case)) for case in cases]
    events.append(JournalEvent("casework.group_session_changed", subject_of(session)))
    record_many(by=by, events=events)
    return session


@wall.system_access()
@transaction.atomic
def remove_group_session(*, by: User, session: GroupSession) -> None:
    """Remove a session that was recorded by mistake, once nobody is in it any more.

    Raises:
        Denied: ``by`` neither led it nor supervises.
        ValidationError: somebody is still in it.
    """
    if not (decision := rules.can_correct_session(by, session)):
        raise Denied(decision)
    session = GroupSession.objects.select_for_update().get(pk=session.pk)
    if session.attendances.exists():
        raise ValidationError(SOMEBODY_CAME)
    record(by=by, event="casework.group_session_removed", subject=session)
    session.delete()


def _attend(session: GroupSession, by: User, cases: Sequence[Case]) -> list[CaseService]:
    entry = ServiceEntry(done_on=session.held_on)
    attended = []
    for case in sorted(cases, key=lambda each: each.pk):  # always in this order: two sessions at once wait, not lock
        kept = locked_case(case, by)
        attended.append(
            record_service(kept, by, ServiceKind.GROUP_SESSION, entry, session=session, minutes=session.minutes)
        )
    for service in attended:
        record(by=by, event="casework.action_recorded", subject=service.case)
    return attended
