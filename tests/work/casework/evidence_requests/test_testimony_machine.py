"""Making evidence of a case in any order of steps."""

from __future__ import annotations

from contextlib import ExitStack

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from minbar.foundation.access.decisions import Denied
from minbar.foundation.accounts.models import User
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.actions.consents import give_consent, withdraw_consent
from minbar.work.casework.cases.enums import ConsentKind
from minbar.work.casework.evidence_requests import models
from minbar.work.casework.evidence_requests.actions import (
    check_testimony,
    send_to_check,
    take_back_testimony,
    write_testimony,
)
from minbar.work.casework.evidence_requests.models import ReleasedTestimony
from minbar.work.casework.evidence_requests.queries.testimonies import testimonies_to_check as waiting_for
from tests.builders.evidence_requests import EVERYTHING, WORDS, ask, some_cases, worker

pytestmark = pytest.mark.django_db


class Evidence(RuleBasedStateMachine):
    """Whatever is written, checked, sent back and withdrawn: only words that two others checked as they are go out."""

    def __init__(self) -> None:
        super().__init__()
        self.scope = ExitStack()
        self.scope.enter_context(transaction.atomic())
        self.author = worker("author")
        self.checkers = [worker("one"), worker("two"), worker("three", "case_supervisor")]
        self.case = some_cases(self.author)[0]
        self.request = ask(worker("officer", "advocacy_officer"))
        self.testimony: models.Testimony | None = None
        self.words, self.status, self.checked = "", "", set[int]()
        self.consent, self.expected, self.version = True, list[str](), 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.scope.close()

    def _is_there(self) -> bool:
        return self.testimony is not None and self.status != ""

    @rule(planted=st.booleans())
    def writes(self, planted: bool) -> None:
        self.version += 1
        words = f"{WORDS} {'خضر' if planted else ''} ({self.version})"
        if not self.consent:
            with pytest.raises(Denied):
                write_testimony(by=self.author, request=self.request, case=self.case, text=words)
            return
        self.testimony = write_testimony(by=self.author, request=self.request, case=self.case, text=words)
        self.words, self.status, self.checked = words, "draft", set()

    @rule()
    def sends(self) -> None:
        if self.testimony is None:
            return
        if not self._is_there():
            with pytest.raises(Denied):
                send_to_check(by=self.author, testimony=self.testimony)
        elif "خضر" in self.words:
            with pytest.raises(ValidationError):
                send_to_check(by=self.author, testimony=self.testimony)
        else:
            send_to_check(by=self.author, testimony=self.testimony)
            self.status, self.checked = "in_check", set()

    @rule(number=st.integers(0, 3), whole=st.booleans())
    def checks(self, number: int, whole: bool) -> None:
        if self.testimony is None:
            return
        checker = [*self.checkers, self.author][number]
        confirmed = EVERYTHING if whole else EVERYTHING[:-1]
        if self.status != "in_check" or checker == self.author or checker.pk in self.checked:
            with pytest.raises(Denied):
                check_testimony(by=checker, testimony=self.testimony, confirmed=confirmed)
            return
        check_testimony(by=checker, testimony=self.testimony, confirmed=confirmed)
        if not whole:
            self.status, self.checked = "returned", set()
            return
        self.checked.add(checker.pk)
        if len(self.checked) == 2:
            self.expected.append(self.words)
            self.status = ""

    @rule()
    def takes_back(self) -> None:
        if self._is_there() and self.testimony is not None:
            take_back_testimony(by=self.author, testimony=self.testimony)
            self.status = ""

    @rule(given=st.booleans())
    def changes_consent(self, given: bool) -> None:
        change = give_consent if given else withdraw_consent
        change(by=None, case=self.case, kind=ConsentKind.SHARING)
        if self.consent and not given:
            self.status = ""
        self.consent = given

    @invariant()
    def only_what_two_others_checked_is_out(self) -> None:
        assert sorted(ReleasedTestimony.objects.values_list("text", flat=True)) == sorted(
            words.strip() for words in self.expected
        )

    @invariant()
    def it_waits_for_checks_only_while_it_should(self) -> None:
        with wall.checking():
            assert waiting_for(User.objects.get(name="three")).exists() == (
                self.status == "in_check" and self.checkers[2].pk not in self.checked
            )
        with wall.system_access():
            assert models.Testimony.objects.exists() == self._is_there()


def test_no_sequence_of_steps_lets_words_out_that_two_others_did_not_check() -> None:
    run_state_machine_as_test(
        Evidence,
        settings=settings(
            max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
