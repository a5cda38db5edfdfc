"""The calendar address: secret, renewed, revoked; the calendar: no names, no text."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from icalendar import Calendar

from config.logs import WithoutValues
from minbar.foundation.journal.models import Entry
from minbar.network.commitments.actions import close_commitment, renew_feed, revoke_feed
from minbar.network.commitments.models import Commitment, FeedAddress
from tests.cast import Cast
from tests.network.commitments.conftest import RESOLVED

Make = Callable[..., Commitment]


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    cache.clear()


def feed(token: str, **extra: Any) -> Any:
    return Client().get(f"/commitments/calendar/{token}.ics", **extra)


def events(token: str) -> list[Any]:
    return list(Calendar.from_ical(feed(token).content).walk("VEVENT"))


def test_a_deadline_is_a_day_or_a_moment_in_it(errand: Make, cast: Cast) -> None:
    errand(due_at=dt.date(2031, 3, 5))
    errand(due_at=dt.datetime(2031, 3, 6, 9, 30, tzinfo=dt.UTC))
    whole, moment = events(renew_feed(by=cast.programme_officer))
    assert whole["DTSTART"].dt == dt.date(2031, 3, 5)
    assert moment["DTSTART"].dt == dt.datetime(2031, 3, 6, 9, 30, tzinfo=dt.UTC)


def test_it_holds_no_name_and_no_text(errand: Make, cast: Cast, resolution: Any) -> None:
    made = errand(
        what="Call Selma Demir, 0555 111 22 33",
        source_key="test.resolution",
        source_uid=RESOLVED,
    )
    cast.programme_officer.language = "en"
    cast.programme_officer.save()
    written = feed(renew_feed(by=cast.programme_officer)).content.decode().replace("\r\n ", "")
    assert "SUMMARY:Follow-up: Resolution\r\n" in written
    assert str(made.uid) in written  # its address, which asks to sign in
    for personal in ("Selma", "0555", cast.programme_officer.name, cast.secretariat_officer.name, "Resolution 3"):
        assert personal not in written


@pytest.mark.parametrize(("language", "word"), [("ar", "متابعة"), ("tr", "Takip"), ("en", "Follow-up")])
def test_behind_the_wall_it_says_only_follow_up_in_the_readers_language(
    hearing: Make, worker: Any, language: str, word: str
) -> None:
    hearing()
    worker.language = language
    worker.save()
    (event,) = events(renew_feed(by=worker))
    assert str(event["SUMMARY"]) == word
    assert {"DESCRIPTION", "LOCATION", "ATTENDEE", "ORGANIZER", "CATEGORIES"}.isdisjoint(event)


def test_what_is_done_leaves_the_calendar(errand: Make, cast: Cast) -> None:
    token, made = renew_feed(by=cast.programme_officer), errand()
    assert len(events(token)) == 1
    close_commitment(commitment=made, by=cast.programme_officer, note="Sent")
    assert events(token) == []


def test_a_renewed_address_ends_the_earlier_one_and_a_revoked_one_is_gone(cast: Cast) -> None:
    first = renew_feed(by=cast.editor)
    second = renew_feed(by=cast.editor)
    assert (feed(first).status_code, feed(second).status_code) == (404, 200)
    revoke_feed(by=cast.editor)
    assert feed(second).status_code == 404


def test_who_loses_the_role_or_the_account_loses_the_calendar(cast: Cast) -> None:
    token = renew_feed(by=cast.editor)
    cast.editor.role_assignments.all().delete()
    assert feed(token).status_code == 404
    token = renew_feed(by=cast.director)
    cast.director.is_active = False
    cast.director.save()
    assert feed(token).status_code == 404


def test_only_a_digest_is_kept(cast: Cast) -> None:
    token = renew_feed(by=cast.editor)
    assert bytes(FeedAddress.objects.get().token_digest) == sha256(token.encode()).digest()
    assert not [entry for entry in Entry.objects.all() if token in f"{entry.content}{entry.subject}"]


def test_the_address_is_shown_once(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.editor)
    shown = client.post("/commitments/calendar/address/renew/").content.decode()
    token = shown.partition("/commitments/calendar/")[2]
    assert ".ics" in shown
    again = client.get("/commitments/calendar/address/").content.decode()
    assert ".ics" not in again and token


def test_logs_name_the_route_and_not_the_token(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    token = renew_feed(by=cast.editor)
    revoke_feed(by=cast.editor)
    with caplog.at_level(logging.WARNING):
        feed(token)
    lines = [WithoutValues().format(record) for record in caplog.records]
    assert any("commitments:feed" in line for line in lines)
    assert not [line for line in lines if token in line]


def test_no_cache_keeps_it(cast: Cast) -> None:
    response = feed(renew_feed(by=cast.editor))
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Content-Type"].startswith("text/calendar")


def test_guessing_is_slowed_for_who_guesses(cast: Cast) -> None:
    token = renew_feed(by=cast.editor)
    answers = [feed(f"guess-{number}", REMOTE_ADDR="192.0.2.7").status_code for number in range(40)]
    assert answers.count(404) == 30 and answers[-1] == 429
    assert feed(token, REMOTE_ADDR="192.0.2.8").status_code == 200


def test_many_colleagues_behind_one_address_read_their_calendars(cast: Cast) -> None:
    tokens = [renew_feed(by=user) for user in (cast.editor, cast.director, cast.programme_officer)]
    answers = [feed(token).status_code for _round in range(20) for token in tokens]
    assert set(answers) == {200}


def test_one_address_is_not_asked_without_end(cast: Cast) -> None:
    token = renew_feed(by=cast.editor)
    assert [feed(token).status_code for _time in range(61)][-1] == 429
