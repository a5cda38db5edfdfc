"""The second wall: what the database itself answers to a query that forgets its scope."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection, transaction
from django.utils import timezone

from minbar.foundation.accounts.models import RoleAssignment, User
from minbar.work.casework.cases import actions, wall
from minbar.work.casework.cases.enums import AccessWay, ConsentKind, MediationBody, ServiceKind
from minbar.work.casework.cases.models import (
    Case,
    CaseAccess,
    CaseContent,
    CaseMessage,
    CaseNote,
    CaseService,
    Consent,
    Mediation,
)
from minbar.work.casework.identity.enums import KeyKind, Side
from minbar.work.casework.identity.models import Client, PartyKey
from minbar.work.casework.intake import actions as intake_actions
from tests.cast import Cast

pytestmark = pytest.mark.django_db
EVERYTHING = (Case, CaseAccess, CaseService, CaseContent, CaseMessage, CaseNote, Client, Consent, Mediation, PartyKey)
HEAD = {Case, CaseService, Consent, Mediation}


def full_case(by: User, number: str = "N-1", **more: object) -> Case:
    case = intake_actions.open_case(
        by=by,
        number=number,
        opened_on=dt.date(2024, 2, 1),
        identity={"name": "N"},
        content={"request": "R"},
        **more,  # type: ignore[arg-type]
    )
    with wall.system_access():
        service = CaseService.objects.create(case=case, kind=ServiceKind.MEDIATION, done_on=case.opened_on)
        Mediation.objects.create(service=service, case=case, body=MediationBody.OTHER_BODY)
        Consent.objects.create(case=case, kind=ConsentKind.SERVICE, given_at=timezone.now())
        for text in (CaseNote(subject=case.subject, case=case), CaseMessage(subject=case.subject, case=case)):
            text.seal(text="T")
            text.save()
        PartyKey.objects.create(case=case, side=Side.CLIENT, kind=KeyKind.NAME, token=b"k" * 16)
    return case


def second_worker() -> User:
    user = User.objects.create_user("second@example.org", name="second")
    RoleAssignment.objects.create(user=user, role="case_worker")
    return user


def shown() -> set[type]:
    """The tables that answer with anything to a query without any scope."""
    return {model for model in EVERYTHING if model._default_manager.exists()}


@pytest.fixture
def case(cast: Cast) -> Case:
    return full_case(cast.case_worker, assign_to=cast.case_worker)


def test_the_application_could_not_go_around_the_wall() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname LIKE 'casework_%%' AND relkind = 'r' "
            "AND NOT (relrowsecurity AND relforcerowsecurity)"
        )
        of_no_case = {"topic", "groupsession", "evidencerequest", "releasedtestimony"}
        assert {name.removeprefix("casework_") for (name,) in cursor.fetchall()} <= of_no_case


def test_where_the_wall_does_not_hold_casework_stays_shut(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE casework_case NO FORCE ROW LEVEL SECURITY")  # its owner passes it then
    with pytest.raises(wall.WallDown, match="row security"), wall.system_access():
        raise AssertionError("nothing may be read")


def test_with_nothing_said_there_is_nothing(case: Case) -> None:
    assert shown() == set()


def test_the_one_who_has_the_case_finds_all_of_it(cast: Cast, case: Case) -> None:
    with wall.reading_as(cast.case_worker):
        assert shown() == set(EVERYTHING)
    assert shown() == set()


@pytest.mark.parametrize("role", ["administrator", "director", "editor", "advocacy_officer", "stranger"])
def test_a_query_without_scope_finds_outsiders_nothing(cast: Cast, case: Case, role: str) -> None:
    with wall.reading_as(getattr(cast, role)):
        assert shown() == set()


def test_a_query_without_scope_finds_another_worker_nothing(case: Case) -> None:
    with wall.reading_as(second_worker()):
        assert shown() == set()


def test_a_supervisor_finds_the_head_and_who_has_access(cast: Cast, case: Case) -> None:
    with wall.reading_as(cast.case_supervisor):
        assert shown() == HEAD | {CaseAccess}


def test_a_supervisor_finds_the_content_of_a_new_case_that_nobody_has(cast: Cast) -> None:
    full_case(cast.case_worker)
    with wall.reading_as(cast.case_supervisor):
        assert shown() == HEAD | {CaseContent, CaseNote, CaseMessage}


def test_a_supervisor_finds_nothing_of_a_limited_case(cast: Cast, case: Case) -> None:
    actions.limit_case(by=cast.case_worker, case=case, limited=True)
    with wall.reading_as(cast.case_supervisor):
        assert shown() == {CaseAccess}


def test_who_counts_finds_heads_alone(case: Case) -> None:
    with wall.counting():
        assert shown() == HEAD


def test_a_co_worker_without_the_identity_finds_all_but_that(cast: Cast, case: Case) -> None:
    helper = second_worker()
    actions.give_access(by=cast.case_worker, case=case, user=helper)
    with wall.reading_as(helper):
        assert shown() == set(EVERYTHING) - {Client, PartyKey}


def test_access_ends_with_its_hour(cast: Cast, case: Case) -> None:
    helper = second_worker()
    with wall.system_access():
        CaseAccess.objects.create(
            case=case,
            user=helper,
            way=AccessWay.NAMED,
            identity=True,
            until=timezone.now() - dt.timedelta(seconds=1),
        )
    with wall.reading_as(helper):
        assert shown() == {CaseAccess}


def test_a_write_that_is_no_actions_changes_nothing(cast: Cast, case: Case) -> None:
    with wall.reading_as(cast.case_worker):
        assert Case.objects.update(urgency="high") == 0
        assert CaseNote.objects.count() == 1
        CaseNote.objects.all().delete()
        assert CaseNote.objects.count() == 1


def test_what_was_said_ends_with_the_block_also_when_it_fails(cast: Cast, case: Case) -> None:
    for failing in (False, True):
        try:
            with transaction.atomic(), wall.system_access():
                assert shown() == set(EVERYTHING)
                if failing:
                    with connection.cursor() as cursor:
                        cursor.execute("SELECT 1 / 0")
        except Exception as error:
            assert "division" in str(error)
        assert shown() == set()


def test_one_scope_within_another_gives_the_outer_back(cast: Cast, case: Case) -> None:
    with wall.reading_as(cast.case_supervisor):
        with wall.system_access():
            assert shown() == set(EVERYTHING)
        assert shown() == HEAD | {CaseAccess}
        with wall.counting():
            assert shown() == HEAD
        assert shown() == HEAD | {CaseAccess}


def test_whoever_stands_in_a_case_is_found_again(cast: Cast) -> None:
    case = intake_actions.open_case(
        by=cast.case_worker,
        number="N-2",
        opened_on=dt.date(2024, 2, 1),
        identity={"phone": "+90 555 010 20 30"},
        content={"opponent": {"name": "أحمد الحلبي"}},
    )
    with wall.system_access():
        assert set(case.party_keys.values_list("side", "kind")) == {("client", "phone"), ("opponent", "name")}
