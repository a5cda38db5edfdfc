"""Nobody comes to read a case by an act of their own: neither alone nor through somebody to whom they gave it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from minbar.foundation.access.decisions import Denied
from minbar.foundation.access.roles import Role
from minbar.foundation.accounts.models import RoleAssignment, User
from minbar.work.casework.cases import actions, wall
from minbar.work.casework.cases.enums import AccessWay
from minbar.work.casework.cases.models import Case
from minbar.work.casework.cases.queries import reader_of
from minbar.work.casework.intake.actions.taking_in import given_consents, take_in
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def account(role: Role, name: str) -> User:
    user: User = User.objects.create_user(f"{name}@example.org", name=name)
    RoleAssignment.objects.create(user=user, role=role.value)
    return user


@pytest.fixture
def second_supervisor(cast: Cast) -> User:
    return account(Role.CASE_SUPERVISOR, "second supervisor")


@pytest.fixture
def worker(cast: Cast) -> User:
    return account(Role.CASE_WORKER, "second worker")


def taken_in(by: User | None, assign_to: User | None) -> Case:
    consents = given_consents(service=True, sharing=False, by="client", form="spoken")  # type: ignore[arg-type]
    return take_in(by=by, channel="phone", request="…", consents=consents, assign_to=assign_to).case  # type: ignore[arg-type]


@pytest.fixture
def case(cast: Cast) -> Case:
    """A case that somebody else took in and has."""
    return taken_in(cast.case_worker, cast.case_worker)


def reads_identity(user: User, case: Case) -> bool:
    with wall.system_access():
        return reader_of(user, case).identity


def test_a_supervisor_does_not_assign_a_case_to_herself(cast: Cast, case: Case, client: Client) -> None:
    client.force_login(cast.case_supervisor)
    client.post(reverse("casework:case-assign", args=[case.uid]), {"worker": cast.case_supervisor.pk})
    with pytest.raises(Denied):
        actions.assign_case(by=cast.case_supervisor, case=case, worker=cast.case_supervisor)
    assert not reads_identity(cast.case_supervisor, case)


def test_nor_a_request_that_waits(cast: Cast) -> None:
    waiting = taken_in(None, None)
    with pytest.raises(Denied):
        actions.assign_case(by=cast.case_supervisor, case=waiting, worker=cast.case_supervisor)
    assert not reads_identity(cast.case_supervisor, waiting)


@pytest.mark.parametrize("way", [AccessWay.CO_WORKER, AccessWay.NAMED])
@pytest.mark.parametrize("identity", [True, False])
def test_nor_does_she_make_herself_a_reader(cast: Cast, case: Case, way: AccessWay, identity: bool) -> None:
    with pytest.raises(Denied):
        actions.give_access(by=cast.case_supervisor, case=case, user=cast.case_supervisor, way=way, identity=identity)


def test_who_was_given_a_case_does_not_pass_it_back(cast: Cast, case: Case, worker: User) -> None:
    actions.assign_case(by=cast.case_supervisor, case=case, worker=worker)
    for identity in (True, False):
        with pytest.raises(Denied):
            actions.give_access(by=worker, case=case, user=cast.case_supervisor, identity=identity)
    assert not reads_identity(cast.case_supervisor, case)


def test_two_supervisors_do_not_pass_it_to_each_other(cast: Cast, case: Case, second_supervisor: User) -> None:
    actions.assign_case(by=cast.case_supervisor, case=case, worker=second_supervisor)
    with pytest.raises(Denied):
        actions.assign_case(by=second_supervisor, case=case, worker=cast.case_supervisor)


def test_nor_around_a_third(cast: Cast, case: Case, second_supervisor: User, worker: User) -> None:
    actions.assign_case(by=cast.case_supervisor, case=case, worker=worker)
    actions.give_access(by=worker, case=case, user=second_supervisor, identity=True)
    for way in (AccessWay.CO_WORKER, AccessWay.NAMED):
        with pytest.raises(Denied):
            actions.give_access(by=second_supervisor, case=case, user=cast.case_supervisor, way=way)


def test_nor_after_the_access_has_ended(cast: Cast, case: Case, second_supervisor: User, worker: User) -> None:
    actions.assign_case(by=cast.case_supervisor, case=case, worker=second_supervisor)
    actions.assign_case(by=second_supervisor, case=case, worker=worker)
    with pytest.raises(Denied):
        actions.assign_case(by=second_supervisor, case=case, worker=cast.case_supervisor)


def test_another_supervisor_gives_it_to_her(cast: Cast, case: Case, second_supervisor: User) -> None:
    actions.assign_case(by=second_supervisor, case=case, worker=cast.case_supervisor)
    assert reads_identity(cast.case_supervisor, case)


def test_who_heard_it_from_the_client_may_be_asked_again(cast: Cast, second_supervisor: User) -> None:
    own = taken_in(cast.case_supervisor, cast.case_supervisor)
    actions.assign_case(by=cast.case_supervisor, case=own, worker=second_supervisor)
    actions.give_access(by=second_supervisor, case=own, user=cast.case_supervisor, identity=True)
    assert reads_identity(cast.case_supervisor, own)
