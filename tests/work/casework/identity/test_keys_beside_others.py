"""A client is corrected, or joined with another, in the very moment in which the key of the indexes is changed, or
another does the same: neither undoes the other."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from minbar.work.casework.cases import wall
from minbar.work.casework.cases.models import Case
from minbar.work.casework.identity.actions.identity import correct_identity
from minbar.work.casework.identity.actions.one_person import join_clients
from minbar.work.casework.identity.actions.party_keys import keys_of, rebuild
from minbar.work.casework.identity.enums import Side
from minbar.work.casework.identity.identities import Identity
from minbar.work.casework.identity.models import Client, PartyKey
from minbar.work.casework.intake.actions import open_case
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE = {"name": "Rana Toprak", "phone": "+12025550101"}
OTHER = {"name": "Rana Toprak Su", "phone": "+12025550103"}
NOW = {"name": "Rana Toprak", "phone": "+12025550102"}


@pytest.fixture
def case(cast: Cast) -> Case:
    return open_case(
        by=cast.case_worker, assign_to=cast.case_worker, number="K-1", opened_on=dt.date(2024, 3, 1), identity=BEFORE
    )


@pytest.fixture
def correct(case: Case, cast: Cast) -> Callable[[], None]:
    def run() -> None:
        with wall.system_access():
            mine = Case.objects.get(pk=case.pk)
        correct_identity(by=cast.case_worker, case=mine, values={"phone": NOW["phone"]})

    return run


@pytest.fixture
def other(cast: Cast) -> Case:
    return open_case(
        by=cast.case_worker, assign_to=cast.case_worker, number="K-2", opened_on=dt.date(2024, 4, 1), identity=OTHER
    )


@pytest.fixture
def join(case: Case, other: Case, cast: Cast) -> Callable[[], None]:
    def run() -> None:
        join_clients(by=cast.case_worker, case=other, other=case, identity=Identity.of(OTHER))

    return run


def make_anew() -> None:
    for _done in rebuild():
        pass


def beside(first: Callable[[], None], second: Callable[[], None]) -> None:
    """Begin ``second`` while the transaction of ``first`` is not ended, and end both."""

    def run() -> None:
        try:
            second()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as others:
        with transaction.atomic():
            first()
            other = others.submit(run)
            wait_until_it_waits(other)
        other.result()


def wait_until_it_waits(other: Future[None]) -> None:
    query = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid()"
    with connection.cursor() as cursor:
        for _look in range(500):
            cursor.execute(query)
            if other.done() or cursor.fetchone() != (0,):
                return
            time.sleep(0.01)


def found_by(case: Case) -> list[tuple[str, bytes]]:
    with wall.system_access():
        rows = PartyKey.objects.filter(case=case, side=Side.CLIENT).values_list("kind", "token")
        return sorted((kind, bytes(token)) for kind, token in rows)


def keys(case: Case, identity: dict[str, str]) -> list[tuple[str, bytes]]:
    return sorted((key.kind.value, bytes(key.token)) for key in keys_of(case, Side.CLIENT, Identity.of(identity)))


def test_keys_that_are_made_anew_after_a_correction_are_those_of_the_correction(
    case: Case, correct: Callable[[], None]
) -> None:
    assert found_by(case) == keys(case, BEFORE)
    beside(correct, make_anew)
    assert found_by(case) == keys(case, NOW)


def test_a_correction_that_comes_while_keys_are_made_anew_waits_for_them(
    case: Case, correct: Callable[[], None]
) -> None:
    beside(make_anew, correct)
    assert found_by(case) == keys(case, NOW)


def test_keys_that_are_made_anew_after_two_were_joined_are_those_of_the_one_person(
    case: Case, other: Case, join: Callable[[], None]
) -> None:
    beside(join, make_anew)
    assert found_by(case) == keys(case, OTHER) and found_by(other) == keys(other, OTHER)


def test_two_who_are_joined_while_keys_are_made_anew_wait_for_them(
    case: Case, other: Case, join: Callable[[], None]
) -> None:
    beside(make_anew, join)
    assert found_by(case) == keys(case, OTHER) and found_by(other) == keys(other, OTHER)


def test_a_correction_that_comes_while_two_are_joined_is_the_one_person_s(
    case: Case, other: Case, join: Callable[[], None], correct: Callable[[], None]
) -> None:
    beside(join, correct)
    now = OTHER | {"phone": NOW["phone"]}
    assert found_by(case) == keys(case, now) and found_by(other) == keys(other, now)


def test_two_who_are_joined_while_one_is_corrected_are_as_who_joins_them_says(
    case: Case, other: Case, join: Callable[[], None], correct: Callable[[], None]
) -> None:
    beside(correct, join)
    assert found_by(case) == keys(case, OTHER) and found_by(other) == keys(other, OTHER)


def test_of_two_who_join_the_same_clients_the_second_is_told(
    case: Case, other: Case, join: Callable[[], None], cast: Cast
) -> None:
    def the_other_way() -> None:
        with pytest.raises(ValidationError):
            join_clients(by=cast.case_worker, case=case, other=other, identity=Identity.of(BEFORE))

    beside(join, the_other_way)
    with wall.system_access():
        assert Client.objects.get().reveal("phone") == OTHER["phone"]
