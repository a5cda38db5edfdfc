"""An invitation opens one account, once, for a week; its link is kept by nobody but its recipient."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from minbar.foundation.access.decisions import Denied
from minbar.foundation.access.roles import Role
from minbar.foundation.accounts.invitations import (
    VALID_FOR,
    InvitationUnusable,
    accept_invitation,
    invite,
    open_invitation,
    revoke_invitation,
)
from minbar.foundation.accounts.models import Invitation
from tests.cast import Cast

PASSWORD = "a long enough word 7"


def invited(cast: Cast, email: str = "new@example.org") -> str:
    _invitation, token = invite(email=email, name="جديد", roles=[Role.EDITOR], by=cast.administrator)
    return token


def test_an_accepted_invitation_makes_an_account_with_its_roles(cast: Cast) -> None:
    account = accept_invitation(token=invited(cast), name="سلمى", password=PASSWORD)
    assert (account.name, account.roles_held()) == ("سلمى", [("editor", "")])
    assert account.check_password(PASSWORD)


def test_an_invitation_is_accepted_once(cast: Cast) -> None:
    token = invited(cast)
    accept_invitation(token=token, name="x", password=PASSWORD)
    with pytest.raises(InvitationUnusable):
        accept_invitation(token=token, name="x", password=PASSWORD)


def test_an_invitation_runs_out(cast: Cast) -> None:
    token = invited(cast)
    for invitation in Invitation.objects.all():
        Invitation.objects.update(expires_at=invitation.expires_at - VALID_FOR - dt.timedelta(seconds=1))
    with pytest.raises(InvitationUnusable):
        open_invitation(token)


def test_a_withdrawn_invitation_opens_nothing(cast: Cast) -> None:
    token = invited(cast)
    revoke_invitation(invitation=Invitation.objects.get(), by=cast.administrator)
    with pytest.raises(InvitationUnusable):
        open_invitation(token)


def test_a_second_invitation_replaces_the_first(cast: Cast) -> None:
    first, second = invited(cast), invited(cast, "NEW@example.org")
    with pytest.raises(InvitationUnusable):
        open_invitation(first)
    assert open_invitation(second).email == "new@example.org"


def test_the_token_is_kept_nowhere(cast: Cast) -> None:
    token = invited(cast)
    assert all(token not in str(value) for value in Invitation.objects.values().get().values())


def test_a_guessable_password_is_refused_and_the_invitation_stays_open(cast: Cast) -> None:
    token = invited(cast)
    with pytest.raises(ValidationError):
        accept_invitation(token=token, name="x", password="12345678")
    assert open_invitation(token)


def test_only_administrators_invite(cast: Cast) -> None:
    with pytest.raises(Denied):
        invite(email="new@example.org", name="x", roles=[Role.ADMINISTRATOR], by=cast.director)


def test_whoever_has_an_account_is_not_invited(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        invited(cast, "Editor@example.org")
