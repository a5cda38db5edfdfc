"""What supervisors, and administrators, see of all cases together."""

from __future__ import annotations

import datetime as dt
import random
import statistics
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from minbar.network.directory.models import Place
from minbar.work.casework.cases import actions, wall
from minbar.work.casework.cases.enums import ServiceKind, Stage
from minbar.work.casework.cases.models import Case, CaseService, Topic
from minbar.work.casework.dashboard import queries as dashboard
from minbar.work.casework.dashboard import views as screen
from minbar.work.casework.dashboard.signals import FEWEST_CASES, compare
from minbar.work.casework.emergency_access.actions import open_in_emergency
from minbar.work.casework.emergency_access.existence import existence
from minbar.work.casework.intake import actions as intake_actions
from tests.cast import Cast

CANARY = "CANARY-9917"


def months_ago(months: int, day: int = 1) -> dt.date:
    today = timezone.localdate()
    number = today.year * 12 + today.month - 1 - months
    return dt.date(number // 12, number % 12 + 1, day)


def cases(cast: Cast, count: int, **values: Any) -> list[Case]:
    given = {"opened_on": timezone.localdate()} | values
    start = Case.objects.count()
    with wall.system_access():
        start = Case.objects.count()
    return [
        intake_actions.open_case(by=cast.case_worker, number=f"{CANARY}-{start + n}", **given) for n in range(count)
    ]


# The signal


def test_a_month_like_the_others_gives_no_signal() -> None:
    signal = compare([10, 12, 9, 11, 10, 8, 12, 10, 9, 11, 10, 12, 10, 13])
    assert signal is not None
    assert not signal.rises


def test_a_month_far_above_the_others_gives_one() -> None:
    signal = compare([10, 12, 9, 11, 10, 8, 12, 10, 9, 11, 10, 12, 10, 30])
    assert signal is not None
    assert signal.rises
    assert signal.usual == pytest.approx(10.33, abs=0.01)
    assert signal.threshold == pytest.approx(10.33 + 3 * (10.33 * 13 / 12) ** 0.5, abs=0.02)


def test_a_rise_that_began_last_month_is_not_measured_against_itself() -> None:
    signal = compare([5] * 12 + [40, 40])
    assert signal is not None
    assert (signal.usual, signal.rises) == (5, True)


def test_where_months_scattered_before_it_takes_more() -> None:
    calm, wild = compare([10] * 13 + [22]), compare([1, 19] * 6 + [10, 22])
    assert calm is not None
    assert wild is not None
    assert (calm.rises, wild.rises) == (True, False)


def test_few_cases_are_no_signal_however_unusual() -> None:
    assert not compare([0] * 13 + [FEWEST_CASES - 1]).rises  # type: ignore[union-attr]
    assert compare([0] * 13 + [FEWEST_CASES]).rises  # type: ignore[union-attr]


@given(st.lists(st.integers(0, 500), max_size=7))
def test_with_too_few_months_before_it_there_is_none(counts: list[int]) -> None:
    assert compare(counts) is None


def test_chance_alone_gives_hardly_any_signal() -> None:
    """Poisson numbers of one mean: three standard errors are passed about once in two hundred times."""
    chance = random.Random(5)
    drawn = [[sum(chance.random() < 0.04 for _try in range(500)) for _month in range(14)] for _series in range(300)]
    assert sum(signal.rises for counts in drawn if (signal := compare(counts))) <= 6


# The queries


@pytest.mark.django_db
def test_open_cases_are_counted_by_stage_and_by_how_long(cast: Cast) -> None:
    today = timezone.localdate()
    for days in (0, 7, 8, 400):
        cases(cast, 1, opened_on=today - dt.timedelta(days=days))
    cases(cast, 1, stage=Stage.CLOSED, closed_on=today)
    with wall.counting():
        rows = {row.stage: row.by_age for row in dashboard.open_by_stage()}
    assert rows[Stage.NEW] == [2, 1, 0, 0, 1]
    assert Stage.CLOSED not in rows


@pytest.mark.django_db
def test_waiting_is_from_opening_to_the_first_action(cast: Cast) -> None:
    opened = timezone.localdate() - dt.timedelta(days=20)
    for case, days in zip(cases(cast, 5, opened_on=opened), (0, 1, 2, 9, 10), strict=True):
        with wall.system_access():
            for later in (days, days + 5):
                day = opened + dt.timedelta(days=later)
                CaseService.objects.create(case=case, kind=ServiceKind.NOTE, done_on=day)
    cases(cast, 2, opened_on=opened)
    with wall.counting():
        found = dashboard.waiting_times(opened)
    assert (found.median, found.begun, found.untouched, found.oldest) == (2.0, 5, 2, opened)
    assert found.slow == pytest.approx(9.6)


@given(st.lists(st.integers(0, 400), min_size=2), st.sampled_from([0.5, 0.9]))
def test_a_percentile_of_counted_values_is_that_of_the_values(values: list[int], share: float) -> None:
    counted = sorted((value, 1) for value in values)
    cuts = statistics.quantiles(values, n=10, method="inclusive")
    assert dashboard.percentile(counted, share) == pytest.approx(cuts[round(share * 10) - 1])
    doubled = [(value, values.count(value)) for value in sorted(set(values))]
    assert dashboard.percentile(doubled, share) == pytest.approx(cuts[round(share * 10) - 1])


def summed(case: Case) -> tuple[dt.date | None, list[str]]:
    with wall.system_access():
        return Case.objects.values_list("begun_on", "done").get(pk=case.pk)


def act(case: Case, kind: ServiceKind, days: int) -> CaseService:
    with wall.system_access():
        return CaseService.objects.create(case=case, kind=kind, done_on=case.opened_on + dt.timedelta(days=days))


@pytest.mark.django_db
def test_a_case_knows_its_first_day_and_the_kinds_of_its_actions(cast: Cast) -> None:
    (case,) = cases(cast, 1, opened_on=timezone.localdate() - dt.timedelta(days=20))
    assert summed(case) == (None, [])
    for kind, days in ((ServiceKind.NOTE, 5), (ServiceKind.COUNSELLING, 3), (ServiceKind.NOTE, 9)):
        act(case, kind, days)
    assert summed(case) == (case.opened_on + dt.timedelta(days=3), ["counselling", "note"])


@pytest.mark.django_db
def test_it_follows_actions_that_change_or_go(cast: Cast) -> None:
    (case,) = cases(cast, 1, opened_on=timezone.localdate() - dt.timedelta(days=20))
    first, second = act(case, ServiceKind.NOTE, 1), act(case, ServiceKind.COUNSELLING, 2)
    with wall.system_access():
        CaseService.objects.filter(pk=first.pk).update(done_on=case.opened_on + dt.timedelta(days=4))
    assert summed(case) == (second.done_on, ["counselling", "note"])
    with wall.system_access():
        second.delete()
    assert summed(case) == (case.opened_on + dt.timedelta(days=4), ["note"])


@pytest.mark.django_db
def test_saving_a_case_as_it_was_before_does_not_undo_it(cast: Cast) -> None:
    (case,) = cases(cast, 1, opened_on=timezone.localdate() - dt.timedelta(days=20))
    with wall.system_access():
        old = Case.objects.get(pk=case.pk)
        service = act(case, ServiceKind.NOTE, 1)
        old.risk = "high"
        old.save()
        assert Case.objects.get(pk=case.pk).risk == "high"
    assert summed(case) == (service.done_on, ["note"])


@pytest.mark.django_db
def test_a_case_that_is_deleted_takes_its_actions_along(cast: Cast) -> None:
    (case,) = cases(cast, 1)
    act(case, ServiceKind.NOTE, 0)
    with wall.system_access():
        case.delete()
        assert not CaseService.objects.exists()


@pytest.mark.django_db
def test_load_and_results_are_counted(cast: Cast) -> None:
    case, _other = cases(cast, 2, urgency="high")
    actions.assign_case(by=cast.case_supervisor, case=case, worker=cast.case_worker)
    with wall.system_access():
        Case.objects.filter(pk=case.pk).update(result="result_positive")
        for _time in range(2):
            CaseService.objects.create(case=case, kind=ServiceKind.NOTE, done_on=case.opened_on)
    with wall.counting():
        assert [(row.worker, row.open, row.urgent) for row in dashboard.load()] == [
            (cast.case_worker.name, 1, 1),
            (None, 1, 1),
        ]
        (row,) = dashboard.outcomes(case.opened_on).by_service
    assert (row.kind, row.results, row.total) == (ServiceKind.NOTE, [1, 0, 0, 0, 0], 1)


@pytest.mark.django_db
def test_a_topic_that_rises_in_a_province_is_named_there(cast: Cast) -> None:
    topic = Topic.objects.get(code="deportation")
    here, there = Place.objects.filter(level=1)[:2]
    for month in range(2, 14):
        cases(cast, 1, opened_on=months_ago(month), topic=topic, place=here)
        cases(cast, 1, opened_on=months_ago(month), topic=topic, place=there)
    cases(cast, 8, opened_on=months_ago(0), topic=topic, place=here)
    cases(cast, 1, opened_on=months_ago(0), topic=topic, place=there)
    with wall.counting():
        found = dashboard.topics()
    assert [(row.topic, row.place) for row in found.rising] == [(topic, here)]
    assert found.everywhere[0].latest == [1 * 2, 2, 2, 2, 0, 9]
    assert found.months[-1] == months_ago(0)


# The pages


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 30])
def test_the_dashboard_takes_few_queries_however_many_cases(
    cast: Cast, client: Browser, django_assert_max_num_queries: Any, rows: int
) -> None:
    for number in range(rows):
        cases(cast, 1, topic=Topic.objects.all()[number % 20], place=Place.objects.filter(level=1)[number])
    client.force_login(cast.case_supervisor)
    client.get(reverse("casework:dashboard"))
    with django_assert_max_num_queries(14):
        page = client.get(reverse("casework:dashboard")).content.decode()
    assert CANARY not in page


