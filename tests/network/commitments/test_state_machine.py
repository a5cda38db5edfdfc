"""Any order of what people do and of what time does keeps the promises: closed has evidence, nobody is reminded twice,
what is late is escalated exactly once in a round."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any, ClassVar

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from minbar.foundation.notifications.delivery import send_waiting
from minbar.foundation.notifications.enums import Status
from minbar.foundation.notifications.models import Message
from minbar.network.commitments import actions
from minbar.network.commitments.emails import ESCALATION, REMINDER
from minbar.network.commitments.engine import follow_up
from minbar.network.commitments.enums import Standing, StepKind
from minbar.network.commitments.models import Commitment
from tests.cast import Cast

START = dt.datetime(2031, 3, 1, 9, tzinfo=dt.UTC)
HOURS = st.integers(1, 24 * 12).map(lambda hours: dt.timedelta(hours=hours))
OPEN = Standing.OPEN


class Following(RuleBasedStateMachine):
    """People act through the actions, time through the engine; what should have come of it is kept beside."""

    cast: ClassVar[Cast]
    clock: ClassVar[dict[str, dt.datetime]]
    commitments = Bundle("commitments")

    def __init__(self) -> None:
        super().__init__()
        self.clock["now"] = START
        self.standing: dict[int, str] = {}
        self.reopened: Counter[int] = Counter()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        mail.outbox.clear()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @property
    def now(self) -> dt.datetime:
        return self.clock["now"]

    def people(self) -> list[Any]:
        return [self.cast.programme_officer, self.cast.editor, self.cast.director]

    def attempt(self, pk: int, action: Any, *, allowed: bool, **values: Any) -> bool:
        """The action does what it should, or refuses and leaves all as it was."""
        commitment = Commitment.objects.get(pk=pk)
        before = Commitment.objects.values().get(pk=pk), commitment.steps.count()
        if allowed:
            action(commitment=commitment, by=self.cast.secretariat_officer, **values)
            return True
        with pytest.raises(ValidationError):
            action(commitment=commitment, by=self.cast.secretariat_officer, **values)
        assert before == (Commitment.objects.values().get(pk=pk), commitment.steps.count())
        return False

    @rule(target=commitments, ahead=HOURS, grace=st.integers(0, 3), named=st.booleans(), who=st.integers(0, 2))
    def make(self, ahead: dt.timedelta, grace: int, named: bool, who: int) -> int:
        made = actions.make_commitment(
            by=self.cast.secretariat_officer,
            owed_by=self.people()[who],
            what="Something",
            due_at=self.now + ahead,
            escalate_to=self.cast.director if named else None,
            escalate_after_days=grace,
        )
        self.standing[made.pk] = OPEN
        return made.pk

    @rule(pk=commitments, evidence=st.sampled_from(["", "Sent"]))
    def close(self, pk: int, evidence: str) -> None:
        allowed = self.standing[pk] == OPEN and bool(evidence)
        if self.attempt(pk, actions.close_commitment, allowed=allowed, note=evidence):
            self.standing[pk] = Standing.DONE

    @rule(pk=commitments)
    def cancel(self, pk: int) -> None:
        if self.attempt(pk, actions.cancel_commitment, allowed=self.standing[pk] == OPEN):
            self.standing[pk] = Standing.CANCELLED

    @rule(pk=commitments, reason=st.sampled_from(["", "Again"]), ahead=st.none() | HOURS)
    def reopen(self, pk: int, reason: str, ahead: dt.timedelta | None) -> None:
        was = self.standing[pk]
        allowed = was == Standing.CANCELLED or (was == Standing.DONE and bool(reason))
        due = None if ahead is None else self.now + ahead
        if self.attempt(pk, actions.reopen_commitment, allowed=allowed, reason=reason, due_at=due):
            self.standing[pk] = OPEN
            self.reopened[pk] += 1

    @rule(pk=commitments, ahead=HOURS)
    def move(self, pk: int, ahead: dt.timedelta) -> None:
        self.attempt(pk, actions.move_due, allowed=self.standing[pk] == OPEN, due_at=self.now + ahead)

    @rule(pk=commitments, who=st.integers(0, 2))
    def reassign(self, pk: int, who: int) -> None:
        self.attempt(pk, actions.reassign, allowed=self.standing[pk] == OPEN, owed_by=self.people()[who])

    @rule(pk=commitments, named=st.booleans())
    def notify_somebody_else(self, pk: int, named: bool) -> None:
        boss = self.cast.editor if named else None
        self.attempt(pk, actions.change_commitment, allowed=self.standing[pk] == OPEN, escalate_to=boss)

    @rule(hours=HOURS)
    def time_passes(self, hours: dt.timedelta) -> None:
        self.clock["now"] += hours

    @rule(times=st.integers(1, 3))
    def the_worker_runs(self, times: int) -> None:
        for _time in range(times):
            follow_up()
            send_waiting()
        for commitment in Commitment.objects.filter(standing=OPEN):
            late = commitment.due_at + dt.timedelta(days=commitment.escalate_after_days) < self.now
            assert (commitment.reminded_at is not None) or commitment.remind_at > self.now
            if commitment.escalate_to_id:
                assert (commitment.escalated_at is not None) or not late

    @invariant()
    def stands_as_it_should(self) -> None:
        found = {each.pk: each for each in Commitment.objects.all()}
        assert {pk: each.standing for pk, each in found.items()} == self.standing
        for pk, each in found.items():
            assert each.reopened == self.reopened[pk] == each.steps.filter(kind=StepKind.REOPENED).count()
            assert (each.closed_at is None) == (each.standing == OPEN)
            if each.standing == Standing.DONE:
                assert each.closing_note and each.closed_by is not None

    @invariant()
    def nobody_is_written_to_twice_for_the_same(self) -> None:
        marks = Counter((each.about, each.context["round"], each.kind) for each in Message.objects.all())
        assert all(count == 1 for count in marks.values())
        assert len(mail.outbox) == Message.objects.filter(status=Status.SENT).count()
        assert len({sent.extra_headers["Message-ID"] for sent in mail.outbox}) == len(mail.outbox)

    @invariant()
    def every_message_that_was_sent_has_its_step(self) -> None:
        for kind, step in ((REMINDER, StepKind.REMINDED), (ESCALATION, StepKind.ESCALATED)):
            sent = Counter(Message.objects.filter(kind=kind, status=Status.SENT).values_list("about", flat=True))
            for uid, count in sent.items():
                assert Commitment.objects.get(uid=uid).steps.filter(kind=step).count() == count


@pytest.mark.slow
def test_promises_are_kept_in_any_order(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = {"now": START}
    monkeypatch.setattr(timezone, "now", lambda: clock["now"])
    Following.cast, Following.clock = cast, clock
    run_state_machine_as_test(
        Following,
        settings=settings(
            max_examples=15,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
        ),
    )
