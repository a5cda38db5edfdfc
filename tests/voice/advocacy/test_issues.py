"""Community issues are recorded, listed and counted."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from minbar.foundation.access.decisions import Denied
from minbar.foundation.accounts.models import User
from minbar.foundation.figures.declare import datasets
from minbar.foundation.journal.models import Entry
from minbar.voice.advocacy.models import CommunityIssue
from minbar.voice.advocacy.registers import ISSUES
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def keep(by: User, title: str = "إذن السفر بين الولايات") -> CommunityIssue:
    return ISSUES.create_or_update(by=by, title=title, identified_on=dt.date(2022, 9, 1), source="survey")


def test_an_issue_is_recorded_and_the_journal_says_so(cast: Cast) -> None:
    issue = keep(cast.secretariat_officer)
    ISSUES.create_or_update(by=cast.editor, record=issue, status="settled")
    assert Entry.objects.get(event="advocacy.issue_changed").changes == {"status": ["identified", "settled"]}


def test_others_do_not_record_issues(cast: Cast) -> None:
    for user in (cast.director, cast.delegate, cast.stranger):
        with pytest.raises(Denied):
            keep(user)


def test_an_issue_is_not_recorded_twice(cast: Cast) -> None:
    keep(cast.editor)
    with pytest.raises(ValidationError):
        keep(cast.editor)


def test_an_issue_is_added_and_edited_on_screen(cast: Cast, client: Client) -> None:
    client.force_login(cast.editor)
    typed = {"title": "تصاريح العمل", "identified_on": "1 أيلول 2022", "status": "identified"}
    assert client.post(reverse("advocacy:issue-add"), typed).status_code == 302
    issue = CommunityIssue.objects.get()
    client.post(reverse("advocacy:issue-edit", args=[issue.uid]), typed | {"status": "advocated"})
    issue.refresh_from_db()
    assert (issue.identified_on, issue.status) == (dt.date(2022, 9, 1), "advocated")
    assert "تصاريح العمل" in client.get(issue.get_absolute_url()).content.decode()


def test_the_stranger_sees_no_issue(cast: Cast, client: Client) -> None:
    issue = keep(cast.editor)
    client.force_login(cast.stranger)
    for page in (issue.get_absolute_url(), reverse("advocacy:issues")):
        assert issue.title not in client.get(page).content.decode()


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_takes_the_same_number_of_queries_however_long(
    cast: Cast, client: Client, django_assert_max_num_queries: object, rows: int
) -> None:
    for number in range(rows):
        keep(cast.editor, f"قضية {number}")
    client.force_login(cast.director)
    client.get(reverse("advocacy:issues"))  # the first page of a session also notes that it is in use
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        page = client.get(reverse("advocacy:issues")).content.decode()
    assert f"قضية {rows - 1}" in page


def test_issues_are_counted_by_source_and_status(cast: Cast) -> None:
    keep(cast.editor)
    row = datasets()["community_issues"].rows().get()
    assert (row["source_code"], row["status_code"]) == ("survey", "identified")
