"""Clients' requests and breaches of data are owed in the one follow-up engine, and done in their own records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from minbar.foundation.access.decisions import Denied
from minbar.foundation.accounts.models import User
from minbar.foundation.journal.models import Entry
from minbar.foundation.notifications.delivery import send_waiting
from minbar.foundation.screens.waiting import waiting_for
from minbar.network.commitments import actions as engine
from minbar.network.commitments.engine import follow_up
from minbar.network.commitments.icalendar_feed import calendar_of
from minbar.network.commitments.models import Commitment
from minbar.network.commitments.queries import commitments_visible_to
from minbar.network.commitments.sources import reading_as
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.actions import assign_case, limit_case
from minbar.work.casework.cases.models import Case
from minbar.work.casework.data_rights.actions import breaches, erasures, rights
from minbar.work.casework.data_rights.actions.due import tend
from minbar.work.casework.data_rights.enums import BreachKind, ErasureGround, RightKind, RightStatus
from minbar.work.casework.data_rights.models import Breach, RightsRequest
from minbar.work.casework.emergency_access.actions import open_in_emergency
from minbar.work.casework.emergency_access.enums import EmergencyReason
from minbar.work.casework.intake.actions import open_case
from tests.builders.clients import CANARY, account, close
from tests.cast import Cast

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def case(cast: Cast) -> Case:
    return open_case(by=cast.case_worker, assign_to=cast.case_worker, number="N-1", opened_on=dt.date(2018, 3, 14))


def claim(case: Case, **more: Any) -> RightsRequest:
    return rights.claim_right(by=None, case=case, kind=RightKind.ACCESS, wish=CANARY, **more)


def breach(by: User, hours: int = 1) -> Breach:
    noticed = timezone.now() - dt.timedelta(hours=hours)
    return breaches.note_breach(by=by, kind=BreachKind.LOST_DEVICE, noticed_at=noticed, account=CANARY)


def follow(by: User, noted: Breach, **more: Any) -> Breach:
    given: dict[str, Any] = {
        "authority_told_at": None, "clients_told_at": None, "people_affected": 1, "measures": "", "closed": False,
    }  # fmt: skip
    return breaches.follow_breach(by=by, breach=noted, **(given | more))


def seen_by(user: User) -> list[Commitment]:
    with reading_as(user):
        return list(commitments_visible_to(user).with_sources(user))


def test_a_claim_is_owed_by_whoever_has_the_case_until_its_thirtieth_day(cast: Cast, case: Case) -> None:
    request = claim(case)
    owed = Commitment.objects.get()
    assert (owed.owed_by, owed.escalate_to, owed.due_on) == (cast.case_worker, cast.case_supervisor, request.due_on)
    assert owed.due_at - owed.remind_at == 7 * DAY
    assert (owed.walled, owed.kind, owed.what) == (True, "access", "")
    for user in (cast.case_worker, cast.case_supervisor):
        (shown,) = seen_by(user)
        assert shown.source_view is not None and shown.source_view.url == request.get_absolute_url()
    for user in (account("second", "case_worker"), cast.director, cast.administrator, cast.advocacy_officer):
        assert not seen_by(user)


def test_its_answer_closes_it_and_an_answer_taken_back_opens_it_again(cast: Cast, case: Case, client: Client) -> None:
    request = claim(case)
    rights.answer_right(by=cast.case_worker, request=request, granted=True, answer="given")
    owed = Commitment.objects.get()
    assert (owed.standing, owed.evidence_uid) == ("done", request.uid)
    client.force_login(cast.case_worker)
    client.post(reverse("casework:rights-request-reopen", args=[request.uid]))
    owed.refresh_from_db()
    assert (owed.standing, owed.reopened, owed.due_on) == ("open", 1, request.due_on)
    with wall.system_access():
        request.refresh_from_db()
    assert (request.status, request.answered_at) == (RightStatus.OPEN, None)
    assert "given" in client.get(reverse("casework:rights-request-answer", args=[request.uid])).content.decode()
    assert Entry.objects.filter(event="casework.right_reopened").count() == 1
    rights.answer_right(by=cast.case_supervisor, request=request, granted=False, answer="not kept here")
    owed.refresh_from_db()
    assert owed.standing == "done"


def test_who_may_not_answer_takes_no_answer_back(cast: Cast, case: Case, client: Client) -> None:
    request = claim(case)
    rights.answer_right(by=cast.case_worker, request=request, granted=True, answer="given")
    for user in (account("second", "case_worker"), cast.director, cast.administrator):
        with pytest.raises(Denied):
            rights.reopen_right(by=user, request=request)
        client.force_login(user)
        assert client.post(reverse("casework:rights-request-reopen", args=[request.uid])).status_code == 404


def test_nobody_moves_or_closes_it_by_hand(cast: Cast, case: Case) -> None:
    claim(case)
    owed = Commitment.objects.get()
    steps: list[Callable[[], Any]] = [
        lambda: engine.close_commitment(commitment=owed, by=cast.case_worker, evidence_uid=case.uid),
        lambda: engine.cancel_commitment(commitment=owed, by=cast.case_supervisor),
        lambda: engine.move_due(commitment=owed, by=cast.case_worker, due_at=owed.due_on + DAY),
    ]
    for step in steps:
        with pytest.raises(Denied):
            step()


def test_it_goes_with_the_case_to_whoever_gets_it(cast: Cast, case: Case) -> None:
    claim(case)
    second = account("second", "case_worker")
    assign_case(by=cast.case_supervisor, case=case, worker=second)
    assert Commitment.objects.get().owed_by == second


def test_a_claim_in_a_case_that_nobody_has_is_a_supervisors(cast: Cast) -> None:
    claim(open_case(by=None, number="W-1", opened_on=dt.date(2024, 1, 2)))
    assert Commitment.objects.get().owed_by == cast.case_supervisor


def test_whoever_can_no_longer_answer_owes_it_no_longer(cast: Cast, case: Case) -> None:
    second = account("second", "case_supervisor")
    claim(case)
    cast.case_worker.role_assignments.all().delete()
    tend()
    assert Commitment.objects.get().owed_by == cast.case_supervisor
    tend()
    assert Commitment.objects.get().steps.filter(kind="reassigned").count() == 1
    cast.case_supervisor.role_assignments.all().delete()
    tend()
    assert Commitment.objects.get().owed_by == second


def test_where_nobody_could_answer_somebody_does_who_comes_later(cast: Cast, case: Case) -> None:
    for user in (cast.case_worker, cast.case_supervisor):
        user.role_assignments.all().delete()
    with wall.system_access():
        claim(Case.objects.get())
    assert not Commitment.objects.exists()
    later = account("later", "case_supervisor")
    tend()
    assert Commitment.objects.get().owed_by == later


def test_late_ones_are_told_to_a_supervisor_without_a_word_of_the_case(
    cast: Cast, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim(case)
    limit_case(by=cast.case_worker, case=case, limited=True)
    later = timezone.now() + 31 * DAY
    monkeypatch.setattr(timezone, "now", lambda: later)
    follow_up()
    send_waiting()
    sent = next(sent for sent in mail.outbox if sent.to == [cast.case_supervisor.email])
    assert CANARY not in sent.body and case.number not in sent.body
    (told,) = seen_by(cast.case_supervisor)
    assert told.source_view is None  # that something is late, not in which case


def test_a_first_page_says_it_once(cast: Cast, case: Case) -> None:
    request = claim(case)
    assert [task.url for task in waiting_for(cast.case_worker)].count(request.get_absolute_url()) == 1
    assert not [task for task in waiting_for(cast.case_worker) if "/rights/?" in task.url]
    assert request.get_absolute_url() not in [task.url for task in waiting_for(cast.case_supervisor)]
    rights.answer_right(by=cast.case_worker, request=request, granted=True, answer="")
    assert request.get_absolute_url() not in [task.url for task in waiting_for(cast.case_worker)]


def test_an_emergency_access_waits_once_for_each_who_may_review_it(cast: Cast, case: Case) -> None:
    second = account("second", "case_supervisor")
    words = "The deadline to object ends today."
    emergency_access = open_in_emergency(
        by=cast.case_supervisor, number="N-1", category=EmergencyReason.DEADLINE, reason=words, hours=2
    )
    for user in (cast.director, second):
        told = [task.url for task in waiting_for(User.objects.get(pk=user.pk))]
        assert told.count(emergency_access.get_absolute_url()) == 1
        assert not [url for url in told if url.startswith("/commitments/")]
    owed = Commitment.objects.get()
    assert owed.owed_by == cast.director
    for step in (engine.cancel_commitment, engine.close_commitment):
        with pytest.raises(Denied):
            step(commitment=owed, by=cast.director)


def test_a_breach_is_owed_for_seventy_two_hours_and_then_told_to_another(cast: Cast) -> None:
    noted = breach(cast.case_supervisor)
    owed = Commitment.objects.get()
    assert (owed.owed_by, owed.escalate_to, owed.due_at) == (cast.case_supervisor, cast.director, noted.due_at)
    assert not owed.due_all_day
    assert [task.url for task in waiting_for(cast.case_supervisor)] == [noted.get_absolute_url()]
    follow_up(noted.due_at + dt.timedelta(minutes=1))
    send_waiting()
    assert {sent.to[0] for sent in mail.outbox} == {cast.case_supervisor.email, cast.director.email}
    assert not any(CANARY in sent.body for sent in mail.outbox)
    for user in (cast.case_worker, cast.administrator, cast.secretariat_officer):
        assert not seen_by(user)


def test_telling_the_authority_closes_it_and_taking_that_back_opens_it(cast: Cast) -> None:
    noted = breach(cast.director)
    follow(cast.case_supervisor, noted, clients_told_at=timezone.now())
    assert Commitment.objects.get().standing == "open"
    follow(cast.case_supervisor, noted, authority_told_at=timezone.now())
    assert (Commitment.objects.get().standing, Commitment.objects.get().evidence_uid) == ("done", noted.uid)
    follow(cast.director, noted)
    assert Commitment.objects.get().standing == "open"
    follow(cast.director, noted, closed=True, measures="It was empty.")
    assert Commitment.objects.get().standing == "done"


def test_a_breach_is_handed_only_to_who_keeps_the_register(cast: Cast) -> None:
    breach(cast.director)
    owed = Commitment.objects.get()
    with pytest.raises(ValidationError):
        engine.reassign(commitment=owed, by=cast.director, owed_by=cast.case_worker)
    assert engine.reassign(commitment=owed, by=cast.director, owed_by=cast.case_supervisor).owed_by_user_id
    cast.case_supervisor.role_assignments.all().delete()
    tend()
    assert Commitment.objects.get().owed_by == cast.director


def test_the_calendar_tells_the_day_and_nothing_else(cast: Cast, case: Case) -> None:
    claim(case)
    calendar = calendar_of(cast.case_worker).decode()
    assert calendar.count("BEGIN:VEVENT") == 1
    assert not any(word in calendar for word in (CANARY, "N-1", "asks", "lient", "rights"))


def test_erasing_the_client_erases_what_was_owed_to_them(cast: Cast, case: Case) -> None:
    request = claim(case)
    rights.answer_right(by=cast.case_worker, request=request, granted=True, answer="")
    claim(case)
    proposed = erasures.propose_erasure(by=cast.case_supervisor, case=close(case), ground=ErasureGround.REQUEST)
    done = erasures.erase_client(by=cast.director, erasure=proposed)
    assert done.counts["commitments.Commitment"] == 2
    assert not Commitment.objects.exists()


def test_its_page_says_who_answers_and_by_when(cast: Cast, case: Case, client: Client) -> None:
    request = claim(case)
    User.objects.filter(pk=cast.case_worker.pk).update(language="en")
    client.force_login(cast.case_worker)
    shown = client.get(request.get_absolute_url()).content.decode()
    assert "Answer a client who asks to see what is kept" in shown
    owed = client.get(Commitment.objects.get().get_absolute_url()).content.decode()
    assert "Open the record" in owed and "It is done" not in owed and "Move the deadline" not in owed
