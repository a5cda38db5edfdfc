"""Loads the account of a session with all that every request asks of it, in one query."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from minbar.foundation.accounts.models import User
from minbar.foundation.accounts.queries import accounts_with_rights
from minbar.foundation.records.compiled import CompiledQuery, Parameter

#: Asked with every request.
ACCOUNT: CompiledQuery[User] = CompiledQuery(
    lambda: (
        accounts_with_rights()
        .filter(pk=Parameter("pk"), is_active=True)
        .defer("created_at", "updated_at", "last_login")
    )
)


class AccountBackend(AuthenticationBackend):  # type: ignore[misc]  # a package without types
    """allauth's sign-in by e-mail; a session's account comes with its roles in force and whether it has a second
    factor. Roles are read with every request, so one that is taken away ends at once."""

    def get_user(self, user_id: Any) -> User | None:
        for user in ACCOUNT(pk=user_id):
            user.take_rights_from_annotations()
            return user
        return None
