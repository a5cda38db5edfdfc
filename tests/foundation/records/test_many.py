"""Many records at once, past no rule of the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from minbar.foundation.records.many import insert_many
from minbar.foundation.vault.subjects import new_subject
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.models import Case, CaseContent, CaseService

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept() -> Iterator[None]:
    with wall.system_access():
        yield


def new_cases(count: int, **values: object) -> list[Case]:
    subject = new_subject()
    return [
        Case(number=f"N-{n}", subject=subject, opened_on=dt.date(2024, 2, 1), **values)  # type: ignore[misc]
        for n in range(count)
    ]


def test_records_are_there_as_they_were_made(kept: None) -> None:
    cases = new_cases(3, vulnerabilities=["chronic_illness", "disability"], functioning={"seeing": 2})
    insert_many(Case, cases)
    found = Case.objects.get(number="N-1")
    assert (found.pk, found.uid, found.subject) == (cases[1].pk, cases[1].uid, cases[1].subject)
    assert found.vulnerabilities == ["chronic_illness", "disability"]
    assert found.functioning == {"seeing": 2}
    assert found.created_at is not None
    assert not cases[1]._state.adding


def test_text_that_looks_like_a_separator_stays_what_it_is(kept: None) -> None:
    cases = new_cases(1)
    cases[0].number = "a\tb\\N\n\\."
    insert_many(Case, cases)
    assert Case.objects.get().number == "a\tb\\N\n\\."


def test_what_refers_to_a_record_saved_after_it_was_made_has_its_key(kept: None) -> None:
    cases = new_cases(2)
    actions = [CaseService(case=case, kind="note", done_on=case.opened_on) for case in cases]
    insert_many(Case, cases)
    insert_many(CaseService, actions)
    assert set(CaseService.objects.values_list("case", flat=True)) == {case.pk for case in cases}


def test_they_may_come_in_several_parts(kept: None) -> None:
    cases = new_cases(4)
    insert_many(Case, cases[:2])
    insert_many(Case, cases[2:])
    assert Case.objects.count() == 4


def test_how_many_statements_are_sent_does_not_follow_from_how_many_records_there_are(kept: None) -> None:
    def statements(count: int, first: int) -> int:
        cases = new_cases(count)
        for number, case in enumerate(cases, first):
            case.number = f"{number}"
        with CaptureQueriesContext(connection) as caught:
            insert_many(Case, cases)
        return len(caught)

    assert statements(1, 0) == statements(300, 1)


def test_checks_of_the_table_hold(kept: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_many(Case, new_cases(1, stage="closed"))
    assert not Case.objects.exists()


def test_a_value_that_is_not_sealed_is_refused(kept: None) -> None:
    cases = new_cases(1)
    insert_many(Case, cases)
    with pytest.raises(ValueError, match="seal"), transaction.atomic():
        insert_many(CaseContent, [CaseContent(case=cases[0], subject=cases[0].subject, request=b"plain")])


def test_row_security_refuses_what_nobody_keeps() -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        insert_many(Case, new_cases(1))


def test_nothing_of_it_is_left_beside_the_table(kept: None) -> None:
    with transaction.atomic():
        insert_many(Case, new_cases(5))
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM new_casework_case")
            assert cursor.fetchone() == (0,)
