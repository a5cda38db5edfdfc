"""The only way to a new account: an invitation by e-mail, accepted once, within a week."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from hashlib import sha256

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from minbar.foundation.access.decisions import require
from minbar.foundation.access.roles import Role
from minbar.foundation.accounts.access import AccountsPermission
from minbar.foundation.accounts.actions import create_account, remove_second_factors
from minbar.foundation.accounts.models import Invitation, User
from minbar.foundation.journal.record import record

VALID_FOR = dt.timedelta(days=7)


class InvitationUnusable(Exception):
    """The link was used, withdrawn or is too old, or there never was one; which of these is not told."""


def _digest(token: str) -> bytes:
    return sha256(token.encode()).digest()


@transaction.atomic
def invite(
    *, email: str, name: str, roles: Sequence[Role], scope: str = "", language: str = "ar", by: User | None
) -> tuple[Invitation, str]:
    """Offer an account; returns the invitation and the token for its link, which is kept nowhere.

    An open invitation to the same address is replaced. ``by`` None is the command line.

    Raises:
        ValidationError: the address has an account already.
    """
    if by is not None:
        require(by, AccountsPermission.ADMINISTER)
    if User.objects.filter(email__iexact=email).exists():
        raise ValidationError(
            {"email": _("There is an account with this e-mail already. Open that one, or give another.")}
        )
    invitation, token = _offer(
        email=email, name=name, roles=[role.value for role in roles], scope=scope, language=language, by=by
    )
    record(by=by, event="accounts.invited", subject=invitation, changes={"roles": [None, invitation.roles]})
    return invitation, token


@transaction.atomic
def readmit(*, account: User, by: User) -> tuple[Invitation, str]:
    """For a lost phone or a forgotten everything: all keys to the account are forgotten, and it is offered anew."""
    require(by, AccountsPermission.ADMINISTER)
    remove_second_factors(account)
    invitation, token = _offer(
        email=account.email, name=account.name, roles=[], scope="", language=account.language, by=by
    )
    record(by=by, event="accounts.readmission_offered", subject=account)
    return invitation, token


def _offer(
    *, email: str, name: str, roles: list[str], scope: str, language: str, by: User | None
) -> tuple[Invitation, str]:
    now = timezone.now()
    Invitation.objects.filter(email__iexact=email, accepted_at=None, revoked_at=None).update(
        revoked_at=now, updated_at=now
    )
    token = secrets.token_urlsafe(32)
    invitation = Invitation(
        email=email.lower(),
        name=name,
        roles=roles,
        scope=scope,
        language=language,
        invited_by=by,
        token_digest=_digest(token),
        expires_at=now + VALID_FOR,
    )
    invitation.full_clean()
    invitation.save()
    return invitation, token


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: User) -> None:
    """Withdraw an invitation that nobody has accepted yet."""
    require(by, AccountsPermission.ADMINISTER)
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if locked.accepted_at is not None:
        raise ValidationError(_("This invitation has been accepted already. Deactivate the account instead."))
    locked.revoked_at = timezone.now()
    locked.save(update_fields=["revoked_at", "updated_at"])
    record(by=by, event="accounts.invitation_revoked", subject=invitation)


def open_invitation(token: str) -> Invitation:
    """The invitation of a link.

    Raises:
        InvitationUnusable: see there.
    """
    invitation = Invitation.objects.filter(token_digest=_digest(token)).first()
    if invitation is None or not invitation.is_open:
        raise InvitationUnusable
    return invitation


@transaction.atomic
def accept_invitation(*, token: str, name: str, password: str) -> User:
    """Make the account that was offered (or give it back to whom it belongs), with a password of one's own.

    Raises:
        InvitationUnusable: see there.
        ValidationError: the password is too easy to guess.
    """
    Invitation.objects.select_for_update().filter(token_digest=_digest(token)).first()
    invitation = open_invitation(token)
    account = User.objects.filter(email__iexact=invitation.email).first()
    try:
        validate_password(password, account or User(email=invitation.email, name=name))
    except ValidationError as error:
        raise ValidationError({"password": error}) from error
    if account is None:
        account = create_account(
            email=invitation.email,
            name=name,
            password=password,
            roles=[Role(role) for role in invitation.roles],
            scope=invitation.scope,
            language=invitation.language,
        )
    else:
        account.set_password(password)
        account.save(update_fields=["password", "updated_at"])
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at", "updated_at"])
    record(by=account, event="accounts.invitation_accepted", subject=account)
    return account
