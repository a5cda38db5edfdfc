"""Reads of accounts, roles and invitations."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject, Now

from minbar.foundation.access.decisions import decide
from minbar.foundation.accounts.access import AccountsPermission
from minbar.foundation.accounts.models import Invitation, RoleAssignment, User

IN_FORCE = Q(ends_at=None) | Q(ends_at__gt=Now())


def accounts_with_rights() -> QuerySet[Any]:
    """Accounts with ``roles_now`` (a list of role and scope) and ``second_factor_now``, in one query."""
    roles = RoleAssignment.objects.filter(IN_FORCE, user=OuterRef("pk")).order_by("role", "scope")
    factors = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return User.objects.annotate(
        roles_now=ArraySubquery(roles.values(json=JSONObject(role="role", scope="scope"))),
        second_factor_now=Exists(factors),
    )


def accounts_visible_to(user: User) -> QuerySet[Any]:
    """All accounts for those who may view them, else none."""
    return accounts_with_rights() if decide(user, AccountsPermission.VIEW) else User.objects.none()


def invitations_visible_to(user: User) -> QuerySet[Invitation]:
    """All invitations for those who may view accounts, else none."""
    return Invitation.objects.all() if decide(user, AccountsPermission.VIEW) else Invitation.objects.none()


def roles_in_force(account: User) -> QuerySet[RoleAssignment]:
    """The roles that an account holds now."""
    return account.role_assignments.filter(IN_FORCE).order_by("role", "scope")
