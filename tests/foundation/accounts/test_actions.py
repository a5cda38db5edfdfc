"""Who may make, change and end accounts, and what becomes of those who are signed in."""

from __future__ import annotations

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from minbar.foundation.access.decisions import Denied, decide
from minbar.foundation.access.roles import Role
from minbar.foundation.accounts import actions
from minbar.foundation.accounts.access import AccountsPermission
from minbar.foundation.accounts.backends import AccountBackend
from minbar.foundation.accounts.models import RoleAssignment, User
from minbar.foundation.journal.models import Entry
from tests.cast import TOTP_SECRET, Cast


def test_an_account_is_made_with_its_roles_and_second_factor(db: None) -> None:
    made = actions.create_account(
        email="New@Example.org", name="جديد", password="long enough 1", roles=[Role.EDITOR], totp_secret=TOTP_SECRET
    )
    assert (made.email, made.roles_held(), made.has_second_factor()) == ("new@example.org", [("editor", "")], True)
    assert [entry.event for entry in Entry.objects.all()] == ["accounts.account_created", "accounts.role_granted"]


def test_an_address_has_one_account_whatever_its_case(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        actions.create_account(email="EDITOR@example.org", name="x", password=None, by=cast.administrator)


def test_the_journal_never_holds_passwords_or_secrets(db: None) -> None:
    actions.create_account(email="a@example.org", name="x", password="pass-canary-1", totp_secret=TOTP_SECRET)
    written = "".join(entry.content for entry in Entry.objects.all())
    assert "canary" not in written
    assert TOTP_SECRET not in written


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_administrators_change_accounts(cast: Cast, role: Role) -> None:
    other = getattr(cast, role.value)
    held = cast.delegate.role_assignments.get()
    for act in (
        lambda: actions.create_account(email="a@example.org", name="x", password=None, by=other),
        lambda: actions.grant_role(account=other, role=Role.ADMINISTRATOR, by=other),
        lambda: actions.revoke_role(assignment=held, by=other),
        lambda: actions.deactivate_account(account=cast.stranger, by=other),
        lambda: actions.reactivate_account(account=cast.stranger, by=other),
    ):
        with pytest.raises(Denied):
            act()
    assert not Entry.objects.exists()


def test_the_last_administrator_keeps_the_role_and_the_account(cast: Cast) -> None:
    with pytest.raises(Denied):
        actions.revoke_role(assignment=cast.administrator.role_assignments.get(), by=cast.administrator)
    second = actions.create_account(
        email="b@example.org", name="b", password=None, roles=[Role.ADMINISTRATOR], by=cast.administrator
    )
    actions.deactivate_account(account=cast.administrator, by=second)
    with pytest.raises(Denied):
        actions.revoke_role(assignment=second.role_assignments.get(), by=second)


def test_a_role_ends_at_its_moment(cast: Cast) -> None:
    actions.grant_role(
        account=cast.stranger, role=Role.EDITOR, ends_at=timezone.now() + dt.timedelta(days=1), by=cast.administrator
    )
    assert AccountBackend().get_user(cast.stranger.pk).roles_held() == [("editor", "")]
    RoleAssignment.objects.filter(user=cast.stranger).update(ends_at=timezone.now() - dt.timedelta(seconds=1))
    assert AccountBackend().get_user(cast.stranger.pk).roles_held() == []


def test_a_role_within_a_scope_does_not_reach_beyond_it(cast: Cast) -> None:
    class Branch:
        def __init__(self, number: int) -> None:
            self.number = number

        def access_scopes(self) -> frozenset[str]:
            return frozenset({f"branch:{self.number}"})

    actions.grant_role(account=cast.stranger, role=Role.ADMINISTRATOR, scope="branch:7", by=cast.administrator)
    user = User.objects.get(pk=cast.stranger.pk)
    assert decide(user, AccountsPermission.VIEW, subject=Branch(7))
    assert not decide(user, AccountsPermission.VIEW, subject=Branch(8))
    assert not decide(user, AccountsPermission.VIEW)


def test_deactivation_signs_out_everywhere(cast: Cast, client: Client) -> None:
    client.force_login(cast.editor)
    actions.deactivate_account(account=cast.editor, by=cast.administrator)
    assert "_auth_user_id" not in client.session


def test_readmission_forgets_every_key_to_the_account(cast: Cast) -> None:
    from minbar.foundation.accounts.invitations import accept_invitation, readmit

    cast.editor.set_password("forgotten long ago")
    cast.editor.save()
    _invitation, token = readmit(account=cast.editor, by=cast.administrator)
    editor = User.objects.get(pk=cast.editor.pk)
    assert not editor.has_usable_password()
    assert not Authenticator.objects.filter(user=editor).exists()
    assert accept_invitation(token=token, name="x", password="entirely new 9").pk == cast.editor.pk
