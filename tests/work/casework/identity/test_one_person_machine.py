"""Joining, parting and erasing clients in any order, beside copies from before."""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from minbar.foundation.vault.errors import Shredded
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.actions import ServiceEntry, add_note
from minbar.work.casework.cases.models import Case, CaseContent, CaseNote
from minbar.work.casework.data_rights.actions.erasures import erase_client, propose_erasure
from minbar.work.casework.data_rights.enums import ErasureGround
from minbar.work.casework.identity.actions.one_person import join_clients, part_case
from minbar.work.casework.identity.enums import Side
from minbar.work.casework.identity.identities import Identity
from minbar.work.casework.identity.models import Client as Person
from minbar.work.casework.identity.models import PartyKey
from minbar.work.casework.intake.actions import open_case
from tests.builders.clients import close
from tests.builders.emergencies import with_role

pytestmark = pytest.mark.django_db
CASES = range(4)
NUMBER = st.sampled_from(CASES)


@dataclass
class Copy:
    """What a backup holds of a case. ``left`` is true once the case was parted: the copy lies under another's key."""

    case: int
    row: dict[str, Any]
    left: bool = False

    def opens(self) -> bool:
        try:
            return bool(CaseContent(**self.row).reveal("request"))
        except Shredded:
            return False


class Clients(RuleBasedStateMachine):
    """Whatever is joined, parted and erased: a case opens while its person is kept, and no copy of it afterwards."""

    def __init__(self) -> None:
        super().__init__()
        self.scope = ExitStack()
        self.scope.enter_context(transaction.atomic())
        self.scope.enter_context(wall.system_access())
        self.worker = with_role("worker", "case_worker")
        self.first, self.second = with_role("first", "case_supervisor"), with_role("second", "case_supervisor")
        self.keys = [self.opened(number).pk for number in CASES]
        self.person = {number: number for number in CASES}  # case → person, each a number of its own
        self.named = {number: number for number in CASES}  # person → of which number their name tells
        self.notes = dict.fromkeys(CASES, 0)
        self.copies: list[Copy] = []
        self.next = len(CASES)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.scope.close()

    @staticmethod
    def someone(number: int) -> Identity:
        return Identity(name=f"Somebody No{number}", phone=f"+1202555{1000 + number}")

    def opened(self, number: int) -> Case:
        return open_case(
            by=self.worker, assign_to=self.worker, number=f"P-{number}", opened_on=dt.date(2024, 3, 1),
            identity=self.someone(number).values(), content={"request": f"request {number}"},
        )  # fmt: skip

    def case(self, number: int) -> Case:
        return Case.objects.select_related("client").get(pk=self.keys[number])

    def of(self, person: int) -> list[int]:
        return [case for case, whose in self.person.items() if whose == person]

    def persons(self) -> list[int]:
        return sorted(set(self.person.values()))

    @precondition(lambda self: len(set(self.person.values())) > 1)
    @rule(data=st.data())
    def joins(self, data: st.DataObject) -> None:
        here, there = data.draw(st.permutations(self.persons()))[:2]
        one, other = (data.draw(st.sampled_from(self.of(person))) for person in (here, there))
        joined = self.someone(self.next)
        join_clients(by=self.worker, case=self.case(one), other=self.case(other), identity=joined)
        for case in self.of(there):
            self.person[case] = here
        self.named[here], self.next = self.next, self.next + 1

    @precondition(lambda self: len(set(self.person.values())) < len(self.person))
    @rule(data=st.data())
    def parts(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from([case for case, whose in self.person.items() if len(self.of(whose)) > 1]))
        part_case(by=self.worker, case=self.case(number), identity=self.someone(self.next))
        self.person[number] = self.named[self.next] = self.next
        self.next += 1
        for copy in self.copies:
            copy.left = copy.left or copy.case == number

    @rule(one=NUMBER, other=NUMBER)
    def what_makes_no_sense_is_refused(self, one: int, other: int) -> None:
        if {one, other} <= self.person.keys() and self.person[one] == self.person[other]:
            with pytest.raises(ValidationError):
                join_clients(by=self.worker, case=self.case(one), other=self.case(other), identity=Identity())
            if len(self.of(self.person[one])) == 1:
                with pytest.raises(ValidationError):
                    part_case(by=self.worker, case=self.case(one), identity=Identity())

    @rule(number=NUMBER)
    def writes(self, number: int) -> None:
        if number in self.person:
            entry = ServiceEntry(done_on=dt.date.today(), note=f"note {number}")
            add_note(by=self.worker, case=self.case(number), entry=entry)
            self.notes[number] += 1

    @initialize()
    def a_first_backup_is_taken(self) -> None:
        self.a_backup_is_taken()

    @rule()
    def a_backup_is_taken(self) -> None:
        for number in self.person:
            self.copies.append(Copy(number, CaseContent.objects.values().get(case=self.keys[number])))

    @precondition(lambda self: self.person)
    @rule(data=st.data())
    def somebody_is_erased(self, data: st.DataObject) -> None:
        several = [person for person in self.persons() if len(self.of(person)) > 1]
        gone = self.of(data.draw(st.sampled_from(several or self.persons())))
        for each in gone:
            close(self.case(each))
        proposed = propose_erasure(by=self.first, case=self.case(gone[0]), ground=ErasureGround.REQUEST)
        erase_client(by=self.second, erasure=proposed)
        for each in gone:
            del self.person[each]

    @invariant()
    def cases_are_one_person_s_exactly_where_it_was_said(self) -> None:
        subjects = {number: self.case(number).subject for number in self.person}
        for one, here in self.person.items():
            for other, there in self.person.items():
                assert (subjects[one] == subjects[other]) == (here == there)
        assert Person.objects.count() == len(set(self.person.values()))

    @invariant()
    def everything_opens_in_its_case_and_belongs_to_its_person(self) -> None:
        for number, person in self.person.items():
            case = self.case(number)
            content, notes = CaseContent.objects.get(case=case), list(CaseNote.objects.filter(case=case))
            assert content.reveal("request") == f"request {number}"
            assert [note.reveal("text") for note in notes] == [f"note {number}"] * self.notes[number]
            assert {case.subject} == {each.subject for each in (content, *notes, case.client) if each}
            assert case.client is not None
            assert case.client.reveal("name") == self.someone(self.named[person]).name

    @invariant()
    def the_same_keys_find_all_cases_of_a_person(self) -> None:
        for person in set(self.person.values()):
            found = [
                set(PartyKey.objects.filter(case=self.keys[number], side=Side.CLIENT).values_list("kind", "token"))
                for number in self.of(person)
            ]
            assert found[0] and all(keys == found[0] for keys in found)

    @invariant()
    def of_whoever_was_erased_nothing_opens_in_any_copy(self) -> None:
        for copy in self.copies:
            assert copy.left or copy.opens() == (copy.case in self.person)


def test_no_order_of_joining_parting_and_erasing_loses_or_keeps_what_it_should_not() -> None:
    run_state_machine_as_test(
        Clients,
        settings=settings(
            max_examples=20,
            stateful_step_count=10,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
