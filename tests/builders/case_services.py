"""Cases and the services that are recorded in them. ``CANARY`` stands in what is sealed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.utils import timezone

from minbar.foundation.accounts.models import RoleAssignment, User
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.actions import ServiceEntry
from minbar.work.casework.cases.models import Case
from minbar.work.casework.intake import actions as intake_actions
from tests.cast import TOTP_SECRET

CANARY = "CANARY-4417"


def day(ahead: int = 0) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=ahead)


def open_case(by: User, number: str = "481 000 001", **more: Any) -> Case:
    values = {"assign_to": by, "content": {"request": f"{CANARY} request"}, "identity": {"name": f"{CANARY} name"}}
    return intake_actions.open_case(by=by, number=number, opened_on=day(-10), **(values | more))


def second_worker(name: str = "second") -> User:
    user = User.objects.create_user(f"{name}@example.org", name=name)
    RoleAssignment.objects.create(user=user, role="case_worker")
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": encrypt(TOTP_SECRET)})
    return user


def now(case: Case) -> Case:
    with wall.system_access():
        return Case.objects.select_related("content").get(pk=case.pk)


def service_entry(**more: Any) -> ServiceEntry:
    return ServiceEntry(**({"done_on": day()} | more))
