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

from minbar.network.commitments import letters
from minbar.network.commitments.actions import close_commitment, move_due, reassign
from minbar.network.commitments.deadlines import in_days, in_hours
from minbar.network.commitments.engine import follow_up
from minbar.network.commitments.enums import NoticeKind, StepKind
from minbar.network.commitments.models import Commitment, Notice
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


def letters_to(user: Any) -> list[str]:
    return [letter.subject for letter in mail.outbox if letter.to == [user.email]]


def test_a_deadline_of_72_hours_is_reminded_of_and_escalated_to_the_hour(
    errand: Make, cast: Cast, clock: Clock
) -> None:
    made = errand(due_at=in_hours(72), escalate_to=cast.director, notice=24 * HOURS)
    at(clock, START + 47 * HOURS)
    assert mail.outbox == []
    at(clock, START + 48 * HOURS)
    assert len(letters_to(cast.programme_officer)) == 1
    at(clock, START + 72 * HOURS)
    assert letters_to(cast.director) == []
    at(clock, START + 72 * HOURS + dt.timedelta(minutes=5))
    assert len(letters_to(cast.director)) == 1
    assert [step.kind for step in made.steps.all()] == [StepKind.MADE, StepKind.REMINDED, StepKind.ESCALATED]


def test_a_deadline_of_30_days_lasts_to_the_end_of_the_last(errand: Make, cast: Cast, clock: Clock) -> None:
    errand(due_at=in_days(30), escalate_to=cast.director)
    at(clock, dt.datetime(2031, 3, 31, 20, 0, tzinfo=dt.UTC))  # 23:00 in Istanbul
    assert letters_to(cast.director) == []
    at(clock, dt.datetime(2031, 3, 31, 21, 1, tzinfo=dt.UTC))
    assert len(letters_to(cast.director)) == 1


def test_escalation_waits_as_many_days_as_were_agreed(errand: Make, cast: Cast, clock: Clock) -> None:
    made = errand(due_at=START + DAYS, escalate_to=cast.director, escalate_after_days=3)
    at(clock, made.due_at + 3 * DAYS - HOURS)
    assert letters_to(cast.director) == []
    at(clock, made.due_at + 3 * DAYS + HOURS)
    assert len(letters_to(cast.director)) == 1


def test_running_again_does_nothing_again(errand: Make, cast: Cast, clock: Clock) -> None:
    errand(due_at=START + DAYS, escalate_to=cast.director)
    clock(START + 5 * DAYS)
    first = follow_up()
    assert (first.reminded, first.escalated, first.sent) == (1, 1, 2)
    for _again in range(3):
        again = follow_up()
        assert (again.reminded, again.escalated, again.sent) == (0, 0, 0)
    assert len(mail.outbox) == 2


def test_the_database_refuses_a_second_reminder_in_a_round(errand: Make, clock: Clock, cast: Cast) -> None:
    made = errand(due_at=START + DAYS)
    clock(START + DAYS)
    follow_up()
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(commitment=made, kind=NoticeKind.REMINDER, round=0, to=cast.editor)
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
    follow_up()
    assert (len(letters_to(cast.programme_officer)), len(letters_to(cast.editor))) == (1, 1)


def test_what_is_done_is_left_in_peace(errand: Make, cast: Cast, clock: Clock) -> None:
    made = errand(due_at=START + DAYS, escalate_to=cast.director)
    close_commitment(commitment=made, by=cast.programme_officer, note="Sent")
    clock(START + 5 * DAYS)
    assert follow_up().reminded == 0
    assert mail.outbox == []


def test_a_letter_names_what_is_due_in_the_language_of_who_reads_it(errand: Make, cast: Cast, clock: Clock) -> None:
    cast.programme_officer.language = "tr"
    cast.programme_officer.save()
    made = errand(due_at=dt.date(2031, 3, 2), what="Tutanağı gönder")
    at(clock, START + DAYS)
    (letter,) = mail.outbox
    assert "Tutanağı gönder" in letter.subject and "2 Mart 2031" in letter.body
    assert f"/commitments/{made.uid}/" in letter.body


