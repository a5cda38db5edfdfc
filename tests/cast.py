"""The people who appear in tests: each holds one role; the stranger is signed in and has no business here."""

from __future__ import annotations

from dataclasses import dataclass, fields

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt

from minbar.foundation.access.roles import Role
from minbar.foundation.accounts.models import RoleAssignment, User

#: Of everybody's second factor, base 32.
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@dataclass
class Cast:
    administrator: User
    director: User
    secretariat_officer: User
    programme_officer: User
    editor: User
    advocacy_officer: User
    case_worker: User
    case_supervisor: User
    delegate: User
    stranger: User

    @classmethod
    def create(cls) -> Cast:
        people = {}
        for role in Role:
            user = User.objects.create_user(f"{role.value}@example.org", name=role.value.replace("_", " "))
            RoleAssignment.objects.create(user=user, role=role.value)
            people[role.value] = user
        people["stranger"] = User.objects.create_user("stranger@example.org", name="stranger")
        sealed = encrypt(TOTP_SECRET)
        Authenticator.objects.bulk_create(
            Authenticator(user=user, type=Authenticator.Type.TOTP, data={"secret": sealed}) for user in people.values()
        )
        return cls(**people)

    @classmethod
    def there(cls) -> Cast:
        """The cast that was created in this database before."""
        names = [field.name for field in fields(cls)]
        return cls(**{name: User.objects.get(email=f"{name}@example.org") for name in names})
