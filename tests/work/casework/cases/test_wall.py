"""Behind the wall: who sees which case, and what leaves the room."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from minbar.foundation.access.decisions import Denied
from minbar.foundation.accounts.models import RoleAssignment, User
from minbar.foundation.figures.declare import Sensitivity, datasets
from minbar.foundation.journal.models import Entry
from minbar.foundation.screens.searching import search_everything
from minbar.foundation.sheets.declare import sheets
from minbar.network.directory.models import Place
from minbar.work.casework.cases import actions, queries, wall
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.models import Case
from minbar.work.casework.intake import actions as intake_actions
from tests.cast import Cast

pytestmark = pytest.mark.django_db
CANARY = "CANARY-7731"
OUTSIDERS = [
    "administrator",
    "director",
    "secretariat_officer",
    "programme_officer",
    "editor",
    "advocacy_officer",
    "delegate",
    "stranger",
]


def open_case(by: User, number: str = CANARY) -> Case:
    return intake_actions.open_case(
        by=by,
        assign_to=by,
        number=number,
        opened_on=dt.date(2023, 5, 12),
        advice="out_of_scope",
        content={"request": f"{CANARY} request"},
        identity={"name": f"{CANARY} name"},
    )


def another_worker() -> User:
    user = User.objects.create_user("second@example.org", name="second")
    RoleAssignment.objects.create(user=user, role="case_worker")
    return user


@pytest.fixture
def case(cast: Cast) -> Case:
    return open_case(cast.case_worker)


def pages_of(case: Case) -> list[str]:
    routes = ["casework:case", "casework:case-edit", "casework:case-assign"]
    return [
        reverse("casework:cases"),
        reverse("casework:case-add"),
        *(reverse(name, args=[case.uid]) for name in routes),
    ]


@pytest.mark.parametrize("role", OUTSIDERS)
def test_for_those_outside_nothing_is_there(cast: Cast, case: Case, client: Client, role: str) -> None:
    client.force_login(getattr(cast, role))
    for page in pages_of(case):
        for answer in (client.get(page), client.post(page, {"number": "X"})):
            assert answer.status_code == 404
            assert CANARY not in answer.content.decode()
    assert list(queries.cases_visible_to(getattr(cast, role))) == []


def test_one_who_is_not_signed_in_is_sent_to_sign_in(case: Case, client: Client) -> None:
    for page in pages_of(case):
        assert client.get(page).status_code == 302


def test_a_worker_sees_the_cases_assigned_to_them_and_no_others(cast: Cast, case: Case, client: Client) -> None:
    theirs = open_case(another_worker(), "OTHER-1")
    client.force_login(cast.case_worker)
    listed = client.get(reverse("casework:cases")).content.decode()
    assert CANARY in listed
    assert "OTHER-1" not in listed
    assert client.get(reverse("casework:case", args=[case.uid])).status_code == 200
    assert client.get(reverse("casework:case", args=[theirs.uid])).status_code == 404
    assert client.post(reverse("casework:case-edit", args=[theirs.uid]), {"number": "X"}).status_code == 404


def test_a_supervisor_sees_every_case_and_assigns_it(cast: Cast, case: Case, client: Client) -> None:
    client.force_login(cast.case_supervisor)
    assert CANARY in client.get(reverse("casework:cases")).content.decode()
    worker = another_worker()
    answer = client.post(reverse("casework:case-assign", args=[case.uid]), {"worker": worker.pk})
    assert answer.status_code == 302
    with wall.system_access():
        case.refresh_from_db()
    assert case.assigned_to == worker


def test_a_case_goes_only_to_those_who_do_casework(cast: Cast, case: Case) -> None:
    with pytest.raises(Denied):
        actions.assign_case(by=cast.case_supervisor, case=case, worker=cast.director)
    with pytest.raises(Denied):
        actions.assign_case(by=cast.case_worker, case=case, worker=another_worker())


def test_a_worker_changes_only_what_is_assigned_to_them(cast: Cast, case: Case) -> None:
    actions.change_case(by=cast.case_worker, case=case, result="result_positive")
    with pytest.raises(Denied):
        actions.change_case(by=another_worker(), case=case, result="result_negative")
    with wall.system_access():
        case.refresh_from_db()
    assert case.result == "result_positive"


def test_no_one_outside_opens_a_case(cast: Cast) -> None:
    with pytest.raises(Denied):
        open_case(cast.administrator)


def test_the_journal_tells_what_was_done_and_nothing_of_the_case(cast: Cast, case: Case) -> None:
    actions.change_case(by=cast.case_worker, case=case, mediation="migration_directorate")
    entries = list(Entry.objects.filter(event__startswith="casework."))
    assert [entry.event for entry in entries] == ["casework.case_opened", "casework.case_changed"]
    assert all(entry.changes == {} and CANARY not in entry.subject for entry in entries)


def test_a_case_shows_its_number_nowhere_but_on_its_page(cast: Cast, case: Case, client: Client) -> None:
    client.force_login(cast.case_worker)
    page = client.get(reverse("casework:case", args=[case.uid])).content.decode()
    assert CANARY in page
    assert CANARY not in page[page.index("<title") : page.index("</title>")]
    assert CANARY not in str(case)
    assert CANARY not in case.get_absolute_url()


def test_the_search_over_everything_finds_no_case(cast: Cast, case: Case) -> None:
    for user in (cast.case_worker, cast.case_supervisor, cast.administrator, cast.director):
        assert search_everything(user, CANARY) == []


def test_only_counts_leave_the_room() -> None:
    dataset = datasets()["cases"]
    assert dataset.sensitivity is Sensitivity.PROTECTED
    assert dataset.records_permission is CasePermission.SUPERVISE
    sheet = sheets()["cases"]
    assert sheet.permission_import is CasePermission.IMPORT
    assert all(column.personal for column in sheet.columns)


def test_a_district_is_too_narrow_for_a_case(cast: Cast) -> None:
    district = Place.objects.filter(level=2).first()
    assert district is not None
    with pytest.raises(ValidationError) as error:
        intake_actions.open_case(by=cast.case_worker, number="1", opened_on=dt.date(2023, 5, 12), place=district)
    assert set(error.value.message_dict) == {"place"}


def test_a_sheet_that_names_a_district_is_told_to_name_the_province() -> None:
    check = sheets()["cases"].check
    assert check is not None
    province, district = (Place.objects.filter(level=level).first() for level in (1, 2))
    assert province is not None
    assert district is not None
    assert list(check({"place": province.pk})) == []
    assert [problem.column for problem in check({"place": district.pk})] == ["place"]


def test_the_database_refuses_values_outside_the_lists(case: Case) -> None:
    with pytest.raises(IntegrityError), wall.system_access(), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(advice="something else")


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_takes_the_same_number_of_queries_however_long(
    cast: Cast, client: Client, django_assert_max_num_queries: object, rows: int
) -> None:
    for number in range(rows):
        open_case(cast.case_supervisor, f"N{number}")
    client.force_login(cast.case_supervisor)
    client.get(reverse("casework:cases"))  # the first page of a session also notes that it is in use
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        page = client.get(reverse("casework:cases")).content.decode()
    assert f"N{rows - 1}" in page


def test_datasets_count_cases_by_what_was_done(cast: Cast, case: Case) -> None:
    open_case(cast.case_worker, "SECOND")
    dataset = datasets()["cases"]
    with dataset.within():
        row = dataset.rows().filter(uid=case.uid).get()
    assert row["advised"] == "out_of_scope"
    assert row["mediated"] is None
    assert not {"number", "assigned_to"} & set(row)
