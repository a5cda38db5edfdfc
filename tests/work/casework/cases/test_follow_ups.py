"""A case's follow-up on the screens of the one engine: whole for its adviser, nothing for everybody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from minbar.foundation.accounts.models import User
from minbar.network.commitments import queries
from minbar.network.commitments.actions import renew_feed
from minbar.network.commitments.models import Commitment
from minbar.network.commitments.sources import reading_as
from minbar.work.casework.cases import actions
from minbar.work.casework.cases.actions import FollowUp
from minbar.work.casework.cases.enums import FollowUpKind
from minbar.work.casework.cases.models import Case
from tests.builders.case_services import day, open_case, second_worker, service_entry
from tests.cast import Cast

pytestmark = pytest.mark.django_db
KIND = "Call the client"


@pytest.fixture
def case(cast: Cast) -> Case:
    return open_case(cast.case_worker)


@pytest.fixture
def due(cast: Cast, case: Case) -> Commitment:
    """A call that is late."""
    follow = FollowUp(FollowUpKind.CALL_CLIENT, day(-1))
    actions.counsel(by=cast.case_worker, case=case, entry=service_entry(follow_up=follow))
    return Commitment.objects.get()


def page(user: User, address: str) -> Any:
    User.objects.filter(pk=user.pk).update(language="en")
    client = Client()
    client.force_login(user)
    return client.get(address, follow=True)


def words(answer: Any) -> str:
    """What a page says; the groups of a number are held together by spaces that do not break."""
    return str(answer.content.decode()).replace("\u00a0", " ")


def test_the_adviser_is_shown_it_everywhere_and_closes_it_by_what_was_done(
    cast: Cast, case: Case, due: Commitment
) -> None:
    for address in ("/", "/commitments/", due.get_absolute_url(), f"/commitments/calendar/?month={day(-1):%Y-%m}"):
        assert KIND in page(cast.case_worker, address).content.decode(), address
    assert case.number in words(page(cast.case_worker, due.get_absolute_url()))
    done = actions.add_note(by=cast.case_worker, case=case, entry=service_entry(note="she was called"))
    client = Client()
    client.force_login(cast.case_worker)
    client.post(f"{due.get_absolute_url()}close/", {"evidence": str(done.uid)})
    due.refresh_from_db()
    assert (due.standing, due.evidence_uid, due.closing_note) == ("done", done.uid, "")


def test_others_get_nothing_of_it_through_any_screen(cast: Cast, case: Case, due: Commitment) -> None:
    others = [second_worker(), cast.director, cast.administrator, cast.secretariat_officer, cast.editor]
    addresses = (
        "/", "/commitments/", "/commitments/?standing=overdue", "/search/?q=client", "/commitments/calendar/?whose=all",
        due.get_absolute_url(), f"/commitments/add/?source=casework.case&of={case.uid}",
    )  # fmt: skip
    for user in others:
        with reading_as(user):
            assert not queries.commitments_visible_to(user).exists()
        for address in addresses:
            told = words(page(user, address)).replace(address.replace("&", "&amp;"), "")
            assert KIND not in told and case.number not in told
        assert page(user, due.get_absolute_url()).status_code in (403, 404)
    for user in others[:2]:
        assert b"VEVENT" not in Client().get(f"/commitments/calendar/{renew_feed(by=user)}.ics").content


def test_a_supervisor_sees_that_it_is_due_and_the_number_of_the_case(cast: Cast, case: Case, due: Commitment) -> None:
    shown = words(page(cast.case_supervisor, due.get_absolute_url()))
    assert KIND in shown and case.number in shown
    assert timezone.localtime(due.due_at).strftime("%H:%M") == "23:59"


def test_a_case_limited_to_named_people_hides_it_from_the_supervisor_too(
    cast: Cast, case: Case, due: Commitment
) -> None:
    actions.limit_case(by=cast.case_supervisor, case=case, limited=True)
    assert page(cast.case_supervisor, due.get_absolute_url()).status_code == 404
    assert KIND not in page(cast.case_supervisor, "/commitments/").content.decode()


def test_what_is_late_says_so_on_the_page_of_its_case_and_in_the_queue(cast: Cast, case: Case, due: Commitment) -> None:
    actions.counsel(
        by=cast.case_worker, case=case, entry=service_entry(follow_up=FollowUp(FollowUpKind.SESSION, day(3)))
    )
    late = '<span class="badge badge-bad">Late</span>'
    own = words(page(cast.case_worker, case.get_absolute_url()))
    assert own.count(late) == 1 and own.index(KIND) < own.index(late)
    assert " · late</span>" in words(page(cast.case_worker, "/casework/cases/"))
