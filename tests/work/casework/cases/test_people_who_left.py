"""Cases of somebody whose account was closed are seen by supervisors, and named to nobody else."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import translation

from minbar.foundation.accounts.actions import deactivate_account
from minbar.foundation.accounts.handover import left_by
from minbar.foundation.accounts.models import User
from minbar.foundation.screens.waiting import waiting_for
from minbar.work.casework.cases.actions import limit_case
from minbar.work.casework.cases.models import Case
from minbar.work.casework.intake.actions import open_case
from tests.builders.clients import close
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    translation.activate("en")
    return open_case(by=cast.case_worker, assign_to=cast.case_worker, number="N-1", opened_on=dt.date(2018, 3, 14))


def tasks_of(user: User) -> list[str]:
    return [task.url for task in waiting_for(User.objects.get(pk=user.pk)) if "left" in task.text]


def test_a_supervisor_finds_the_cases_of_who_left(cast: Cast, case: Case) -> None:
    assert tasks_of(cast.case_supervisor) == []
    deactivate_account(account=cast.case_worker, by=cast.administrator)
    (address,) = tasks_of(cast.case_supervisor)
    client = Client()
    client.force_login(cast.case_supervisor)
    assert "N-1" in client.get(address).content.decode()
    for user in (cast.director, cast.administrator, cast.secretariat_officer):
        assert tasks_of(user) == []


def test_a_limited_case_counts_and_is_not_listed(cast: Cast, case: Case) -> None:
    limit_case(by=cast.case_worker, case=case, limited=True)
    deactivate_account(account=cast.case_worker, by=cast.administrator)
    (address,) = tasks_of(cast.case_supervisor)
    client = Client()
    client.force_login(cast.case_supervisor)
    assert "N-1" not in client.get(address).content.decode()


def test_the_administrator_learns_that_there_are_some_and_no_more(cast: Cast, case: Case) -> None:
    assert left_by(cast.administrator) == []
    said = " ".join(left_by(cast.case_worker))
    assert "Cases are still open" in said and "N-1" not in said and "1" not in said
    close(case)
    assert left_by(cast.case_worker) == []
