"""Correcting a group session: its day, province and minutes stand in each of its cases too."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from minbar.foundation.access.decisions import Denied
from minbar.foundation.accounts.models import User
from minbar.foundation.figures.declare import datasets
from minbar.foundation.journal.models import Entry
from minbar.foundation.journal.record import subject_of
from minbar.work.casework.cases import actions, wall
from minbar.work.casework.cases.enums import ServiceKind
from minbar.work.casework.cases.models import Case, CaseService, GroupSession
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


def reading_in(user: User, language: str, client: Client) -> None:
    User.objects.filter(pk=user.pk).update(language=language)
    client.force_login(user)


def edit(session: GroupSession) -> str:
    return reverse("casework:group-session-edit", args=[session.uid])


def attendances(session: GroupSession) -> list[CaseService]:
    with wall.system_access():
        return list(session.attendances.select_related("case"))


def days_counted() -> list[dt.date]:
    with wall.counting():
        return [row["done_on"] for row in datasets()["case_actions"].rows() if row["kind"] == "group_session"]


def test_every_case_in_it_moves_with_it_also_a_colleagues_and_a_closed_one(
    cast: Cast, session: GroupSession, client: Client
) -> None:
    colleague = second_worker()
    closed = open_case(cast.case_worker, "482910347")
    actions.add_to_group_session(by=cast.case_worker, session=session, cases=[closed])
    actions.add_to_group_session(by=colleague, session=session, cases=[open_case(colleague, "571204836")])
    close(closed)
    client.force_login(cast.case_worker)
    form = {"held_on": day(-3).isoformat(), "minutes": "٩٠"}
    assert client.post(edit(session), form).headers["Location"] == session.get_absolute_url()
    session.refresh_from_db()
    assert (session.held_on, session.minutes) == (day(-3), 90)
    assert {(service.done_on, service.minutes) for service in attendances(session)} == {(day(-3), 90)}
    assert days_counted() == [day(-3)] * 3
    assert {now(service.case).begun_on for service in attendances(session)} == {day(-3)}


def test_other_actions_of_its_cases_stay_on_their_day(cast: Cast, case: Case, session: GroupSession) -> None:
    kept = actions.counsel(by=cast.case_worker, case=case, entry=actions.ServiceEntry(done_on=day(-1)), minutes=30)
    actions.correct_group_session(by=cast.case_worker, session=session, held_on=day(-4))
    with wall.system_access():
        kept.refresh_from_db()
    assert (kept.done_on, kept.minutes) == (day(-1), 30)


def test_who_led_it_and_a_supervisor_correct_it_and_nobody_else(
    cast: Cast, session: GroupSession, client: Client
) -> None:
    colleague = second_worker()
    form = {"held_on": day(-2).isoformat()}
    for user, status in ((cast.case_worker, 302), (cast.case_supervisor, 302), (colleague, 403), (cast.director, 404)):
        client.force_login(user)
        assert client.post(edit(session), form).status_code == status
        offered = edit(session) in client.get(session.get_absolute_url()).content.decode()
        assert offered == (status == 302)
    with pytest.raises(Denied):
        actions.correct_group_session(by=colleague, session=session, held_on=day(-2))


@pytest.mark.parametrize(
    ("language", "refusal"),
    [("ar", "هذا اليوم لم يأت بعد"), ("tr", "Bu gün henüz gelmedi"), ("en", "This day has not come yet")],
)
def test_a_day_to_come_is_refused_beside_it_and_what_was_typed_stays(
    cast: Cast, session: GroupSession, client: Client, language: str, refusal: str
) -> None:
    reading_in(cast.case_worker, language, client)
    form = {"held_on": day(2).isoformat(), "minutes": "95"}
    answer = client.post(edit(session), form)
    page = answer.content.decode()
    assert answer.status_code == 422 and refusal in page
    assert answer.context["form"].errors.keys() == {"held_on"}
    assert f'value="{day(2).isoformat()}"' in page and 'value="95"' in page
    assert [service.done_on for service in attendances(session)] == [day(-1)] == days_counted()


def test_it_may_have_been_before_a_case_was_opened(cast: Cast, case: Case, session: GroupSession) -> None:
    before = case.opened_on - dt.timedelta(days=40)
    actions.correct_group_session(by=cast.case_worker, session=session, held_on=before)
    assert days_counted() == [before]


def test_the_journal_tells_it_of_the_session_and_of_each_case(cast: Cast, case: Case, session: GroupSession) -> None:
    actions.correct_group_session(by=cast.case_worker, session=session, held_on=day(-2))
    told = Entry.objects.filter(event__in=("casework.action_changed", "casework.group_session_changed"))
    assert {(entry.event, entry.subject) for entry in told} == {
        ("casework.action_changed", subject_of(case)),
        ("casework.group_session_changed", subject_of(session)),
    }


def test_of_one_case_alone_its_day_stays_and_who_asks_is_led_to_the_session(
    cast: Cast, session: GroupSession, client: Client
) -> None:
    (attended,) = attendances(session)
    with pytest.raises(ValidationError):
        actions.correct_service(by=cast.case_worker, service=attended, done_on=day(-5))
    page = reverse("casework:service-edit", args=[attended.uid])
    reading_in(cast.case_worker, "tr", client)
    answer = client.get(page, follow=True)
    assert answer.redirect_chain == [(session.get_absolute_url(), 302)]
    assert "oturumun kendi sayfasında" in answer.content.decode()
    reading_in(cast.case_worker, "ar", client)
    sent = client.post(page, {"done_on": day(-5).isoformat()})
    assert sent.status_code == 422 and "في صفحة الجلسة نفسها" in sent.content.decode()
    assert days_counted() == [day(-1)]


def test_an_attendance_that_came_without_its_session_is_corrected_by_itself(cast: Cast, case: Case) -> None:
    with wall.system_access():
        attended = CaseService.objects.create(case=case, kind=ServiceKind.GROUP_SESSION, done_on=day(-1))
    actions.correct_service(by=cast.case_worker, service=attended, done_on=day(-5))
    assert days_counted() == [day(-5)]


@pytest.mark.parametrize("rows", [1, 30])
def test_correcting_asks_the_same_however_many_came(cast: Cast, django_assert_max_num_queries: Any, rows: int) -> None:
    cases = [open_case(cast.case_worker, f"Q-{number}") for number in range(rows)]
    session = actions.hold_group_session(by=cast.case_worker, cases=cases, held_on=day())
    with django_assert_max_num_queries(20):
        actions.correct_group_session(by=cast.case_worker, session=session, held_on=day(-1))