@pytest.mark.django_db
def test_pictures_stand_beside_their_tables_and_mark_what_rises(cast: Cast, client: Browser) -> None:
    topic, other = Topic.objects.all()[:2]
    for month in range(2, 14):
        cases(cast, 1, topic=topic, opened_on=months_ago(month))
        cases(cast, 1, topic=other, opened_on=months_ago(month))
    cases(cast, 8, topic=topic, stage=Stage.CLOSED, closed_on=timezone.localdate(), result="result_positive")
    client.force_login(cast.case_supervisor)
    html = client.get(reverse("casework:dashboard"), headers={"accept-language": "en"}).content.decode()
    assert html.count('class="chart-plot"') == 3  # two topics and the flow
    assert html.count('class="chart-mark severity-bad"') == 1
    assert html.count('class="chart-ribbon') == 2  # new without a result, closed with one
    for table in ("months", "flow"):
        assert f'aria-labelledby="{table}"' in html
    assert "style=" not in html


@pytest.mark.django_db
def test_the_administrator_learns_that_cases_exist_in_tens(cast: Cast, client: Browser) -> None:
    cases(cast, 19)
    open_in_emergency(
        by=cast.case_supervisor, number=f"{CANARY}-0", category="danger", reason="Somebody is in danger now.", hours=1
    )
    with wall.counting():
        seen = existence()
    assert (seen.at_least, seen.openings.live, seen.openings.to_review) == (10, 1, 1)
    client.force_login(cast.administrator)
    page = client.get(reverse("casework:existence")).content.decode()
    assert "19" not in page
    assert CANARY not in page
    assert cast.case_supervisor.name not in page


