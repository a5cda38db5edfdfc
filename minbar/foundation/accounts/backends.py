"""Loads the account of a session with all that every request asks of it, in one query."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import JSONObject, Now

from minbar.foundation.accounts.models import RoleAssignment, User


class AccountBackend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's sign-in by e-mail; a session's account comes with its roles in force and whether it has a second
    factor. Roles are read with every request, so one that is taken away ends at once."""

    def get_user(self, user_id: Any) -> User | None:
        roles = RoleAssignment.objects.filter(Q(ends_at=None) | Q(ends_at__gt=Now()), user=OuterRef("pk"))
        factors = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES)
        user = (
            User.objects.annotate(
                roles_now=ArraySubquery(roles.values(json=JSONObject(role="role", scope="scope"))),
                second_factor_now=Exists(factors),
            )
            .filter(pk=user_id, is_active=True)
            .first()
        )
        if user is not None:
            user._roles_held = [(held["role"], held["scope"]) for held in user.roles_now]
            user._second_factor = user.second_factor_now
        return user
