"""What is agreed in a meeting is followed up."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from minbar.foundation.accounts.models import User
from minbar.network.commitments.models import Commitment
from minbar.work.engagement.models import Meeting
from tests.cast import Cast


@pytest.fixture
def browser(client: Client, secretary: User) -> Client:
    secretary.language = "en"
    secretary.save()
    client.force_login(secretary)
    return client


def test_a_follow_up_is_added_on_the_meetings_page_and_stands_there(
    browser: Client, meeting: Callable[..., Meeting], officer: User
) -> None:
    held = meeting(subject="Permits")
    page = browser.get(held.get_absolute_url()).content.decode()
    address = f"/commitments/add/?source=engagement.meeting&of={held.uid}"
    assert address.replace("&", "&amp;") in page
    answer = browser.post(address, {"what": "Send the list", "owed_by_user": officer.pk, "due_on": "2031-03-05"})
    assert answer.status_code == 302 and answer["Location"] == held.get_absolute_url()
    made = Commitment.objects.get()
    assert (made.source_uid, made.due_on) == (held.uid, datetime.date(2031, 3, 5))
    assert "Send the list" in browser.get(held.get_absolute_url()).content.decode()
    assert held.subject in browser.get("/commitments/").content.decode()


def test_who_may_not_edit_the_meeting_is_offered_no_follow_up(
    client: Client, meeting: Callable[..., Meeting], cast: Cast
) -> None:
    held = meeting()
    client.force_login(cast.programme_officer)
    assert "/commitments/add/" not in client.get(held.get_absolute_url()).content.decode()
    address = f"/commitments/add/?source=engagement.meeting&of={held.uid}"
    assert client.get(address).status_code == 404


def test_there_is_no_follow_up_of_a_meeting_that_is_not_there(browser: Client) -> None:
    for named in (uuid4(), "nothing"):
        assert browser.get(f"/commitments/add/?source=engagement.meeting&of={named}").status_code == 404
