"""Whatever order people act in: who reads what of a case, and where it stands, are as an independent account says."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, ClassVar

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from minbar.foundation.access.decisions import Denied
from minbar.foundation.accounts.models import RoleAssignment, User
from minbar.work.casework.cases import actions, queries, wall
from minbar.work.casework.cases.actions import ServiceEntry
from minbar.work.casework.cases.enums import Advice, CaseResult, Stage
from minbar.work.casework.cases.models import Case, CaseAccess, CaseContent
from minbar.work.casework.emergency_access.actions import open_in_emergency
from minbar.work.casework.emergency_access.enums import EmergencyReason
from minbar.work.casework.identity import models
from tests.builders.case_services import now, open_case, second_worker
from tests.cast import Cast

QUICK = settings(
    max_examples=6,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
WORKERS = ["a", "b", "supervisor"]
BY_HAND = ("co_worker", "named")


class Kept(RuleBasedStateMachine):
    """Rolls back what it did."""

    cast: ClassVar[Cast]

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)


@dataclass
class Grant:
    """A right to read, as the independent account keeps it."""

    user: str
    way: str
    identity: bool
    by: str = ""
    live: bool = True


class Access(Kept):
    """Giving, ending, limiting, roles lost and held again; beside it an account of who should read what."""

    people: ClassVar[dict[str, User]]

    def __init__(self) -> None:
        super().__init__()
        self.case = open_case(self.cast.case_supervisor, assign_to=None)
        self.grants: list[Grant] = []
        self.limited = False
        self.roles = {name: "case_supervisor" if name == "supervisor" else "case_worker" for name in WORKERS}
        self.browser = {name: Client() for name in [*WORKERS, "director", "administrator"]}
        for name, browser in self.browser.items():
            browser.force_login(self.people[name])

    # The account

    def live(self, name: str) -> list[Grant]:
        return [grant for grant in self.grants if grant.user == name and grant.live]

    def should(self, name: str) -> tuple[bool, bool, bool]:
        """Head, content, identity."""
        if name not in self.roles:
            return False, False, False
        own = self.live(name)
        supervises = self.roles[name] == "case_supervisor" and not self.limited
        taken = any(grant.way == "assigned" and grant.live for grant in self.grants)
        identity = any(grant.identity for grant in own)
        return bool(own) or supervises, bool(own) or (supervises and not taken), identity

    def works(self, name: str) -> bool:
        return name in self.roles and any(grant.way in ("assigned", "co_worker") for grant in self.live(name))

    def changes(self, name: str) -> bool:
        return self.works(name) or (self.should(name)[0] and self.roles.get(name) == "case_supervisor")

    def givers(self, name: str) -> set[str]:
        """Through whom somebody has or had the case, one after the other."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            here = waiting.pop()
            further = {grant.by for grant in self.grants if grant.user == here and grant.by} - found - {here}
            found |= further
            waiting += further
        return found

    def may_gain(self, by: str, user: str, identity: bool) -> bool:
        """Whether somebody who gains by it does so by another's act, of one who has the case not through them."""
        if self.works(user) and (self.should(user)[2] or not identity):
            return True
        return by != user and user not in self.givers(by)

    def person(self, name: str) -> User:
        return User.objects.get(pk=self.people[name].pk)  # roles are read once and kept on the object

    def attempt(self, allowed: bool, action: Any, **values: Any) -> bool:
        if allowed:
            action(**values)
            return True
        with pytest.raises(Denied):
            action(**values)
        return False

    # What people do

    @rule(by=st.sampled_from(WORKERS), worker=st.sampled_from(WORKERS))
    def assign(self, by: str, worker: str) -> None:
        allowed = self.roles.get(by) == "case_supervisor" and self.changes(by) and worker in self.roles
        allowed = allowed and self.may_gain(by, worker, True)
        if self.attempt(
            allowed, actions.assign_case, by=self.person(by), case=now(self.case), worker=self.person(worker)
        ):
            for grant in self.grants:
                grant.live = grant.live and grant.way != "assigned"
            self.grants.append(Grant(worker, "assigned", True, by))

    @rule(
        by=st.sampled_from(WORKERS),
        user=st.sampled_from(WORKERS),
        way=st.sampled_from(["co_worker", "named"]),
        identity=st.booleans(),
    )
    def give(self, by: str, user: str, way: str, identity: bool) -> None:
        allowed = self.changes(by) and user in self.roles and (self.should(by)[2] or not identity)
        allowed = allowed and self.may_gain(by, user, identity)
        values = {"by": self.person(by), "case": now(self.case), "user": self.person(user)}
        if self.attempt(allowed, actions.give_access, **values, way=way, identity=identity):
            for grant in self.grants:
                if grant.live and (grant.user, grant.way) == (user, way):
                    grant.live, grant.by = False, ""  # given anew, by another
            self.grants.append(Grant(user, way, identity, by))

    @precondition(lambda self: any(grant.live and grant.way in BY_HAND for grant in self.grants))
    @rule(by=st.sampled_from(WORKERS), data=st.data())
    def end(self, by: str, data: Any) -> None:
        grant = data.draw(st.sampled_from([each for each in self.grants if each.live and each.way in BY_HAND]))
        with wall.system_access():
            access = CaseAccess.objects.select_related("case").get(
                user=self.people[grant.user], way=grant.way, ended_at=None, until=None
            )
        if self.attempt(self.changes(by), actions.end_access, by=self.person(by), access=access):
            grant.live = False

    @precondition(lambda self: not any(grant.way == "break_glass" for grant in self.grants))
    @precondition(lambda self: "supervisor" in self.roles and not self.should("supervisor")[2])
    @rule()
    def open_in_emergency(self) -> None:
        supervisor = self.person("supervisor")
        reason = "The case worker is ill and the term ends tomorrow."
        open_in_emergency(by=supervisor, category=EmergencyReason.DEADLINE, reason=reason, hours=1, uid=self.case.uid)
        self.grants.append(Grant("supervisor", "break_glass", True))

    @precondition(lambda self: any(grant.live and grant.way == "break_glass" for grant in self.grants))
    @rule()
    def time_passes(self) -> None:
        with wall.system_access():
            rows = CaseAccess.objects.filter(case=self.case, way="break_glass")
            rows.update(until=timezone.now() - dt.timedelta(days=1))  # row security's clock stands in a transaction
        for grant in self.grants:
            grant.live = grant.live and grant.way != "break_glass"

    @rule(by=st.sampled_from(WORKERS), limited=st.booleans())
    def limit(self, by: str, limited: bool) -> None:
        taken = any(grant.way == "assigned" and grant.live for grant in self.grants)
        allowed = self.changes(by) and (taken or not limited)
        if self.attempt(allowed, actions.limit_case, by=self.person(by), case=now(self.case), limited=limited):
            self.limited = limited

    @rule(name=st.sampled_from(WORKERS))
    def turn_role(self, name: str) -> None:
        """A role is lost, or held again."""
        held = RoleAssignment.objects.filter(user=self.people[name])
        if name in self.roles:
            del self.roles[name]
            held.update(ends_at=timezone.now() - dt.timedelta(seconds=1))
        else:
            self.roles[name] = "case_supervisor" if name == "supervisor" else "case_worker"
            held.update(ends_at=None)

    # What must hold

    @invariant()
    def queries_agree(self) -> None:
        for name in self.people:
            user = self.person(name)
            with wall.reading_as(user):
                reader = queries.reader_of(user, now(self.case))
                assert (reader.head, reader.content, reader.identity) == self.should(name), name
                assert queries.cases_visible_to(user).filter(pk=self.case.pk).exists() == reader.head
                assert queries.cases_worked_on_by(user).filter(pk=self.case.pk).exists() == self.works(name)

    @invariant()
    def row_security_agrees(self) -> None:
        for name in self.people:
            with wall.reading_as(self.person(name)):
                tables = (Case, CaseContent, models.Client)
                assert tuple(table._default_manager.exists() for table in tables) == self.should(name), name

    @invariant()
    def pages_agree(self) -> None:
        for name, browser in self.browser.items():
            head, content, identity = self.should(name)
            answer = browser.get(self.case.get_absolute_url())
            assert answer.status_code == (200 if head else 404), name
            assert ("CANARY-4417 request" in answer.content.decode()) == content, name
            shown = browser.post(reverse("casework:case-identity", args=[self.case.uid]))
            assert (shown.status_code == 200 and "CANARY-4417 name" in shown.content.decode()) == identity, name
            form = browser.get(reverse("casework:advice-add", args=[self.case.uid]))
            assert form.status_code == (200 if self.works(name) else 404), name