ROLES = [
    "administrator", "director", "secretariat_officer", "programme_officer", "editor", "advocacy_officer",
    "case_worker", "case_supervisor", "delegate", "stranger",
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "whose"), [("dashboard", "case_supervisor"), ("existence", "administrator")])
@pytest.mark.parametrize("role", ROLES)
def test_each_of_the_pages_is_there_for_one_role(cast: Cast, client: Browser, name: str, whose: str, role: str) -> None:
    client.force_login(getattr(cast, role))
    assert client.get(reverse(f"casework:{name}")).status_code == (200 if role == whose else 404)


def test_on_a_phone_only_what_is_open_now_stands_unfolded(cast: Cast, client: Browser) -> None:
    client.force_login(cast.case_supervisor)
    html = client.get(reverse("casework:dashboard")).content.decode()
    assert html.count('<details class="fold" open>') == 3
    assert html.count('<details class="fold">') >= 3 and 'class="rows"' not in html


@pytest.mark.parametrize(
    ("band", "arabic"), [((0, 8), "7 أيام"), ((8, 31), "30 يومًا"), ((91, 366), "365 يومًا"), ((366, None), "سنة")]
)
def test_days_are_counted_as_an_arabic_office_writes_them(band: tuple[int, int | None], arabic: str) -> None:
    with translation.override("ar"):
        assert screen._age(band).translate(dict.fromkeys(map(ord, "\u2060\u2066\u2069"))).endswith(arabic)
