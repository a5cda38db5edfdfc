"""Writes on accounts: creating, granting, ending. Invitations have a module of their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from minbar.foundation.access.decisions import Denied, denied, require
from minbar.foundation.access.roles import Role
from minbar.foundation.accounts.access import AccountsPermission
from minbar.foundation.accounts.models import RoleAssignment, User
from minbar.foundation.journal.record import record


@transaction.atomic
def create_account(
    *,
    email: str,
    name: str,
    password: str | None,
    roles: Iterable[Role] = (),
    scope: str = "",
    language: str = "ar",
    totp_secret: str | None = None,
    by: User | None = None,
) -> User:
    """Make an account with roles and, where a secret (base 32) is given, a TOTP second factor.

    ``by`` None is the system itself: the command line, the demonstration, or an accepted invitation.

    Raises:
        ValidationError: the e-mail is none, or has an account already.
    """
    if by is not None:
        require(by, AccountsPermission.ADMINISTER)
    validate_email(email)
    if User.objects.filter(email__iexact=email).exists():
        raise ValidationError(
            {"email": _("There is an account with this e-mail already. Open that one, or give another.")}
        )
    user = User.objects.create_user(email, password, name=name, language=language)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if totp_secret:
        TOTP.activate(user, totp_secret)
        RecoveryCodes.activate(user)
    record(by=by, event="accounts.account_created", subject=user, changes={"name": [None, name]})
    for role in roles:
        _assign(user=user, role=role, scope=scope, ends_at=None, by=by)
    return user


@transaction.atomic
def grant_role(
    *, account: User, role: Role, scope: str = "", ends_at: dt.datetime | None = None, by: User
) -> RoleAssignment:
    """Give ``account`` a role, for the whole network or within ``scope``, perhaps until a moment.

    A role that is held already gets the new end.
    """
    require(by, AccountsPermission.ADMINISTER)
    if ends_at is not None and ends_at <= timezone.now():
        raise ValidationError({"ends_at": _("The end lies in the past. Choose a later one.")})
    return _assign(user=account, role=role, scope=scope, ends_at=ends_at, by=by)


def _assign(*, user: User, role: Role, scope: str, ends_at: dt.datetime | None, by: User | None) -> RoleAssignment:
    assignment, _created = RoleAssignment.objects.update_or_create(
        user=user, role=role.value, scope=scope, defaults={"ends_at": ends_at}
    )
    after = {"role": role.value, "scope": scope, "ends_at": ends_at}
    changes = {key: [None, value] for key, value in after.items() if value}
    record(by=by, event="accounts.role_granted", subject=user, changes=changes)
    return assignment


@transaction.atomic
def revoke_role(*, assignment: RoleAssignment, by: User) -> None:
    """Take a role away; access ends with the account's next request."""
    require(by, AccountsPermission.ADMINISTER)
    if assignment.role == Role.ADMINISTRATOR:
        _keep_an_administrator(besides=assignment.user)
    assignment.ends_at = timezone.now()
    assignment.save(update_fields=["ends_at", "updated_at"])
    before = {"role": assignment.role, "scope": assignment.scope}
    changes = {key: [value, None] for key, value in before.items() if value}
    record(by=by, event="accounts.role_revoked", subject=assignment.user, changes=changes)


@transaction.atomic
def deactivate_account(*, account: User, by: User) -> None:
    """Close an account; whoever is signed in with it is signed out."""
    require(by, AccountsPermission.ADMINISTER)
    if account.pk == by.pk:
        raise Denied(denied(_("You can't deactivate your own account. Ask another administrator.")))
    _keep_an_administrator(besides=account)
    account.is_active = False
    account.save(update_fields=["is_active", "updated_at"])
    end_sessions(account)
    record(by=by, event="accounts.account_deactivated", subject=account, changes={"is_active": [True, False]})


@transaction.atomic
def reactivate_account(*, account: User, by: User) -> None:
    """Open a closed account again, with the roles that it still holds."""
    require(by, AccountsPermission.ADMINISTER)
    account.is_active = True
    account.save(update_fields=["is_active", "updated_at"])
    record(by=by, event="accounts.account_reactivated", subject=account, changes={"is_active": [False, True]})


@transaction.atomic
def choose_preferences(*, account: User, name: str, language: str, digits: str) -> None:
    """One's own name, language and digits."""
    before = {"name": account.name, "language": account.language, "digits": account.digits}
    account.name, account.language, account.digits = name, language, digits
    account.full_clean(exclude=["password"])
    account.save(update_fields=["name", "language", "digits", "updated_at"])
    after = {"name": name, "language": language, "digits": digits}
    changes = {key: [before[key], after[key]] for key in before if before[key] != after[key]}
    if changes:
        record(by=account, event="accounts.preferences_changed", subject=account, changes=changes)


def remove_second_factors(account: User) -> None:
    """Forget TOTP, passkeys and recovery codes, the password with them: none of them may outlive the others' loss."""
    Authenticator.objects.filter(user=account).delete()
    account.set_unusable_password()
    account.save(update_fields=["password", "updated_at"])
    end_sessions(account)


def end_sessions(account: User) -> None:
    """Sign the account out everywhere."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(account.pk):
            session.delete()


def _keep_an_administrator(*, besides: User) -> None:
    """Refuse what would leave the network without an active administrator."""
    now = timezone.now()
    others = RoleAssignment.objects.select_for_update().filter(
        role=Role.ADMINISTRATOR.value, scope="", user__is_active=True
    )
    if not any(held.user_id != besides.pk and (held.ends_at is None or held.ends_at > now) for held in others):
        raise Denied(denied(_("This is the last administrator. Make somebody else an administrator first.")))
