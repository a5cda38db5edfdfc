"""Guessing is slowed and locked out, and nothing tells whether an address has an account (S2)."""

from __future__ import annotations

import re
import statistics
import time

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils.crypto import get_random_string

from minbar.foundation.accounts.models import User
from minbar.foundation.notifications.delivery import send_waiting
from tests.cast import Cast

PASSWORD = "one-two-three-4"
LIMIT = settings.AXES_FAILURE_LIMIT


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


def guess(address: str, place: str = "192.0.2.1", password: str = "wrong-wrong-1", client: Client | None = None) -> int:
    form = {"login": address, "password": password}
    return (client or Client(REMOTE_ADDR=place)).post(reverse("account_login"), form, REMOTE_ADDR=place).status_code


def with_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.mark.slow
def test_of_a_thousand_guesses_few_are_even_tried(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []
    check = User.check_password
    monkeypatch.setattr(User, "check_password", lambda self, raw: tried.append(raw) or check(self, raw))
    with_password(cast.editor)
    answers = [guess(cast.editor.email) for _ in range(1000)]
    assert len(tried) <= LIMIT
    assert answers[-1] == 429


def test_the_right_password_does_not_open_a_locked_place(cast: Cast) -> None:
    with_password(cast.editor)
    for _ in range(LIMIT):
        guess(cast.editor.email)
    assert guess(cast.editor.email, password=PASSWORD) == 429


def test_a_guesser_elsewhere_does_not_lock_a_colleague_out(cast: Cast) -> None:
    with_password(cast.editor)
    for _ in range(LIMIT):
        guess(cast.editor.email, place="192.0.2.1")
    assert guess(cast.editor.email, place="198.51.100.7", password=PASSWORD) == 302


def test_guessing_from_many_places_is_slowed_too(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []
    check = User.check_password
    monkeypatch.setattr(User, "check_password", lambda self, raw: tried.append(raw) or check(self, raw))
    with_password(cast.editor)
    for number in range(40):
        guess(cast.editor.email, place=f"198.51.100.{number}")
    assert len(tried) <= 10


def test_a_guesser_cannot_claim_another_address_where_there_is_no_proxy(cast: Cast) -> None:
    with_password(cast.editor)
    for number in range(LIMIT):
        form = {"login": cast.editor.email, "password": "wrong-wrong-1"}
        Client().post(reverse("account_login"), form, headers={"x-forwarded-for": f"198.51.100.{number}"})
    assert guess(cast.editor.email, place="127.0.0.1", password=PASSWORD) == 429


def neutral(page: str, address: str) -> str:
    """The page without what differs by chance: tokens, nonces, and the address that was typed."""
    page = page.replace(address, "ADDRESS")
    return re.sub(r'(name="csrfmiddlewaretoken" value|nonce)="[^"]+"', "", page)


def test_a_wrong_password_reads_the_same_with_and_without_an_account(cast: Cast) -> None:
    with_password(cast.editor)
    for attempt in range(LIMIT + 2):
        answers = []
        for address in (cast.editor.email, "nobody@example.org"):
            form = {"login": address, "password": f"wrong-wrong-{attempt}"}
            response = Client().post(reverse("account_login"), form)
            answers.append((response.status_code, neutral(response.content.decode(), address)))
        assert answers[0] == answers[1]


def test_a_password_reset_reads_the_same_with_and_without_an_account(cast: Cast) -> None:
    answers = []
    for address in (cast.editor.email, "nobody@example.org"):
        response = Client().post(reverse("account_reset_password"), {"email": address}, follow=True)
        answers.append((response.redirect_chain, neutral(response.content.decode(), address)))
    assert answers[0] == answers[1]
    send_waiting()
    assert [sent.to for sent in mail.outbox] == [[cast.editor.email]]


@pytest.mark.slow
def test_a_wrong_password_takes_as_long_with_as_without_an_account(cast: Cast) -> None:
    with_password(cast.editor)
    taken: dict[str, list[float]] = {"known": [], "unknown": []}
    for number in range(15):
        for kind, address in (("known", cast.editor.email), ("unknown", f"{get_random_string(8)}@example.org")):
            cache.clear()
            started = time.perf_counter()
            guess(address, place=f"192.0.2.{number}")
            taken[kind].append(time.perf_counter() - started)
    ratio = statistics.median(taken["known"]) / statistics.median(taken["unknown"])
    assert 0.6 < ratio < 1.7, ratio


@pytest.mark.slow
def test_a_password_reset_takes_as_long_with_as_without_an_account(cast: Cast) -> None:
    taken: dict[str, list[float]] = {"known": [], "unknown": []}
    for _attempt in range(15):
        for kind, address in (("known", cast.editor.email), ("unknown", f"{get_random_string(8)}@example.org")):
            cache.clear()
            started = time.perf_counter()
            Client().post(reverse("account_reset_password"), {"email": address})
            taken[kind].append(time.perf_counter() - started)
    ratio = statistics.median(taken["known"]) / statistics.median(taken["unknown"])
    assert 0.6 < ratio < 1.7, ratio
