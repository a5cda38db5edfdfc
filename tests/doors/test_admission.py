"""The administrator's screens of accounts, and the way in by invitation."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries, Settings

from minbar.foundation.access.roles import Role
from minbar.foundation.accounts import actions
from minbar.foundation.accounts.models import Invitation, User
from minbar.foundation.notifications.delivery import send_waiting
from minbar.foundation.notifications.outbox import notify
from minbar.foundation.screens.waiting import waiting_for
from minbar.network.commitments.actions import make_commitment
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


HOSTS = ("testserver:6666", "testserver:80@evil.example", "evil.example")


@pytest.mark.parametrize("host", HOSTS)
def test_no_host_that_a_request_names_gets_into_an_invitation(cast: Cast, client: Client, host: str) -> None:
    client.force_login(cast.administrator)
    form = {"name": "x", "email": "x@example.org", "language": "en", "roles": ["editor"]}
    client.post(reverse("admission:invite"), form, headers={"host": host})
    client.post(reverse("admission:account-readmit", args=[cast.editor.uid]), headers={"host": host})
    send_waiting()
    assert all(no_address_but_ours(str(sent.body)) for sent in mail.outbox)
    assert len(mail.outbox) == (2 if host == HOSTS[0] else 0)


@pytest.mark.parametrize("host", HOSTS)
def test_no_host_that_a_request_names_gets_into_a_reset(cast: Cast, client: Client, host: str) -> None:
    cache.clear()
    form = {"email": cast.editor.email}
    client.post(reverse("account_reset_password"), form, headers={"host": host})
    send_waiting()
    assert all(no_address_but_ours(str(sent.body)) for sent in mail.outbox)
    assert len(mail.outbox) == (1 if host == HOSTS[0] else 0)


def no_address_but_ours(text: str) -> bool:
    found = re.findall(r"https?://[^/\s]*", text)
    return bool(found) and set(found) == {settings.SITE_ADDRESS}


def test_the_link_of_an_invitation_and_of_a_reset_is_nowhere_in_the_database(cast: Cast, client: Client) -> None:
    cache.clear()
    client.force_login(cast.administrator)
    client.post(
        reverse("admission:invite"), {"name": "x", "email": "x@example.org", "language": "en", "roles": "editor"}
    )
    Client().post(reverse("account_reset_password"), {"email": cast.editor.email})
    before = tables_as_text()
    send_waiting()
    tokens = [re.search(r"/(?:invitation|key)/([^/\s]+)/", str(sent.body)) for sent in mail.outbox]
    assert len(tokens) == 2 and all(tokens)
    for token in tokens:
        assert token and token[1] not in before and token[1] not in tables_as_text()


def tables_as_text() -> str:
    text = ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT coalesce(string_agg(t::text, E'\\n'), '') FROM \"{table}\" t")
            text += cursor.fetchone()[0]
    return text


def test_where_no_mail_server_is_set_nothing_says_that_an_invitation_was_sent(
    cast: Cast, client: Client, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    cast.administrator.language = "en"
    cast.administrator.save()
    client.force_login(cast.administrator)
    form = {"name": "x", "email": "x@example.org", "language": "en", "roles": ["editor"]}
    page = client.post(reverse("admission:invite"), form, follow=True).content.decode()
    assert "No mail server is set" in page and "on its way" not in page


def test_what_reached_nobody_is_shown_to_whoever_administers(
    cast: Cast, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    cast.administrator.language = "en"
    cast.administrator.save()
    cast.editor.is_active = False
    cast.editor.save()
    for late in [True] * 30:
        notify(kind="casework.review", to=cast.editor, context={"late": late})
    notify(kind="casework.review", to=cast.director, context={"late": True})
    send_waiting()
    translation.activate("en")
    told = [task for task in waiting_for(User.objects.get(pk=cast.administrator.pk)) if "reached nobody" in task.text]
    assert [task.text for task in told] == ["30 messages reached nobody"]
    client.force_login(cast.administrator)
    with django_assert_max_num_queries(8):
        page = client.get(told[0].url).content.decode()
    assert page.count("Reached nobody") >= 30 and cast.director.name not in page
    assert not [task for task in waiting_for(cast.director) if "reached nobody" in str(task.text)]


def test_a_closed_account_says_what_is_left_and_hands_it_over(cast: Cast, client: Client) -> None:
    cast.administrator.language = "en"
    cast.administrator.save()
    owed = make_commitment(by=cast.director, owed_by=cast.editor, what="Send the minutes", due_at=dt.date(2031, 3, 5))
    client.force_login(cast.administrator)
    page = client.post(reverse("admission:account-deactivate", args=[cast.editor.uid]), follow=True).content.decode()
    assert page.count("1 follow-up is still open.") == 2  # what was done, and the account's page
    assert "Send the minutes" not in page
    address = reverse("admission:account-hand-over", args=[cast.editor.uid])
    assert address in page
    assert client.post(address, {"to": cast.editor.pk}).status_code == 422
    page = client.post(address, {"to": cast.director.pk}, follow=True).content.decode()
    assert "still open" not in page and address not in page
    owed.refresh_from_db()
    assert owed.owed_by == cast.director
    assert client.get(reverse("admission:account-hand-over", args=[cast.director.uid])).status_code == 404
