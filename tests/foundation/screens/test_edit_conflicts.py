"""Two people at one form: nothing that one saved is undone by the other without being asked."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from minbar.foundation.accounts.models import User
from minbar.voice.advocacy.models import CommunityIssue
from minbar.voice.advocacy.registers import ISSUES
from tests.cast import Cast

pytestmark = pytest.mark.django_db
TYPED = {"title": "إذن السفر", "topic": "السفر", "identified_on": "2022-09-01", "status": "identified", "notes": ""}


@pytest.fixture
def issue(cast: Cast) -> CommunityIssue:
    values: dict[str, Any] = {"title": "إذن السفر", "topic": "السفر", "identified_on": dt.date(2022, 9, 1)}
    found: CommunityIssue = ISSUES.create_or_update(by=cast.editor, **values)
    return found


def opened(client: Client, address: str) -> dict[str, str]:
    """What the hidden field of a form says, after somebody opened it."""
    found = re.search(r'name="shown_version" value="([^"]+)"', client.get(address).content.decode())
    assert found, f"{address} carries no version"
    return {"shown_version": found.group(1)}


def test_what_another_changed_meanwhile_is_shown_and_nothing_is_saved(cast: Cast, issue: CommunityIssue) -> None:
    User.objects.filter(pk=cast.editor.pk).update(language="en")
    client = Client()
    client.force_login(cast.editor)
    address = reverse("advocacy:issue-edit", args=[issue.uid])
    shown = opened(client, address)
    ISSUES.create_or_update(by=cast.secretariat_officer, record=issue, topic="العمل")
    answer = client.post(address, TYPED | shown | {"topic": "الإقامة", "notes": "ملاحظة"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Meanwhile changed to: العمل" in page
    assert 'value="الإقامة"' in page, "what was typed"
    assert "ملاحظة" in page, "what was typed elsewhere"
    issue.refresh_from_db()
    assert (issue.topic, issue.notes) == ("العمل", "")


def test_a_field_that_was_not_touched_shows_what_holds_now(cast: Cast, issue: CommunityIssue) -> None:
    client = Client()
    client.force_login(cast.editor)
    address = reverse("advocacy:issue-edit", args=[issue.uid])
    shown = opened(client, address)
    ISSUES.create_or_update(by=cast.secretariat_officer, record=issue, topic="العمل", status="settled")
    answer = client.post(address, TYPED | shown | {"notes": "ملاحظة"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="العمل"' in page
    assert 'value="settled" selected' in page


def test_what_is_sent_after_both_were_shown_is_a_decision(cast: Cast, issue: CommunityIssue) -> None:
    client = Client()
    client.force_login(cast.editor)
    address = reverse("advocacy:issue-edit", args=[issue.uid])
    shown = opened(client, address)
    ISSUES.create_or_update(by=cast.secretariat_officer, record=issue, topic="العمل")
    page = client.post(address, TYPED | shown | {"topic": "الإقامة"}).content.decode()
    found = re.search(r'name="shown_version" value="([^"]+)"', page)
    assert found
    answer = client.post(address, TYPED | {"shown_version": found.group(1), "topic": "الإقامة"})
    assert answer.status_code == 302
    issue.refresh_from_db()
    assert issue.topic == "الإقامة"


def test_two_who_change_the_same_to_the_same_need_not_be_asked(cast: Cast, issue: CommunityIssue) -> None:
    client = Client()
    client.force_login(cast.editor)
    address = reverse("advocacy:issue-edit", args=[issue.uid])
    shown = opened(client, address)
    ISSUES.create_or_update(by=cast.secretariat_officer, record=issue, topic="العمل")
    assert client.post(address, TYPED | shown | {"topic": "العمل"}).status_code == 302


def test_a_form_that_nobody_else_touched_is_saved(cast: Cast, issue: CommunityIssue) -> None:
    client = Client()
    client.force_login(cast.editor)
    address = reverse("advocacy:issue-edit", args=[issue.uid])
    assert client.post(address, TYPED | opened(client, address) | {"topic": "الإقامة"}).status_code == 302
