"""The administrator's screens of accounts, and the way in by invitation."""

from __future__ import annotations

import re

from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from minbar.foundation.access.roles import Role
from minbar.foundation.accounts import actions
from minbar.foundation.accounts.models import Invitation, User
from minbar.foundation.notifications.delivery import send_waiting
from tests.cast import Cast


def test_an_invitation_goes_out_in_its_readers_language_and_leads_to_an_account(cast: Cast, client: Client) -> None:
    client.force_login(cast.administrator)
    form = {"name": "Ayşe", "email": "ayse@example.org", "language": "tr", "roles": ["editor"]}
    assert client.post(reverse("admission:invite"), form).status_code == 302
    send_waiting()
    (sent,) = mail.outbox
    assert sent.to == ["ayse@example.org"] and "davet" in sent.subject
    link = re.search(rf"{settings.SITE_ADDRESS}(\S+)", str(sent.body))
    assert link
    guest = Client()
    assert "Ayşe" in guest.get(link[1]).content.decode()
    assert guest.post(link[1], {"name": "Ayşe", "password": "a-long-word-77"}).status_code == 200
    assert User.objects.get(email="ayse@example.org").roles_held() == [("editor", "")]
    assert guest.get(link[1]).status_code == 410


def test_a_weak_password_is_refused_and_what_was_typed_is_kept(cast: Cast, client: Client) -> None:
    from minbar.foundation.accounts.invitations import invite

    _invitation, token = invite(email="new@example.org", name="x", roles=[Role.EDITOR], by=cast.administrator)
    response = client.post(reverse("admission:accept", args=[token]), {"name": "سلمى", "password": "1234"})
    assert response.status_code == 422
    assert "سلمى" in response.content.decode()
    assert Invitation.objects.get().accepted_at is None


def test_the_administrator_gives_and_takes_roles_on_the_account(cast: Cast, client: Client) -> None:
    client.force_login(cast.administrator)
    client.post(reverse("admission:role-grant", args=[cast.stranger.uid]), {"role": "editor"})
    assert User.objects.get(pk=cast.stranger.pk).roles_held() == [("editor", "")]
    page = client.get(reverse("admission:account", args=[cast.stranger.uid])).content.decode()
    held = cast.stranger.role_assignments.get()
    assert reverse("admission:role-revoke", args=[held.uid]) in page


def test_one_cannot_deactivate_oneself_and_reads_why(cast: Cast, client: Client) -> None:
    client.force_login(cast.administrator)
    response = client.post(reverse("admission:account-deactivate", args=[cast.administrator.uid]), follow=True)
    assert "لا يمكنك إيقاف حسابك" in response.content.decode()
    assert User.objects.get(pk=cast.administrator.pk).is_active


def test_the_list_of_accounts_takes_as_many_queries_for_many_as_for_few(
    cast: Cast, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(cast.administrator)
    client.get(reverse("admission:accounts"))
    for number in range(30):
        actions.create_account(email=f"n{number}@example.org", name="n", password=None, roles=[Role.EDITOR])
    with django_assert_max_num_queries(8):
        client.get(reverse("admission:accounts"))


def test_preferences_take_no_field_that_the_form_has_not(cast: Cast, client: Client) -> None:
    client.force_login(cast.editor)
    form = {"name": "جديد", "language": "tr", "digits": "western", "email": "other@example.org", "is_active": ""}
    assert client.post(reverse("admission:preferences"), form).status_code == 302
    editor = User.objects.get(pk=cast.editor.pk)
    assert (editor.name, editor.language) == ("جديد", "tr")
    assert (editor.email, editor.is_active) == (cast.editor.email, True)
