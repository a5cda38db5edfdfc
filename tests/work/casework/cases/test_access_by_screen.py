"""Who reads a case, given, ended and limited on its pages."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from minbar.foundation.access.decisions import Denied
from minbar.foundation.accounts.models import User
from minbar.work.casework.cases import actions
from minbar.work.casework.cases.enums import AccessWay
from minbar.work.casework.cases.models import Case, CaseAccess
from minbar.work.casework.cases.queries.workers import readers_of
from minbar.work.casework.identity.actions.identity import read_identity
from minbar.work.casework.intake import actions as intake_actions
from tests.builders.case_services import day, now, open_case, second_worker
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return open_case(cast.case_worker, identity={"name": "CANARY"})


@pytest.fixture
def second(cast: Cast) -> User:
    return second_worker()


def page_of(user: User, case: Case) -> int:
    client = Client()
    client.force_login(user)
    return client.get(reverse("casework:case", args=[case.uid])).status_code


def give(client: Client, case: Case, user: User, way: AccessWay, **more: str) -> HttpResponse:
    given = {"user_given": str(user.pk), "way": way.value} | more
    return client.post(reverse("casework:case-access", args=[case.uid]), given)  # type: ignore[return-value]


def access_of(case: Case, user: User) -> CaseAccess:
    (access,) = [access for access in readers_of(case) if access.user_id == user.pk]
    return access


def end(client: Client, case: Case, access: CaseAccess) -> HttpResponse:
    return client.post(reverse("casework:access-end", args=[case.uid, access.uid]))  # type: ignore[return-value]


def test_access_is_given_and_ended_on_its_page(worker: Client, second: User, case: Case) -> None:
    assert page_of(second, case) == 404
    given = give(worker, case, second, AccessWay.NAMED)
    assert given.url == reverse("casework:case-access", args=[case.uid])  # type: ignore[attr-defined]
    assert "second" in worker.get(given.url).content.decode()  # type: ignore[attr-defined]
    assert page_of(second, case) == 200
    end(worker, case, access_of(case, second))
    assert page_of(second, case) == 404


def test_a_named_reader_lets_nobody_in(worker: Client, cast: Cast, second: User, case: Case) -> None:
    give(worker, case, second, AccessWay.NAMED)
    reader = Client()
    reader.force_login(second)
    assert give(reader, case, cast.case_supervisor, AccessWay.CO_WORKER).status_code == 404
    assert end(reader, case, access_of(case, cast.case_worker)).status_code == 404
    with pytest.raises(Denied):
        actions.give_access(by=second, case=case, user=cast.case_supervisor, way=AccessWay.NAMED, identity=False)
    with pytest.raises(Denied):
        actions.end_access(by=second, access=access_of(case, second))


def test_nobody_gives_an_identity_that_they_do_not_know(worker: Client, cast: Cast, second: User, case: Case) -> None:
    give(worker, case, second, AccessWay.CO_WORKER)
    colleague = Client()
    colleague.force_login(second)
    assert 'name="identity"' not in colleague.get(reverse("casework:case-access", args=[case.uid])).content.decode()
    give(colleague, case, cast.case_supervisor, AccessWay.CO_WORKER, identity="on")
    assert not access_of(case, cast.case_supervisor).identity
    with pytest.raises(Denied):
        actions.give_access(by=second, case=case, user=cast.case_supervisor, way=AccessWay.CO_WORKER, identity=True)
    with pytest.raises(Denied):
        read_identity(by=second, case=case)


@pytest.mark.parametrize("way", [AccessWay.ASSIGNED, AccessWay.EMERGENCY])
def test_other_ways_have_their_own_rules(cast: Cast, second: User, case: Case, way: AccessWay) -> None:
    with pytest.raises(Denied):
        actions.give_access(by=cast.case_worker, case=case, user=second, way=way, identity=False)
    with pytest.raises(Denied):
        actions.end_access(by=cast.case_worker, access=access_of(case, cast.case_worker))


def test_an_access_is_ended_from_its_own_case_alone(worker: Client, cast: Cast, second: User, case: Case) -> None:
    other = open_case(cast.case_worker, number="481 000 002")
    give(worker, case, second, AccessWay.NAMED)
    assert end(worker, other, access_of(case, second)).status_code == 404
    assert page_of(second, case) == 200


def test_a_case_is_limited_on_its_page_and_opened_again(worker: Client, cast: Cast, case: Case) -> None:
    assert page_of(cast.case_supervisor, case) == 200
    limited = worker.post(reverse("casework:case-limit", args=[case.uid]))
    assert limited.url == case.get_absolute_url()  # type: ignore[attr-defined]
    assert page_of(cast.case_supervisor, case) == 404
    worker.post(reverse("casework:case-unlimit", args=[case.uid]))
    assert page_of(cast.case_supervisor, case) == 200


def test_a_supervisor_who_limits_a_case_is_led_to_what_they_still_see(cast: Cast, case: Case, client: Client) -> None:
    client.force_login(cast.case_supervisor)
    limited = client.post(reverse("casework:case-limit", args=[case.uid]))
    assert limited.url == reverse("casework:cases")  # type: ignore[attr-defined]
    assert now(case).is_limited


def test_a_case_that_nobody_has_is_not_limited(cast: Cast) -> None:
    case = intake_actions.open_case(by=cast.case_worker, number="481 000 003", opened_on=day())
    with pytest.raises(Denied):
        actions.limit_case(by=cast.case_supervisor, case=case, limited=True)
    assert not now(case).is_limited
