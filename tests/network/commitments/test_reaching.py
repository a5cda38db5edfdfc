"""Who is asked to do something can do it: who left, lost the role or cannot be reached is passed over, and what reached
nobody is said so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import translation
from pytest_django import Settings

from minbar.foundation.accounts.actions import deactivate_account
from minbar.foundation.accounts.handover import hand_over, left_by
from minbar.foundation.accounts.models import User
from minbar.foundation.notifications.delivery import send_waiting
from minbar.foundation.notifications.enums import Status
from minbar.foundation.notifications.models import Message
from minbar.foundation.screens.waiting import waiting_for
from minbar.network.commitments.engine import follow_up
from minbar.network.commitments.enums import StepKind
from minbar.network.commitments.models import Commitment
from tests.cast import Cast
from tests.network.commitments.conftest import CASE

Make = Callable[..., Commitment]
Clock = Callable[[dt.datetime], None]
START = dt.datetime(2031, 3, 1, 9, tzinfo=dt.UTC)
DAYS = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def at_the_start(clock: Clock) -> None:
    clock(START)


def leave(*users: User) -> None:
    for user in users:
        user.is_active = False
        user.save()


def run(clock: Clock, moment: dt.datetime) -> None:
    clock(moment)
    follow_up()
    send_waiting()


def written_to() -> list[str]:
    return [sent.to[0] for sent in mail.outbox]


def steps(commitment: Commitment) -> list[str]:
    return [step.kind for step in commitment.steps.all()]


def test_a_reminder_of_somebody_who_left_goes_to_whom_it_is_for(errand: Make, cast: Cast, clock: Clock) -> None:
    made = errand(due_at=START + DAYS)
    leave(cast.programme_officer)
    run(clock, START + DAYS)
    assert written_to() == [cast.secretariat_officer.email]
    reminded = made.steps.get(kind=StepKind.REMINDED)
    assert reminded.to == cast.secretariat_officer


def test_who_lost_the_role_is_passed_over_too(errand: Make, cast: Cast, clock: Clock) -> None:
    errand(due_at=START + DAYS)
    cast.programme_officer.role_assignments.all().delete()
    run(clock, START + DAYS)
    assert written_to() == [cast.secretariat_officer.email]


def test_it_goes_on_to_who_recorded_it_and_then_to_who_may_hand_it_over(errand: Make, cast: Cast, clock: Clock) -> None:
    errand(due_at=START + DAYS, by=cast.editor, owed_to=None)
    errand(due_at=START + DAYS, by=None, owed_to=None)
    leave(cast.programme_officer)
    run(clock, START + DAYS)
    assert written_to() == [cast.editor.email, cast.director.email]


def test_where_there_is_nobody_no_step_says_that_somebody_was_reminded(errand: Make, cast: Cast, clock: Clock) -> None:
    made = errand(due_at=START + DAYS, escalate_to=cast.editor)
    leave(cast.programme_officer, cast.secretariat_officer, cast.director, cast.editor)
    run(clock, START + 3 * DAYS)
    assert mail.outbox == []
    assert steps(made) == [StepKind.MADE, StepKind.UNREACHED, StepKind.UNREACHED]
    assert set(Message.objects.values_list("status", flat=True)) == {Status.NOBODY}


def test_an_escalation_to_somebody_who_left_stands_on_the_page_of_who_is_told_instead(
    errand: Make, cast: Cast, clock: Clock
) -> None:
    made = errand(due_at=START + DAYS, owed_to=cast.editor, escalate_to=cast.director)
    leave(cast.director)
    run(clock, START + 3 * DAYS)
    made.refresh_from_db()
    assert made.escalate_to == cast.editor
    assert made.steps.get(kind=StepKind.ESCALATED).to == cast.editor
    assert [task.url for task in waiting_for(cast.editor)].count(made.get_absolute_url()) == 1


def test_who_leaves_between_noting_and_sending_is_passed_over(errand: Make, cast: Cast, clock: Clock) -> None:
    made = errand(due_at=START + DAYS, owed_to=None, escalate_to=cast.editor)
    clock(START + 3 * DAYS)
    follow_up()
    leave(cast.programme_officer, cast.editor)
    send_waiting()
    assert written_to() == [cast.secretariat_officer.email] * 2
    made.refresh_from_db()
    assert made.escalate_to == cast.secretariat_officer


def test_behind_a_wall_it_goes_to_nobody_who_may_not_see_the_record(
    hearing: Make, worker: User, cast: Cast, clock: Clock, readers: dict[int, set[UUID]]
) -> None:
    made = hearing(due_at=START + DAYS)
    leave(worker)
    run(clock, START + DAYS)
    assert mail.outbox == [] and steps(made) == [StepKind.MADE, StepKind.UNREACHED]
    readers[cast.case_supervisor.pk] = {CASE}
    again = hearing(due_at=START + 3 * DAYS, by=None)
    run(clock, START + 3 * DAYS)
    assert written_to() == [cast.case_supervisor.email]
    assert again.steps.get(kind=StepKind.REMINDED).to == cast.case_supervisor


def test_without_a_mail_server_no_step_says_that_somebody_was_reminded(
    errand: Make, clock: Clock, settings: Settings, tmp_path: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    made = errand(due_at=START + DAYS)
    run(clock, START + DAYS)
    assert steps(made) == [StepKind.MADE, StepKind.UNREACHED]


def test_closing_an_account_says_what_is_left_and_the_office_sees_it(
    errand: Make, hearing: Make, cast: Cast, worker: User
) -> None:
    translation.activate("en")
    errand()
    hearing(owed_by=cast.programme_officer)
    deactivate_account(account=cast.programme_officer, by=cast.administrator)
    said = left_by(User.objects.get(pk=cast.programme_officer.pk))
    assert said[0] == "1 follow-up is still open." and "2" not in "".join(said)
    (task,) = [task for task in waiting_for(cast.secretariat_officer) if "has left" in task.text]
    assert task.url == f"{reverse('commitments:commitments')}?doer=left"
    assert not [task for task in waiting_for(cast.editor) if "has left" in task.text]


def test_what_is_left_is_handed_over_as_far_as_the_heir_may_see_it(
    errand: Make, hearing: Make, cast: Cast, readers: dict[int, set[UUID]]
) -> None:
    made, walled = errand(), hearing(owed_by=cast.programme_officer)
    leave(cast.programme_officer)
    assert hand_over(account=cast.programme_officer, to=cast.editor, by=cast.administrator) == 1
    made.refresh_from_db()
    walled.refresh_from_db()
    assert (made.owed_by, walled.owed_by) == (cast.editor, cast.programme_officer)
    readers[cast.case_supervisor.pk] = {CASE}
    assert hand_over(account=cast.programme_officer, to=cast.case_supervisor, by=cast.administrator) == 1
    assert left_by(cast.programme_officer) == []
