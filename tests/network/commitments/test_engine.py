"""Reminding and escalating, with a clock that is moved."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction

from minbar.foundation.notifications.delivery import send_waiting
from minbar.foundation.notifications.models import Message
from minbar.network.commitments.actions import close_commitment, move_due, reassign
from minbar.network.commitments.deadlines import in_days, in_hours
from minbar.network.commitments.engine import follow_up
from minbar.network.commitments.enums import StepKind
from minbar.network.commitments.models import Commitment
from minbar.network.commitments.tasks import follow_up_in_time
from tests.cast import Cast

Make = Callable[..., Commitment]
Clock = Callable[[dt.datetime], None]
START = dt.datetime(2031, 3, 1, 9, tzinfo=dt.UTC)
HOURS, DAYS = dt.timedelta(hours=1), dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def at_the_start(clock: Clock) -> None:
    clock(START)


def at(clock: Clock, moment: dt.datetime) -> None:
    clock(moment)
    follow_up_in_time()
    send_waiting()


def emails_to(user: Any) -> list[str]:
    return [sent.subject for sent in mail.outbox if sent.to == [user.email]]


def test_a_deadline_of_72_hours_is_reminded_of_and_escalated_to_the_hour(
    errand: Make, cast: Cast, clock: Clock
) -> None:
    made = errand(due_at=in_hours(72), escalate_to=cast.director, notice=24 * HOURS)
    at(clock, START + 47 * HOURS)
    assert mail.outbox == []
    at(clock, START + 48 * HOURS)
    assert len(emails_to(cast.programme_officer)) == 1
    at(clock, START + 72 * HOURS)
    assert emails_to(cast.director) == []
    at(clock, START + 72 * HOURS + dt.timedelta(minutes=5))
    assert len(emails_to(cast.director)) == 1
    assert [step.kind for step in made.steps.all()] == [StepKind.MADE, StepKind.REMINDED, StepKind.ESCALATED]


def test_a_deadline_of_30_days_lasts_to_the_end_of_the_last(errand: Make, cast: Cast, clock: Clock) -> None:
    errand(due_at=in_days(30), escalate_to=cast.director)
    at(clock, dt.datetime(2031, 3, 31, 20, 0, tzinfo=dt.UTC))  # 23:00 in Istanbul
    assert emails_to(cast.director) == []
    at(clock, dt.datetime(2031, 3, 31, 21, 1, tzinfo=dt.UTC))
    assert len(emails_to(cast.director)) == 1


def test_escalation_waits_as_many_days_as_were_agreed(errand: Make, cast: Cast, clock: Clock) -> None:
    made = errand(due_at=START + DAYS, escalate_to=cast.director, escalate_after_days=3)
    at(clock, made.due_at + 3 * DAYS - HOURS)
    assert emails_to(cast.director) == []
    at(clock, made.due_at + 3 * DAYS + HOURS)
    assert len(emails_to(cast.director)) == 1


def test_running_again_does_nothing_again(errand: Make, cast: Cast, clock: Clock) -> None:
    errand(due_at=START + DAYS, escalate_to=cast.director)
    clock(START + 5 * DAYS)
    first = follow_up()
    assert (first.reminded, first.escalated, send_waiting()) == (1, 1, 2)
    for _again in range(3):
        again = follow_up()
        assert (again.reminded, again.escalated, send_waiting()) == (0, 0, 0)
    assert len(mail.outbox) == 2


def test_the_database_refuses_a_second_reminder_in_a_round(errand: Make, clock: Clock) -> None:
    made = errand(due_at=START + DAYS)
    clock(START + DAYS)
    follow_up()
    written = Message.objects.get(about=made.uid)
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(kind=written.kind, key=written.key, about=made.uid)
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.filter(pk=made.pk).update(reminded_at=None)


def test_another_deadline_is_reminded_of_anew(errand: Make, cast: Cast, clock: Clock) -> None:
    made = errand(due_at=START + DAYS)
    at(clock, START + DAYS)
    move_due(commitment=made, by=cast.secretariat_officer, due_at=START + 10 * DAYS)
    at(clock, START + 2 * DAYS)
    assert len(mail.outbox) == 1
    at(clock, START + 9 * DAYS)
    assert len(mail.outbox) == 2


def test_whoever_takes_it_over_is_reminded_too(errand: Make, cast: Cast, clock: Clock) -> None:
    made = errand(due_at=START + 2 * DAYS)
    at(clock, START + DAYS)
    reassign(commitment=made, by=cast.secretariat_officer, owed_by=cast.editor)
    at(clock, START + DAYS)
    assert (len(emails_to(cast.programme_officer)), len(emails_to(cast.editor))) == (1, 1)


def test_what_is_done_is_left_in_peace(errand: Make, cast: Cast, clock: Clock) -> None:
    made = errand(due_at=START + DAYS, escalate_to=cast.director)
    close_commitment(commitment=made, by=cast.programme_officer, note="Sent")
    clock(START + 5 * DAYS)
    assert follow_up().reminded == 0
    assert mail.outbox == []


def test_an_email_names_what_is_due_in_the_language_of_who_reads_it(errand: Make, cast: Cast, clock: Clock) -> None:
    cast.programme_officer.language = "tr"
    cast.programme_officer.save()
    made = errand(due_at=dt.date(2031, 3, 2), what="Tutanağı gönder")
    at(clock, START + DAYS)
    (sent,) = mail.outbox
    assert "Tutanağı gönder" in sent.subject and "2 Mart 2031" in sent.body
    assert f"/commitments/{made.uid}/" in sent.body


def test_behind_the_wall_an_email_says_only_that_something_is_due(
    hearing: Make, cast: Cast, worker: Any, clock: Clock
) -> None:
    worker.language = cast.case_supervisor.language = "en"
    worker.save()
    cast.case_supervisor.save()
    made = hearing(due_at=START + DAYS, escalate_to=cast.case_supervisor)
    at(clock, START + 5 * DAYS)
    assert len(mail.outbox) == 2
    for sent in mail.outbox:
        whole = f"{sent.subject} {sent.body} {sent.extra_headers}"
        assert sent.subject == "Something is due"
        for secret in ("Hearing", "hearing", "Case", "H-11", str(made.source_uid), "March", worker.name):
            assert secret not in whole


def test_who_owes_without_an_account_is_followed_up_by_whom_it_is_for(errand: Make, cast: Cast, clock: Clock) -> None:
    from minbar.network.directory.models import Organisation

    errand(owed_by=Organisation.objects.create(labels={"ar": "دائرة"}), due_at=START + DAYS)
    at(clock, START + DAYS)
    assert len(emails_to(cast.secretariat_officer)) == 1


def test_what_was_done_before_the_message_goes_out_is_not_reminded_of(errand: Make, clock: Clock, cast: Cast) -> None:
    made = errand(due_at=START + DAYS)
    clock(START + DAYS)
    follow_up()
    close_commitment(commitment=made, by=cast.programme_officer, note="Sent")
    assert send_waiting() == 0
    assert mail.outbox == [] and not Message.objects.exists()


def test_what_was_given_to_somebody_else_meanwhile_reminds_only_them(errand: Make, clock: Clock, cast: Cast) -> None:
    made = errand(due_at=START + 2 * DAYS)
    clock(START + DAYS)
    follow_up()
    reassign(commitment=made, by=cast.secretariat_officer, owed_by=cast.editor)
    at(clock, START + DAYS + HOURS)
    assert (len(emails_to(cast.programme_officer)), len(emails_to(cast.editor))) == (0, 1)


def test_the_worker_is_told_to_look_every_few_minutes() -> None:
    from procrastinate.contrib.django import app

    due = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert due["commitments.follow_up"] == "*/5 * * * *"


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_remind_once(errand: Make, clock: Clock, cast: Cast) -> None:
    errand(due_at=START + DAYS, escalate_to=cast.director)
    clock(START + 3 * DAYS)
    begin = threading.Barrier(4)

    def work() -> tuple[int, int]:
        begin.wait()
        try:
            run = follow_up()
        finally:
            connection.close()
        return run.reminded, run.escalated

    def deliver() -> int:
        begin.wait()
        try:
            return send_waiting()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        runs = [job.result() for job in [workers.submit(work) for _worker in range(4)]]
    assert [sum(counts) for counts in zip(*runs, strict=True)] == [1, 1]
    with ThreadPoolExecutor(4) as workers:
        counts = [job.result() for job in [workers.submit(deliver) for _worker in range(4)]]
    assert sum(counts) == 2
    assert sorted(sent.to[0] for sent in mail.outbox) == sorted([cast.programme_officer.email, cast.director.email])
