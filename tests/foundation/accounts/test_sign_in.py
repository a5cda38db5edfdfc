"""Nobody gets in without a second factor, and a reset never goes around it (S1); sessions have limits (S3)."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings as site
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from minbar.foundation.access.roles import Role
from minbar.foundation.accounts import actions
from minbar.foundation.accounts.models import User
from minbar.foundation.journal.models import Entry
from minbar.foundation.notifications.delivery import send_waiting
from tests.cast import TOTP_SECRET, Cast

PASSWORD = "one-two-three-4"


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def editor(cast: Cast) -> User:
    cast.editor.set_password(PASSWORD)
    cast.editor.save()
    return cast.editor


def code() -> str:
    return format_hotp_value(hotp_value(TOTP_SECRET, list(yield_hotp_counters_from_time())[1]))


def give_password(client: Client, user: User, password: str = PASSWORD) -> str:
    """Post the password; returns where it leads ("" where nowhere)."""
    response = client.post(reverse("account_login"), {"login": user.email, "password": password})
    return response.headers.get("Location", "")


def sign_in(client: Client, user: User) -> None:
    assert give_password(client, user) == reverse("mfa_authenticate")
    assert client.post(reverse("mfa_authenticate"), {"code": code()}).headers["Location"] == "/"


def test_a_password_alone_does_not_sign_in(client: Client, editor: User) -> None:
    assert give_password(client, editor) == reverse("mfa_authenticate")
    assert client.get("/").headers["Location"].startswith(reverse("account_login"))


def test_password_and_code_sign_in_with_a_new_session(client: Client, editor: User) -> None:
    client.get(reverse("account_login"))
    client.session.save()
    before = client.session.session_key
    sign_in(client, editor)
    assert client.get("/").status_code == 200
    assert client.session.session_key != before
    assert Entry.objects.filter(event="accounts.signed_in", actor=str(editor.uid)).count() == 1


def test_a_code_works_once(client: Client, editor: User) -> None:
    used = code()
    sign_in(client, editor)
    other = Client()
    give_password(other, editor)
    assert other.post(reverse("mfa_authenticate"), {"code": used}).status_code == 200  # asked again


def test_a_wrong_code_does_not_sign_in(client: Client, editor: User) -> None:
    give_password(client, editor)
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert client.get("/").status_code == 302


def test_without_a_second_factor_everything_leads_to_setting_one_up(client: Client, editor: User) -> None:
    Authenticator.objects.filter(user=editor).delete()
    give_password(client, editor)
    for route in (
        "workspace:home",
        "workspace:search",
        "admission:preferences",
        "mfa_index",
        "account_change_password",
    ):
        assert client.get(reverse(route)).headers["Location"] == reverse("admission:second-factor")
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_setting_up_a_code_application_opens_the_rest(client: Client, editor: User) -> None:
    Authenticator.objects.filter(user=editor).delete()
    give_password(client, editor)
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'id="totp-secret"\s*>\s*([A-Z2-7]+)\s*<', page)
    assert secret
    counter = list(yield_hotp_counters_from_time())[1]
    shown = format_hotp_value(hotp_value(secret[1], counter))
    assert client.post(reverse("mfa_activate_totp"), {"code": shown}).status_code == 302
    assert client.get("/").status_code == 200
    assert Authenticator.objects.filter(user=editor, type="totp").count() == 1


def test_a_password_reset_does_not_go_around_the_second_factor(client: Client, editor: User) -> None:
    client.post(reverse("account_reset_password"), {"email": editor.email})
    send_waiting()
    link = re.search(rf"{site.SITE_ADDRESS}(\S+)", str(mail.outbox[0].body))
    assert link
    form = client.get(link[1]).headers["Location"]
    client.post(form, {"password1": "entirely-new-77", "password2": "entirely-new-77"})
    assert client.get("/").status_code == 302  # not signed in by the reset
    assert give_password(client, editor, "entirely-new-77") == reverse("mfa_authenticate")


def test_the_secret_of_a_second_factor_is_not_in_the_database_as_it_is(editor: User) -> None:
    assert TOTP_SECRET not in str(Authenticator.objects.get(user=editor).data)


@pytest.mark.parametrize(("wait", "inside"), [(59 * 60, True), (61 * 60, False)])
def test_a_session_ends_when_it_is_not_used(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch, wait: int, inside: bool
) -> None:
    client.force_login(cast.editor)
    client.get("/")
    later = time.time() + wait
    monkeypatch.setattr("minbar.foundation.accounts.middleware.time.time", lambda: later)
    assert (client.get("/").status_code == 200) is inside


def test_a_session_in_use_ends_after_a_working_day(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    client.force_login(cast.editor)
    start = time.time()
    reached = []
    for hours in range(14):
        monkeypatch.setattr("minbar.foundation.accounts.middleware.time.time", lambda hours=hours: start + hours * 3500)
        reached.append(client.get("/").status_code)
    assert reached[:12] == [200] * 12
    assert reached[-1] == 302


def test_a_role_taken_away_in_one_session_ends_access_in_the_other_at_once(cast: Cast) -> None:
    actions.grant_role(account=cast.stranger, role=Role.ADMINISTRATOR, by=cast.administrator)
    theirs, mine = Client(), Client()
    theirs.force_login(cast.stranger)
    mine.force_login(cast.administrator)
    assert theirs.get(reverse("admission:accounts")).status_code == 200
    assignment = cast.stranger.role_assignments.get()
    assert mine.post(reverse("admission:role-revoke", args=[assignment.uid])).status_code == 302
    assert theirs.get(reverse("admission:accounts")).status_code == 403


def test_an_account_reads_its_own_language_whatever_the_browser_asks(client: Client, cast: Cast) -> None:
    User.objects.filter(pk=cast.editor.pk).update(language="tr")
    client.force_login(cast.editor)
    page = client.get("/", headers={"accept-language": "en"}).content.decode()
    assert '<html lang="tr" dir="ltr">' in page


def test_signing_out_ends_the_session(client: Client, cast: Cast) -> None:
    client.force_login(cast.editor)
    client.post(reverse("account_logout"))
    assert client.get("/").status_code == 302