def test_behind_the_wall_a_letter_says_only_that_something_is_due(
    hearing: Make, cast: Cast, worker: Any, clock: Clock
) -> None:
    worker.language = cast.case_supervisor.language = "en"
    worker.save()
    cast.case_supervisor.save()
    made = hearing(due_at=START + DAYS, escalate_to=cast.case_supervisor)
    at(clock, START + 5 * DAYS)
    assert len(mail.outbox) == 2
    for letter in mail.outbox:
        whole = f"{letter.subject} {letter.body} {letter.extra_headers}"
        assert letter.subject == "Something is due"
        for secret in ("Hearing", "hearing", "Case", "H-11", str(made.source_uid), "March", worker.name):
            assert secret not in whole


def test_a_letter_that_could_not_be_sent_is_tried_again_once(
    errand: Make, clock: Clock, monkeypatch: pytest.MonkeyPatch, cast: Cast
) -> None:
    def fail(notice: Notice) -> Any:
        raise ConnectionRefusedError

    errand(due_at=START + DAYS)
    clock(START + DAYS)
    with monkeypatch.context() as broken:
        broken.setattr(letters, "letter_of", fail)
        run = follow_up()
    assert (run.reminded, run.sent) == (1, 0)
    assert follow_up().sent == 1
    assert follow_up().sent == 0
    assert len(letters_to(cast.programme_officer)) == 1


def test_a_letter_sent_twice_is_known_by_its_identifier(errand: Make, clock: Clock) -> None:
    errand(due_at=START + DAYS)
    at(clock, START + DAYS)
    again = letters.letter_of(Notice.objects.get())
    assert again.extra_headers["Message-ID"] == mail.outbox[0].extra_headers["Message-ID"]


def test_who_owes_without_an_account_is_followed_up_by_whom_it_is_for(errand: Make, cast: Cast, clock: Clock) -> None:
    from minbar.network.directory.models import Organisation

    errand(owed_by=Organisation.objects.create(labels={"ar": "دائرة"}), due_at=START + DAYS)
    at(clock, START + DAYS)
    assert len(letters_to(cast.secretariat_officer)) == 1


def test_an_account_that_was_closed_gets_no_letter(errand: Make, cast: Cast, clock: Clock) -> None:
    errand(due_at=START + DAYS)
    cast.programme_officer.is_active = False
    cast.programme_officer.save()
    at(clock, START + DAYS)
    assert mail.outbox == []


def test_a_letter_about_what_was_done_meanwhile_is_not_sent(
    errand: Make, clock: Clock, monkeypatch: pytest.MonkeyPatch, cast: Cast
) -> None:
    def fail(notice: Notice) -> Any:
        raise ConnectionRefusedError

    made = errand(due_at=START + DAYS)
    clock(START + DAYS)
    with monkeypatch.context() as broken:
        broken.setattr(letters, "letter_of", fail)
        follow_up()
    close_commitment(commitment=made, by=cast.programme_officer, note="Sent")
    assert follow_up().sent == 0
    assert mail.outbox == [] and not Notice.objects.exists()


def test_a_letter_that_waits_for_days_is_given_up(errand: Make, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(notice: Notice) -> Any:
        raise ConnectionRefusedError

    errand(due_at=START + 30 * DAYS)
    clock(START + 28 * DAYS)
    with monkeypatch.context() as broken:
        broken.setattr(letters, "letter_of", fail)
        follow_up()
    clock(START + 32 * DAYS)
    assert follow_up().sent == 0


def test_what_cannot_be_sent_is_logged_without_saying_to_whom(
    errand: Make, clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, cast: Cast
) -> None:
    def fail(notice: Notice) -> Any:
        raise ConnectionRefusedError(f"mailbox of {notice.to.email}")

    errand(due_at=START + DAYS, what="Call Selma")
    clock(START + DAYS)
    monkeypatch.setattr(letters, "letter_of", fail)
    follow_up()
    assert "ConnectionRefusedError" in caplog.text
    assert cast.programme_officer.email not in caplog.text and "Selma" not in caplog.text


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

    with ThreadPoolExecutor(4) as workers:
        runs = [job.result() for job in [workers.submit(work) for _worker in range(4)]]
    assert [sum(counts) for counts in zip(*runs, strict=True)] == [1, 1]
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted([cast.programme_officer.email, cast.director.email])
