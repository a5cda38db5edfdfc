"""What an advocacy officer is told by topic, period and province, and asks for: never a small number."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from minbar.foundation.access.decisions import Denied
from minbar.foundation.accounts.models import User
from minbar.foundation.figures.suppression import Cell
from minbar.network.directory.models import Place
from minbar.work.casework.cases import actions, wall
from minbar.work.casework.cases.models import Case, Topic
from minbar.work.casework.evidence_requests.actions import findings_in, write_testimony
from minbar.work.casework.evidence_requests.enums import FindingKind
from minbar.work.casework.evidence_requests.models import EvidenceRequest
from minbar.work.casework.evidence_requests.queries.advocacy import (
    ALL,
    WHOLE,
    Counts,
    Name,
    _decided,
    grid_of,
    years_disclosed,
)
from minbar.work.casework.evidence_requests.queries.testimonies import cases_for
from minbar.work.casework.intake import actions as intake_actions
from tests.builders.evidence_requests import WORDS, YEAR, ask, some_cases, topic
from tests.cast import Cast
from tests.foundation.figures.attacker import Attacker

pytestmark = pytest.mark.django_db
#: An area with two topics, another with one, and cases without any topic.
TREE = ((0, 1, 2), (1,), (2,), (3, 4), (4,))
LEAVES = (0, 1, 2, 4, 5)


@pytest.fixture
def istanbul() -> Place:
    return Place.objects.get(labels__en="Istanbul", level=1)


@pytest.fixture
def open_cases(cast: Cast) -> Callable[..., list[Case]]:
    """So many cases of a topic on a day in a province."""

    def make(code: str, count: int, on: dt.date, place: Place | None = None) -> list[Case]:
        return [
            intake_actions.open_case(
                by=cast.case_worker,
                assign_to=cast.case_worker,
                number=f"{code[:9]}-{on:%m}-{number}",
                opened_on=on,
                place=place,
                topic=Topic.objects.get(code=code),
            )
            for number in range(count)
        ]

    return make


def counts_of(rows: list[tuple[int, int, int, int]]) -> Counts:
    found: dict[tuple[int, int, int], int] = {}
    for leaf, quarter, place, count in rows:
        found[leaf, quarter, place] = found.get((leaf, quarter, place), 0) + count
    return tuple(sorted(found.items()))


def in_box(name: Name, leaf: int, quarter: int, place: int) -> bool:
    at, (kind, number) = name
    inside = at is ALL or leaf in TREE[at]
    return inside and {"year": True, "quarter": quarter == number, "province": place == number}[kind]


@pytest.mark.parametrize("seed", range(4))
def test_an_attacker_finds_no_small_number_in_all_that_is_told_together(seed: int) -> None:
    dice = random.Random(seed)
    rows = [
        (dice.choice(LEAVES), dice.randint(1, 4), dice.randint(0, 2), dice.choice((1, 2, 3, 5, 8, 12, 25)))
        for _row in range((2, 5, 9, 14)[seed])
    ]
    counts = counts_of(rows)
    decided = _decided(TREE, counts)
    provinces = sorted({number for _at, (kind, number) in decided if kind == "province"})
    sizes = {"topic": len(TREE) + 1, "quarter": 4, "province": len(provinces) + 1}

    def box(name: Name) -> dict[str, frozenset[int]]:
        at, (kind, number) = name
        found = {"topic": frozenset(range(len(TREE) + 1)) if at is ALL else frozenset(TREE[at])}
        if kind == "quarter":
            found["quarter"] = frozenset([number - 1])
        if kind == "province":
            found["province"] = frozenset([provinces.index(number)])
        return found

    cells, hidden = [], {}
    for name, told in decided.items():
        value = sum(count for key, count in counts if in_box(name, *key))
        assert told.hidden or (told.count == value and (value == 0 or value >= 11))
        cells.append(Cell(name, value, ((1, box(name)),)))
        if told.hidden:
            hidden[name] = told.hidden
    attacker = Attacker(cells, sizes, hidden, 11)
    told_as = {frozenset(attacker.inside(cell.parts[0][1])): cell.value for cell in cells}
    few = {places for places, value in told_as.items() if 0 < value < 11}
    few |= {whole - part for whole, all_of in told_as.items() for part, of in told_as.items()
            if part < whole and 0 < all_of - of < 11}  # fmt: skip
    assert not [places for places in few if attacker.finds(places)]


def test_a_year_is_told_with_its_quarters_and_provinces_once_it_is_over(
    open_cases: Callable[..., list[Case]], istanbul: Place
) -> None:
    open_cases("hate_crime", 12, dt.date(YEAR, 2, 1), istanbul)
    open_cases("hate_crime", 13, dt.date(YEAR, 8, 1), istanbul)
    for code, count in {"deportation": 6, "education_fees": 8}.items():
        open_cases(code, count, dt.date(YEAR, 8, 1), istanbul)
    assert timezone.localdate().year not in years_disclosed()
    with wall.counting():
        grid = grid_of(YEAR)
    crimes, deportation = (Topic.objects.get(code=code) for code in ("hate_crime", "deportation"))
    assert [place.pk for place in grid.provinces] == [istanbul.pk]

    def told(of: Topic, *part: Any) -> int | None:
        found = grid.disclosed(of, part or WHOLE)
        assert found is not None
        return None if found.hidden else found.count

    assert (told(crimes), told(crimes, "quarter", 1), told(crimes, "quarter", 2)) == (25, 12, 0)
    assert told(crimes, "province", istanbul.pk) == 25
    for part in (WHOLE, ("quarter", 3), ("province", istanbul.pk)):
        assert told(deportation, *part) is None
    assert grid.disclosed(crimes, ("province", istanbul.pk + 10_000)) is None


def test_the_page_tells_no_small_number_by_quarter_or_province(
    cast: Cast, client: Browser, open_cases: Callable[..., list[Case]], istanbul: Place
) -> None:
    open_cases("hate_crime", 12, dt.date(YEAR, 2, 1), istanbul)
    for code in ("deportation", "education_fees"):
        open_cases(code, 7, dt.date(YEAR, 8, 1), istanbul)
    User.objects.filter(pk=cast.advocacy_officer.pk).update(language="en")
    client.force_login(cast.advocacy_officer)
    for by in ("quarter", "province", "day"):
        page = client.get(reverse("casework:topic-counts"), {"year": YEAR, "by": by}).content.decode()
        assert "fewer than 11" in page and ">12<" in page and ">7<" not in page
    for odd in ("1", "x", timezone.localdate().year):
        assert client.get(reverse("casework:topic-counts"), {"year": odd}).status_code == 200


def test_a_request_of_a_quarter_is_answered_from_that_quarter(
    cast: Cast, open_cases: Callable[..., list[Case]]
) -> None:
    inside, outside = some_cases(cast.case_worker), open_cases("temporary_protection_document", 1, dt.date(YEAR, 8, 1))
    request = ask(cast.advocacy_officer, year=YEAR, quarter=1)
    with wall.reading_as(cast.case_worker):
        assert [case.pk for case in cases_for(cast.case_worker, request)] == [inside[0].pk]
    with pytest.raises(Denied):
        write_testimony(by=cast.case_worker, request=request, case=outside[0], text=WORDS)
    assert write_testimony(by=cast.case_worker, request=request, case=inside[0], text=WORDS).pk


def test_a_request_of_a_province_is_answered_from_there_and_only_where_cases_are_many(
    cast: Cast, istanbul: Place
) -> None:
    elsewhere = some_cases(cast.case_worker)
    for case in elsewhere[:10]:
        actions.change_case(by=cast.case_worker, case=case, place=istanbul)
    request = ask(cast.advocacy_officer, province=istanbul)
    testimony = write_testimony(by=cast.case_worker, request=request, case=elsewhere[0], text=WORDS)
    assert [finding.kind for finding in findings_in(testimony) if finding.stops] == [FindingKind.RARE]
    actions.change_case(by=cast.case_worker, case=elsewhere[10], place=istanbul)
    assert not [finding for finding in findings_in(testimony) if finding.stops]


@pytest.mark.parametrize(
    "wrong",
    [
        {"year": YEAR + 1, "quarter": 1},
        {"year": YEAR + 2},
        {"year": 1999},
        {"quarter": 2},
        {"year": YEAR, "quarter": 5},
    ],
)
def test_nothing_is_asked_beside_the_grid(cast: Cast, wrong: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        ask(cast.advocacy_officer, **wrong)


def test_no_province_is_asked_for_within_a_quarter(cast: Cast, client: Browser, istanbul: Place) -> None:
    with pytest.raises(ValidationError):
        ask(cast.advocacy_officer, year=YEAR, quarter=1, province=istanbul)
    request = ask(cast.advocacy_officer, year=YEAR, quarter=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        EvidenceRequest.objects.filter(pk=request.pk).update(province=istanbul)
    User.objects.filter(pk=cast.advocacy_officer.pk).update(language="en")
    client.force_login(cast.advocacy_officer)
    given = {"topic": topic().pk, "question": "What?", "wanted_until": str(timezone.localdate())}
    both = given | {"period": f"{YEAR}-1", "province": istanbul.pk}
    answer = client.post(reverse("casework:evidence-request-add"), both)
    assert answer.status_code == 422 and "Ask for a province in a whole year" in answer.content.decode()
    client.post(reverse("casework:evidence-request-add"), both | {"period": str(YEAR)})
    asked = EvidenceRequest.objects.latest("pk")
    assert (asked.year, asked.quarter, asked.province) == (YEAR, None, istanbul)
    page = client.get(asked.get_absolute_url()).content.decode()
    assert str(YEAR) in page and str(istanbul) in page


def test_of_a_year_that_is_not_over_nothing_is_told(cast: Cast, client: Browser) -> None:
    asked = ask(cast.advocacy_officer, year=timezone.localdate().year)
    User.objects.filter(pk=cast.advocacy_officer.pk).update(language="en")
    client.force_login(cast.advocacy_officer)
    assert "told once it is over" in client.get(asked.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("language", "summary"), [("ar", "الشهادة؟ هذا الحقل"), ("en", "tell? This field")])
def test_no_colon_follows_a_field_that_asks_a_question(
    cast: Cast, client: Browser, language: str, summary: str
) -> None:
    User.objects.filter(pk=cast.advocacy_officer.pk).update(language=language)
    client.force_login(cast.advocacy_officer)
    page = client.post(reverse("casework:evidence-request-add"), {"question": ""}).content.decode()
    assert summary in " ".join(page.split())  # as a browser sees its spaces
