"""What stands behind a wall is seen by its parties and by whom its source names; by nobody else, through any door."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.core import mail
from django.test import Client
from django.utils import timezone

from minbar.foundation.accounts.models import RoleAssignment, User
from minbar.foundation.figures.declare import datasets
from minbar.foundation.figures.records import may_see_records
from minbar.foundation.notifications.delivery import send_waiting
from minbar.foundation.screens.searching import search_everything
from minbar.foundation.screens.waiting import waiting_for
from minbar.foundation.sheets.exporting import export
from minbar.network.commitments import queries
from minbar.network.commitments.actions import renew_feed
from minbar.network.commitments.engine import follow_up
from minbar.network.commitments.models import Commitment
from tests.cast import TOTP_SECRET, Cast
from tests.network.commitments.conftest import CASE

Make = Callable[..., Commitment]
#: What would tell of the commitment; its kind, its record, its own identifier.
CANARIES = ("Hearing", "hearing", "H-11", str(CASE))


@pytest.fixture
def colleague(db: None) -> User:
    """A second case worker, who has no part in the case."""
    user = User.objects.create_user("second.worker@example.org", name="second worker")
    RoleAssignment.objects.create(user=user, role="case_worker")
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": encrypt(TOTP_SECRET)})
    return user


@pytest.fixture
def late(hearing: Make) -> Commitment:
    """A hearing that was due yesterday: it would be in every list of what is late."""
    return hearing(due_at=timezone.localdate() - dt.timedelta(days=1))


def others(cast: Cast, colleague: User) -> list[User]:
    return [
        colleague, cast.case_supervisor, cast.director, cast.administrator, cast.secretariat_officer,
        cast.programme_officer, cast.editor, cast.delegate, cast.stranger,
    ]  # fmt: skip


def open_as(user: User, address: str, **extra: Any) -> Any:
    client = Client()
    client.force_login(user)
    return client.get(address, follow=True, **extra)


def tells(text: str, commitment: Commitment) -> list[str]:
    return [canary for canary in (*CANARIES, str(commitment.uid)) if canary in text]


def test_the_worker_of_the_case_finds_it_on_every_screen(late: Commitment, worker: User) -> None:
    for address in ("/commitments/", "/commitments/calendar/", late.get_absolute_url(), "/"):
        assert "Hearing" in open_as(worker, address).content.decode()
    assert "H-11" in open_as(worker, late.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/commitments/",
        "/commitments/?standing=overdue",
        "/commitments/?q=earin",
        "/commitments/calendar/",
        "/commitments/calendar/?whose=all",
        "/search/?q=earin",
        "/",
    ],
)
def test_no_list_tells_of_it(late: Commitment, cast: Cast, colleague: User, address: str) -> None:
    for user in others(cast, colleague):
        assert not tells(open_as(user, address).content.decode(), late)


@pytest.mark.parametrize("what", ["", "edit/", "close/", "move/", "reassign/", "reopen/"])
def test_its_pages_are_not_found(late: Commitment, cast: Cast, colleague: User, what: str) -> None:
    for user in (colleague, cast.case_supervisor, cast.director, cast.secretariat_officer):
        response = open_as(user, f"{late.get_absolute_url()}{what}")
        assert response.status_code == 404
        assert not set(tells(response.content.decode(), late)) - {str(late.uid)}
    assert open_as(cast.administrator, f"{late.get_absolute_url()}{what}").status_code in (403, 404)


@pytest.mark.parametrize("what", ["cancel/", "resume/", "close/", "move/", "reassign/"])
def test_nobody_else_changes_it(late: Commitment, cast: Cast, colleague: User, what: str) -> None:
    before = Commitment.objects.values().get(pk=late.pk)
    for user in others(cast, colleague):
        client = Client()
        client.force_login(user)
        response = client.post(
            f"{late.get_absolute_url()}{what}",
            {"due_on": "2031-01-01", "owed_by_user": user.pk, "evidence": str(UUID(int=31))},
        )
        assert response.status_code in (403, 404)
    assert Commitment.objects.values().get(pk=late.pk) == before


def test_no_waiting_no_search_no_export_no_calendar(late: Commitment, cast: Cast, colleague: User) -> None:
    for user in others(cast, colleague):
        assert not queries.commitments_visible_to(user).exists()
        assert not [task for task in waiting_for(user) if "Hearing" in task.text]
        assert search_everything(user, "Hearing") == []
    for user in (colleague, cast.director, cast.case_supervisor):
        calendar = Client().get(f"/commitments/calendar/{renew_feed(by=user)}.ics").content.decode()
        assert "VEVENT" not in calendar
    for user in (cast.director, cast.secretariat_officer):
        assert not tells(export("commitments", by=user, reason="A test", form="csv").decode(), late)


def test_it_is_in_no_export_even_of_its_own_worker_and_of_the_system(late: Commitment, worker: User) -> None:
    RoleAssignment.objects.create(user=worker, role="secretariat_officer")
    someone = User.objects.get(pk=worker.pk)
    assert not tells(export("commitments", by=someone, reason="A test", form="csv").decode(), late)
    written = export("commitments", by=None, form="csv").decode()
    assert not set(tells(written, late)) - {str(late.uid)}


def test_search_does_not_find_it_for_its_own_worker(late: Commitment, worker: User) -> None:
    assert search_everything(worker, "Hearing") == []


def test_only_its_count_crosses_the_wall(late: Commitment, cast: Cast) -> None:
    open_dataset, walled_dataset = datasets()["commitments"], datasets()["walled_commitments"]
    assert not open_dataset.rows().exists()
    assert walled_dataset.rows().count() == 1 and walled_dataset.is_protected
    for user in (cast.director, cast.administrator, cast.case_supervisor):
        assert not may_see_records(user, walled_dataset)


def test_whoever_it_is_given_to_sees_the_kind_but_not_the_case(hearing: Make, cast: Cast) -> None:
    given = hearing(owed_by=cast.case_supervisor)
    page = open_as(cast.case_supervisor, given.get_absolute_url()).content.decode()
    assert "Hearing" in page
    assert "H-11" not in page and str(CASE) not in page
    assert "H-11" not in open_as(cast.case_supervisor, "/commitments/").content.decode()


def test_a_worker_who_lost_the_case_loses_what_others_owe_in_it(
    hearing: Make, worker: User, cast: Cast, readers: dict[int, set[UUID]]
) -> None:
    given = hearing(owed_by=cast.case_supervisor)
    readers[worker.pk] = set()
    assert open_as(worker, given.get_absolute_url()).status_code == 404


def test_who_is_told_that_it_is_late_sees_it_from_then_on(hearing: Make, cast: Cast) -> None:
    late = hearing(due_at=timezone.localdate() - dt.timedelta(days=1), escalate_to=cast.case_supervisor)
    assert open_as(cast.case_supervisor, late.get_absolute_url()).status_code == 404
    follow_up()
    send_waiting()
    assert open_as(cast.case_supervisor, late.get_absolute_url()).status_code == 200
    assert len(mail.outbox) == 2


def test_titles_and_addresses_tell_nothing(late: Commitment, worker: User) -> None:
    for what in ("", "edit/", "close/", "move/", "reassign/"):
        page = open_as(worker, f"{late.get_absolute_url()}{what}").content.decode()
        title = page.partition("<title>")[2].partition("</title>")[0]
        assert title and not tells(title, late)
    add = open_as(worker, f"/commitments/add/?source=test.case&of={CASE}")
    assert "H-11" not in add.content.decode().partition("</title>")[0]


def test_pages_behind_the_wall_are_kept_by_no_cache(late: Commitment, worker: User) -> None:
    for address in ("/commitments/", late.get_absolute_url(), "/commitments/calendar/"):
        assert "no-store" in open_as(worker, address).headers["Cache-Control"]


def test_nobody_else_finds_the_way_to_a_new_one(case: Any, cast: Cast, colleague: User) -> None:
    for user in others(cast, colleague):
        assert open_as(user, f"/commitments/add/?source=test.case&of={CASE}").status_code in (403, 404)
