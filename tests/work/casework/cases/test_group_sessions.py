"""Group sessions: who of one's own cases was there, counted once each."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from minbar.foundation.access.decisions import Denied
from minbar.foundation.figures.declare import datasets
from minbar.foundation.journal.models import Entry
from minbar.foundation.text.bidi import isolate
from minbar.work.casework.cases import actions, wall
from minbar.work.casework.cases.enums import Stage
from minbar.work.casework.cases.forms.group_sessions import CasesForm
from minbar.work.casework.cases.models import Case, CaseService, GroupSession
from minbar.work.casework.data_rights.actions.erasures import erase_client, propose_erasure
from minbar.work.casework.data_rights.enums import ErasureGround
from tests.builders.case_services import day, now, open_case, second_worker
from tests.builders.clients import close
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return open_case(cast.case_worker)


@pytest.fixture
def session(cast: Cast, case: Case) -> GroupSession:
    return actions.hold_group_session(by=cast.case_worker, cases=[case], held_on=day(-1), minutes=60)


def counted() -> int:
    with wall.counting():
        return sum(1 for row in datasets()["case_actions"].rows() if row["kind"] == "group_session")


def in_it(session: GroupSession) -> set[str]:
    with wall.system_access():
        return {service.case.number for service in session.attendances.select_related("case")}


def page_of(client: Client, session: GroupSession) -> str:
    return client.get(session.get_absolute_url()).content.decode()


def test_cases_are_added_by_tick_and_by_number_in_any_digits(cast: Cast, session: GroupSession, client: Client) -> None:
    ticked = open_case(cast.case_worker, "482910347")
    open_case(cast.case_worker, "571204836")
    client.force_login(cast.case_worker)
    add = reverse("casework:group-session-cases", args=[session.uid])
    assert "482 910 347" in client.get(add).content.decode()
    form = {"ticked": [ticked.pk], "numbers": "٥٧١ ٢٠٤ ٨٣٦\n"}
    assert client.post(add, form).headers["Location"] == session.get_absolute_url()
    assert in_it(session) == {"481 000 001", "482910347", "571204836"} and counted() == 3
    assert now(ticked).stage == Stage.IN_PROGRESS
    assert client.post(add, form).status_code in (302, 422) and counted() == 3


def test_a_number_that_is_ticked_keeps_the_order_of_its_groups_in_arabic(cast: Cast) -> None:
    open_case(cast.case_worker, "482910347")
    with wall.reading_as(cast.case_worker):
        (_pk, called), *_others = CasesForm(user=cast.case_worker).fields["ticked"].choices  # type: ignore[attr-defined]  # the stubs know it as a plain field
    assert called.startswith(isolate("482 910 347", "ltr"))


def test_a_colleague_adds_cases_of_their_own_and_nobody_elses(
    cast: Cast, case: Case, session: GroupSession, client: Client
) -> None:
    colleague = second_worker()
    theirs = open_case(colleague, "571204836")
    client.force_login(colleague)
    add = reverse("casework:group-session-cases", args=[session.uid])
    for form in ({"ticked": [case.pk]}, {"numbers": case.number}, {}):
        assert client.post(add, form).status_code == 422
    assert client.post(add, {"numbers": "571204836"}).status_code == 302
    page = page_of(client, session)
    assert "571 204 836" in page and case.number not in page
    assert theirs.get_absolute_url() in page and case.get_absolute_url() not in page


def test_numbers_that_are_nobodys_are_listed_with_the_readers_comma(
    cast: Cast, session: GroupSession, client: Client
) -> None:
    client.force_login(cast.case_worker)
    add = reverse("casework:group-session-cases", args=[session.uid])
    page = client.post(add, {"numbers": "123\n456"}).content.decode()
    assert f"{isolate('123', 'ltr')}، {isolate('456', 'ltr')}" in page


def test_a_case_is_taken_out_by_who_has_it_and_counts_no_more(
    cast: Cast, case: Case, session: GroupSession, client: Client
) -> None:
    with wall.system_access():
        leave = reverse("casework:group-session-leave", args=[session.attendances.get().uid])
    client.force_login(second_worker())
    assert client.post(leave).status_code == 404
    client.force_login(cast.case_supervisor)
    assert client.post(leave).status_code == 404
    client.force_login(cast.case_worker)
    assert leave in page_of(client, session)
    assert client.post(leave).headers["Location"] == session.get_absolute_url()
    assert in_it(session) == set() and counted() == 0
    assert Entry.objects.filter(event="casework.action_removed").count() == 1


def test_a_session_goes_only_when_nobody_is_in_it(cast: Cast, session: GroupSession) -> None:
    with pytest.raises(ValidationError):
        actions.remove_group_session(by=cast.case_worker, session=session)
    with wall.system_access():
        actions.remove_service(by=cast.case_worker, service=session.attendances.get())
    with pytest.raises(Denied):
        actions.remove_group_session(by=second_worker(), session=session)
    actions.remove_group_session(by=cast.case_worker, session=session)
    assert not GroupSession.objects.exists()


def test_a_session_sent_twice_is_held_once(cast: Cast, case: Case, client: Client) -> None:
    client.force_login(cast.case_worker)
    form = {"held_on": day().isoformat(), "numbers": case.number, "form_key": "0b5cf4a6-7a2c-4f7f-9a33-0a53a5d8a001"}
    for _time in range(2):
        assert client.post(reverse("casework:group-session-add"), form).status_code == 302
    assert counted() == 1


def test_of_an_erased_case_the_attendance_counts_and_leads_to_no_session(
    cast: Cast, case: Case, session: GroupSession
) -> None:
    proposed = propose_erasure(by=cast.case_supervisor, case=close(case), ground=ErasureGround.RETENTION)
    erase_client(by=cast.director, erasure=proposed)
    assert counted() == 1 and in_it(session) == set()
    with wall.system_access():
        assert CaseService.objects.get().session is None


def test_the_pages_open_for_those_who_work_on_cases_alone(cast: Cast, session: GroupSession, client: Client) -> None:
    pages = [
        reverse("casework:group-sessions"), session.get_absolute_url(),
        reverse("casework:group-session-cases", args=[session.uid]),
    ]  # fmt: skip
    for user, status in ((cast.case_worker, 200), (cast.case_supervisor, 200), (cast.director, 404)):
        client.force_login(user)
        assert {client.get(page).status_code for page in pages} == {status}


@pytest.mark.parametrize("rows", [1, 30])
def test_a_session_takes_the_same_queries_however_many_came(
    cast: Cast, client: Client, django_assert_max_num_queries: Any, rows: int
) -> None:
    cases = [open_case(cast.case_worker, f"Q-{number}") for number in range(rows)]
    session = actions.hold_group_session(by=cast.case_worker, cases=cases, held_on=day())
    client.force_login(cast.case_worker)
    page_of(client, session)
    with django_assert_max_num_queries(18):
        assert page_of(client, session).count("Q-") >= rows
