"""The demonstration's cases of these days: everybody finds something to do, and the report's figures stay."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from minbar.doors.demonstration.case_rows import case_worksheets
from minbar.doors.demonstration.office import write_workbook
from minbar.doors.demonstration.sample_activity import Office, begin_cases, case_of
from minbar.foundation.access.roles import Role
from minbar.foundation.accounts.models import RoleAssignment, User
from minbar.foundation.screens.waiting import waiting_for
from minbar.foundation.sheets.files import Source, apply_file, prepare
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.models import Case
from minbar.work.casework.evidence_requests.models import EvidenceRequest, ReleasedTestimony, Testimony
from tests.cast import Cast

#: Of the cases of the report's years so many: enough for testimonies of them.
EARLIER = 250


def colleague(name: str, role: Role) -> User:
    user = User.objects.create_user(f"{name}@example.org", name=name)
    RoleAssignment.objects.create(user=user, role=role)
    return user


@pytest.fixture
def office(cast: Cast, tmp_path: Path) -> Office:
    rng = random.Random(2024)
    worksheets = case_worksheets(rng)
    worksheets[0].rows = worksheets[0].rows[-EARLIER:]
    path = write_workbook(tmp_path / "cases.xlsx", worksheets, rng)
    cast.case_worker.name = "سامر الحلبي"
    cast.case_worker.save()
    assert apply_file(prepare(Source(path.name, path), {}), by=cast.case_supervisor).written
    accounts = {role: getattr(cast, role) for role in Role}
    return Office.of(accounts, colleague("second", Role.CASE_WORKER), colleague("other", Role.CASE_SUPERVISOR))


def test_a_second_time_nothing_is_opened(office: Office) -> None:
    assert begin_cases(office)
    with wall.system_access():
        count = Case.objects.count()
        assert not begin_cases(office)
        assert Case.objects.count() == count


def test_everybody_finds_something_to_do_and_none_of_it_in_the_reports_years(office: Office, cast: Cast) -> None:
    begin_cases(office)
    for user in (cast.case_worker, cast.case_supervisor, cast.director):
        assert len(waiting_for(user)) >= 2
    with wall.system_access():
        years = Counter(Case.objects.values_list("opened_on__year", flat=True))
        assert years[2022] + years[2023] + years[2024] == EARLIER
        assert case_of("refused document").messages.filter(from_client=True, read_at=None).count() == 1
        assert (EvidenceRequest.objects.count(), Testimony.objects.count()) == (1, 1)
        assert ReleasedTestimony.objects.count() == 1
