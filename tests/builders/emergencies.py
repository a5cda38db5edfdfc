"""Cases that are opened in an emergency, who opens them, and what they then read."""

from __future__ import annotations

import datetime as dt
from typing import Any

from minbar.foundation.accounts.models import RoleAssignment, User
from minbar.work.casework.cases import queries, wall
from minbar.work.casework.cases.actions import limit_case
from minbar.work.casework.cases.enums import AccessWay
from minbar.work.casework.cases.models import Case, CaseAccess, CaseContent
from minbar.work.casework.emergency_access.models import EmergencyAccess
from minbar.work.casework.identity.models import Client
from minbar.work.casework.intake.actions import open_case

CANARY = "CANARY-4410"
REASON = "The deadline to object ends today and nobody else is here."
GIVEN: dict[str, Any] = {"category": "deadline", "reason": REASON, "hours": 2}


def make_case(by: User, number: str = CANARY, *, limited: bool = True) -> Case:
    case = open_case(
        by=by,
        assign_to=by,
        number=number,
        opened_on=dt.date(2024, 3, 1),
        content={"request": f"{CANARY} request"},
        identity={"name": f"{CANARY} name"},
    )
    return limit_case(by=by, case=case, limited=True) if limited else case


def with_role(name: str, *roles: str) -> User:
    user = User.objects.create_user(f"{name}@example.org", name=name)
    for role in roles:
        RoleAssignment.objects.create(user=user, role=role)
    return user


def again(user: User) -> User:
    """The account as the next request reads it."""
    return User.objects.get(pk=user.pk)


def pass_time(hours: float) -> None:
    """Move the clock: all that an emergency access says of time lies that much further back."""
    gone = dt.timedelta(hours=hours)
    with wall.system_access():
        for access in CaseAccess.objects.filter(way=AccessWay.EMERGENCY):
            CaseAccess.objects.filter(pk=access.pk).update(until=access.until - gone)
        for emergency_access in EmergencyAccess.objects.all():
            EmergencyAccess.objects.filter(pk=emergency_access.pk).update(
                opened_at=emergency_access.opened_at - gone,
                until=emergency_access.until - gone,
                review_due=emergency_access.review_due - gone,
            )


def reads(user: User, case: Case) -> set[str]:
    """What of the case opens to ``user``, by the rules and by the database without any rule."""
    user = again(user)
    with wall.reading_as(user):
        by_rows = {
            name
            for name, rows in {
                "content": CaseContent.objects.filter(case=case.pk),
                "identity": Client.objects.filter(cases=case.pk),
            }.items()
            if rows.exists()
        }
        reader = queries.reader_of(user, case)
        assert by_rows == {name for name in ("content", "identity") if getattr(reader, name)}
        assert not by_rows or queries.cases_visible_to(user).filter(pk=case.pk).exists()
    return by_rows
