"""The standing cast: one invented person for each role, who signs in with a password and a one-time code."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from allauth.mfa.totp.internal.auth import generate_totp_secret, hotp_value, yield_hotp_counters_from_time

from minbar.foundation.access.roles import Role
from minbar.foundation.accounts.actions import create_account
from minbar.foundation.accounts.models import User

NAMES = {
    Role.ADMINISTRATOR: "ريم الحداد",
    Role.DIRECTOR: "نزار الخطيب",
    Role.SECRETARIAT_OFFICER: "هبة الشامي",
    Role.PROGRAMME_OFFICER: "باسل العطار",
    Role.EDITOR: "لمى القباني",
    Role.ADVOCACY_OFFICER: "يمان الأتاسي",
    Role.CASE_WORKER: "سامر الحلبي",
    Role.CASE_SUPERVISOR: "غادة الرفاعي",
    Role.DELEGATE: "Elif Yıldız",
}
STRANGER = "stranger"
#: Colleagues in casework: what one does, another must check.
COLLEAGUES = {
    "second_case_worker": (Role.CASE_WORKER, "دعاء الكيال"),
    "second_case_supervisor": (Role.CASE_SUPERVISOR, "مازن الجابري"),
}


@dataclass(frozen=True)
class Member:
    """How one of the cast signs in. ``role`` is a role, a key of ``COLLEAGUES``, or "stranger", who holds no role."""

    role: str
    email: str
    password: str
    totp_secret: str

    def code(self) -> str:
        """The one-time code of this half minute."""
        counter = next(iter(yield_hotp_counters_from_time()))
        return f"{hotp_value(self.totp_secret, counter):06}"


def gather_cast(path: Path) -> list[Member]:
    """The cast, with accounts; made anew for those whom ``path``, readable by its owner only, does not hold yet.

    Passwords and keys are drawn at random for each installation: no two demonstrations share one.
    """
    known = json.loads(path.read_text()) if path.exists() else []
    cast = [Member(**member) for member in known]
    present = {member.role for member in cast}
    missing = [_invent(role) for role in [*map(str, Role), *COLLEAGUES, STRANGER] if role not in present]
    cast += missing
    if missing:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            json.dump([asdict(member) for member in cast], file, indent=1)
    for member in cast:
        if not User.objects.filter(email=member.email).exists():
            _give_account(member)
    return cast


def accounts_of(cast: list[Member]) -> dict[Role, User]:
    """The accounts of those who hold a role, one for each."""
    found = _accounts(cast)
    return {role: found[role] for role in Role}


def colleagues_of(cast: list[Member]) -> dict[str, User]:
    """The accounts of the colleagues, by their keys."""
    found = _accounts(cast)
    return {key: found[key] for key in COLLEAGUES}


def _accounts(cast: list[Member]) -> dict[str, User]:
    found = {user.email: user for user in User.objects.filter(email__in=[member.email for member in cast])}
    return {member.role: found[member.email] for member in cast}


def _invent(role: str) -> Member:
    return Member(role, f"{role.replace('_', '-')}@minbar.example", secrets.token_urlsafe(12), generate_totp_secret())


def _give_account(member: Member) -> None:
    role, name = COLLEAGUES.get(member.role) or (None, "زائر")
    if member.role in list(Role):
        role, name = Role(member.role), NAMES[Role(member.role)]
    create_account(
        email=member.email,
        name=name,
        password=member.password,
        roles=[role] if role else [],
        language="tr" if role == Role.DELEGATE else "ar",
        totp_secret=member.totp_secret,
    )
