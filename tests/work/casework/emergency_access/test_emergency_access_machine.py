"""Breaking the emergency_access in any order of steps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from minbar.foundation.access.decisions import Denied
from minbar.foundation.accounts.models import RoleAssignment, User
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.actions import assign_case
from minbar.work.casework.cases.models import Case
from minbar.work.casework.emergency_access.actions import (
    end_emergency_access,
    open_in_emergency,
    review_emergency_access,
)
from minbar.work.casework.emergency_access.models import EmergencyAccess
from minbar.work.casework.emergency_access.queries import emergency_accesses_of
from tests.builders.emergencies import REASON, again, make_case, pass_time, reads, with_role

pytestmark = pytest.mark.django_db


class EmergencyAccesses(RuleBasedStateMachine):
    """Whatever supervisors, reviewers and the clock do: nobody reads without a live opening that others know of."""

    def __init__(self) -> None:
        super().__init__()
        self.scope = ExitStack()
        self.scope.enter_context(transaction.atomic())
        worker = with_role("worker", "case_worker")
        self.people = {name: with_role(name, "case_supervisor") for name in ("first", "second")}
        self.people["judge"] = with_role("judge", "director")
        self.cases = [make_case(worker, "L-1"), make_case(worker, "L-2", limited=False)]
        #: (person, case) → the hour at which it shuts, on the machine's own clock.
        self.open: dict[tuple[str, int], float] = {}
        self.supervises = {"first", "second"}
        self.clock = 0.0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.scope.close()

    def _expected(self, name: str, case: Case) -> bool:
        return name in self.supervises and self.open.get((name, case.pk), -1) > self.clock

    @rule(name=st.sampled_from(["first", "second", "judge"]), number=st.sampled_from([0, 1]), hours=st.integers(1, 24))
    def breaks(self, name: str, number: int, hours: int) -> None:
        case = self.cases[number]
        given: dict[str, Any] = {"category": "danger", "reason": REASON, "hours": hours}
        if name not in self.supervises:
            with pytest.raises(Denied):
                open_in_emergency(by=again(self.people[name]), uid=case.uid, **given)
        elif self.open.get((name, case.pk), -1) > self.clock:
            with pytest.raises(ValidationError):
                open_in_emergency(by=again(self.people[name]), uid=case.uid, **given)
        else:
            emergency_access = open_in_emergency(by=again(self.people[name]), uid=case.uid, **given)
            self.open[name, case.pk] = self.clock + hours
            with wall.system_access():
                told = set(emergency_access.notifications.values_list("user__name", flat=True))
            assert told == ({"judge"} | self.supervises) - {name}

    @rule(hours=st.floats(0.1, 30))
    def waits(self, hours: float) -> None:
        pass_time(hours)
        self.clock += hours

    @rule(name=st.sampled_from(["first", "second"]))
    def loses_the_role(self, name: str) -> None:
        self.people[name].role_assignments.update(ends_at=timezone.now() - dt.timedelta(seconds=1))
        self.supervises.discard(name)

    @rule(name=st.sampled_from(["first", "second"]))
    def becomes_a_worker(self, name: str) -> None:
        self.people[name].role_assignments.all().delete()
        RoleAssignment.objects.create(user=self.people[name], role="case_worker")
        self.supervises.discard(name)

    @precondition(lambda self: self.open)
    @rule(data=st.data())
    def ends(self, data: st.DataObject) -> None:
        name, pk = data.draw(st.sampled_from(sorted(self.open)))
        with wall.system_access():
            emergency_access = EmergencyAccess.objects.filter(opened_by=self.people[name], case=pk).latest("pk")
        end_emergency_access(by=again(self.people[name]), emergency_access=emergency_access)
        self.open[name, pk] = min(self.open[name, pk], self.clock)

    @precondition(lambda self: self.open)
    @rule(
        data=st.data(),
        by=st.sampled_from(["first", "second", "judge"]),
        verdict=st.sampled_from(["justified", "not_justified"]),
    )
    def reviews(self, data: st.DataObject, by: str, verdict: str) -> None:
        name, pk = data.draw(st.sampled_from(sorted(self.open)))
        reviewer = again(self.people[by])
        with wall.system_access():
            emergency_access = EmergencyAccess.objects.filter(opened_by=self.people[name], case=pk).latest("pk")
            told = emergency_access.notifications.filter(user=reviewer).exists()
        with wall.reading_as(reviewer):
            if by == name or not told or (by != "judge" and by not in self.supervises):
                with pytest.raises(Denied):
                    review_emergency_access(
                        by=reviewer, emergency_access=emergency_access, verdict=verdict, words="So."
                    )
            elif emergency_access.verdict:
                with pytest.raises(ValidationError):
                    review_emergency_access(
                        by=reviewer, emergency_access=emergency_access, verdict=verdict, words="So."
                    )
            else:
                review_emergency_access(by=reviewer, emergency_access=emergency_access, verdict=verdict, words="So.")
                if verdict == "not_justified":
                    self.open[name, pk] = min(self.open[name, pk], self.clock)

    @rule(number=st.sampled_from([0, 1]), name=st.sampled_from(["first", "second"]))
    def is_given_the_open_case(self, number: int, name: str) -> None:
        """Assigning to a supervisor is another way in; it goes to the first worker again at once."""
        case = self.cases[number]
        worker = User.objects.get(name="worker")
        if number == 1 and name in self.supervises:
            assign_case(by=again(self.people[name]), case=case, worker=worker)

    @invariant()
    def nobody_reads_without_a_live_opening(self) -> None:
        for name, person in self.people.items():
            for case in self.cases:
                assert reads(person, case) == ({"content", "identity"} if self._expected(name, case) else set())

    @invariant()
    def nobody_sees_an_opening_that_is_not_theirs_to_see(self) -> None:
        judge = again(self.people["judge"])
        with wall.reading_as(judge):
            assert not emergency_accesses_of(judge).exists()
            assert not Case.objects.exists()


@pytest.fixture
def nothing_left() -> Iterator[None]:
    yield
    with wall.system_access():
        assert not EmergencyAccess.objects.exists()


def test_no_sequence_of_steps_lets_anybody_read_without_a_live_opening(nothing_left: None) -> None:
    run_state_machine_as_test(
        EmergencyAccesses,
        settings=settings(
            max_examples=15, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