class Stages(Kept):
    """Where a case stands after any order of steps; closed has a day and a term, open has neither."""

    def __init__(self) -> None:
        super().__init__()
        self.by = self.cast.case_worker
        self.case = open_case(self.by)
        self.stage = Stage.NEW
        self.result = ""

    def attempt(self, allowed: bool, action: Any, **values: Any) -> bool:
        if allowed:
            action(by=self.by, case=self.case, **values)
            return True
        with pytest.raises(ValidationError):
            action(by=self.by, case=self.case, **values)
        return False

    @rule(stage=st.sampled_from(Stage))
    def move(self, stage: Stage) -> None:
        working = {Stage.ASSESSMENT, Stage.PLAN, Stage.IN_PROGRESS}
        backwards = self.stage == Stage.ASSESSMENT and stage == Stage.ASSESSMENT
        allowed = self.stage != Stage.CLOSED and (stage == self.stage or stage in working or backwards)
        if self.attempt(allowed, actions.move_case, stage=stage):
            self.stage = stage

    @rule()
    def assess(self) -> None:
        if self.attempt(self.stage != Stage.CLOSED, actions.assess_case, texts={"plan": "p"}, risk="high"):
            self.stage = Stage.ASSESSMENT if self.stage == Stage.NEW else self.stage

    @rule(advice=st.sampled_from(Advice))
    def advise(self, advice: Advice) -> None:
        entry = ServiceEntry(done_on=timezone.localdate())
        if self.attempt(self.stage != Stage.CLOSED, actions.advise, entry=entry, advice=advice):
            self.stage = Stage.IN_PROGRESS

    @rule(result=st.sampled_from(CaseResult))
    def measure(self, result: CaseResult) -> None:
        entry = ServiceEntry(done_on=timezone.localdate())
        self.attempt(True, actions.measure_result, entry=entry, result=result)
        self.result = result

    @rule(result=st.sampled_from([None, *CaseResult]), reason=st.sampled_from(["", "why"]))
    def close(self, result: CaseResult | None, reason: str) -> None:
        allowed = self.stage != Stage.CLOSED and bool(result or reason or self.result)
        if self.attempt(allowed, actions.close_case, result=result, reason=reason):
            self.stage, self.result = Stage.CLOSED, result or self.result

    @rule()
    def reopen(self) -> None:
        if self.attempt(self.stage == Stage.CLOSED, actions.reopen_case):
            self.stage = Stage.REOPENED

    @invariant()
    def the_case_says_so(self) -> None:
        case = now(self.case)
        assert (case.stage, case.result) == (self.stage, self.result)
        closed = self.stage == Stage.CLOSED
        assert (case.closed_on is not None, case.erase_after is not None) == (closed, closed)


@pytest.mark.slow
@pytest.mark.django_db
def test_pages_queries_and_row_security_agree_on_who_reads_a_case(cast: Cast) -> None:
    Access.cast = cast
    Access.people = {
        "a": cast.case_worker,
        "b": second_worker(),
        "supervisor": cast.case_supervisor,
        "director": cast.director,
        "administrator": cast.administrator,
    }
    run_state_machine_as_test(Access, settings=QUICK)


@pytest.mark.slow
@pytest.mark.django_db
def test_a_case_stands_where_its_steps_led(cast: Cast) -> None:
    Stages.cast = cast
    run_state_machine_as_test(Stages, settings=settings(QUICK, max_examples=25, stateful_step_count=20))
