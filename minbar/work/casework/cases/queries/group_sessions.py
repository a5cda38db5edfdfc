"""Reading group sessions. A session tells a day and a place, never who came: that stands in each of the cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from minbar.foundation.access.decisions import decide
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.enums import Stage
from minbar.work.casework.cases.models import Case, CaseService, GroupSession
from minbar.work.casework.cases.queries.cases import cases_visible_to, cases_worked_on_by

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

#: So many of one's own cases can be ticked; of more the others are named by their numbers.
TICKED = 60


def sessions_visible_to(user: User) -> QuerySet[GroupSession]:
    """All sessions, for whoever works on cases: a colleague who was there adds cases of their own."""
    sessions = GroupSession.objects.select_related("place", "led_by")
    return sessions if decide(user, CasePermission.WORK) else sessions.none()


def attendances_seen(session: GroupSession, user: User) -> list[CaseService]:
    """Of those who came the cases that ``user`` sees."""
    seen = session.attendances.filter(case__in=cases_visible_to(user))
    return list(seen.select_related("case__topic").order_by("case__number"))


def number_who_came(session: GroupSession) -> int:
    """How many came, whoever sees their cases."""
    with wall.counting():
        return session.attendances.count()


def own_open_cases(user: User, without: GroupSession | None = None) -> list[Case]:
    """Cases that ``user`` can add to a session, the newest first, but for those that are in it."""
    cases = cases_worked_on_by(user).exclude(stage=Stage.CLOSED)
    if without is not None:
        cases = cases.exclude(services__session=without)
    return list(cases[:TICKED])
