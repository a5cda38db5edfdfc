"""Passkeys with a virtual authenticator (S1): set up after the password, then enough to sign in."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.urls import reverse

from minbar.foundation.accounts.models import User
from tests.browser.conftest import House, Visit, assert_accessible

pytestmark = pytest.mark.browser
PASSWORD = "one-two-three-4"


@pytest.fixture
def newcomer(house: House) -> User:
    """An account that has a password and nothing else yet."""
    cache.clear()
    User.objects.filter(email="newcomer@example.org").delete()
    return User.objects.create_user("newcomer@example.org", PASSWORD, name="سلمى", language="ar")


def with_authenticator(visit: Visit, *, verifies: bool = True) -> Any:
    """Put a virtual authenticator into the browser, as CDP offers it."""
    session = visit.page.context.new_cdp_session(visit.page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": verifies,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


def give_password(visit: Visit, user: User) -> None:
    page = visit.open(reverse("account_login"))
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", PASSWORD)
    page.click("main form:has([name=password]) button.primary")


def leave(visit: Visit) -> None:
    visit.page.goto(visit.url + reverse("account_logout"))
    visit.page.click("main button.primary")


def test_a_passkey_is_set_up_after_the_password_and_then_signs_in_alone(
    newcomer: User, page_as: Callable[..., Visit]
) -> None:
    visit = page_as(None)
    with_authenticator(visit)
    page = visit.page
    give_password(visit, newcomer)
    page.wait_for_url(re.compile(reverse("admission:second-factor")))
    assert_accessible(page)
    page.click(f"a[href='{reverse('mfa_add_webauthn')}']")
    page.check("[name=passwordless]")
    assert_accessible(page)
    page.click("#mfa_webauthn_add")
    page.wait_for_url(re.compile(reverse("mfa_view_recovery_codes")))
    assert page.locator("#recovery-codes li").count() == 10
    leave(visit)
    visit.open(reverse("account_login"))
    page.click("#passkey_login")
    page.wait_for_url(f"{visit.url}/")
    assert Authenticator.objects.filter(user=newcomer, type="webauthn").count() == 1
    assert visit.problems == []


def test_a_passkey_is_the_second_factor_after_a_password(newcomer: User, page_as: Callable[..., Visit]) -> None:
    visit = page_as(None)
    with_authenticator(visit)
    give_password(visit, newcomer)
    visit.page.goto(visit.url + reverse("mfa_add_webauthn"))
    visit.page.click("#mfa_webauthn_add")
    visit.page.wait_for_url(re.compile(reverse("mfa_view_recovery_codes")))
    leave(visit)
    give_password(visit, newcomer)
    visit.page.wait_for_url(re.compile(reverse("mfa_authenticate")))
    visit.page.click("#mfa_webauthn_authenticate")
    visit.page.wait_for_url(f"{visit.url}/")


def test_a_browser_without_the_passkey_stays_outside(newcomer: User, page_as: Callable[..., Visit]) -> None:
    theirs = page_as(None)
    with_authenticator(theirs)
    give_password(theirs, newcomer)
    theirs.page.goto(theirs.url + reverse("mfa_add_webauthn"))
    theirs.page.click("#mfa_webauthn_add")
    theirs.page.wait_for_url(re.compile(reverse("mfa_view_recovery_codes")))
    stranger = page_as(None)
    with_authenticator(stranger)
    give_password(stranger, newcomer)
    stranger.page.wait_for_url(re.compile(reverse("mfa_authenticate")))
    stranger.page.click("#mfa_webauthn_authenticate")
    stranger.page.wait_for_selector("#passkey-problem:not([hidden])")
    stranger.page.goto(stranger.url + "/")
    assert reverse("mfa_authenticate") in stranger.page.url  # still asked
