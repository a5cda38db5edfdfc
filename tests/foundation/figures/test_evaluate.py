"""Figures evaluated live: totals, parts, periods, the unknown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from minbar.foundation.figures.declare import Dataset, Sum
from minbar.foundation.figures.definition import DefinitionError
from minbar.foundation.figures.evaluate import evaluate, unit_of
from minbar.foundation.figures.models import Figure
from minbar.foundation.figures.period import Period
from minbar.foundation.figures.results import Result
from tests.builders.attendance import attend

pytestmark = pytest.mark.usefixtures("attendance")


def figure(key: str = "f", **definition: Any) -> Figure:
    return Figure(key=key, labels={"en": key}, definition={"dataset": "attendance", **definition})


def result(edition: Period | None = None, /, **definition: Any) -> Result:
    return evaluate([figure(**definition)], period=edition)["f"]


def parts(result: Result) -> dict[tuple[str | None, ...], Any]:
    return {row.values: row.value for row in result.rows}


def test_a_person_who_came_twice_is_counted_once_in_each_part_and_once_in_the_total() -> None:
    attend({"person": 1, "province": "a"}, {"person": 1, "province": "b"}, {"person": 1, "province": "b"})
    people = result(measure="people", by=["province"])
    assert people.value == 1
    assert parts(people) == {("a",): 1, ("b",): 1}
    assert people.records == 3
    assert [row.records for row in people.rows] == [1, 2]


def test_an_unknown_value_is_a_part_of_its_own_and_comes_last() -> None:
    attend({"sex": None}, {"sex": "f"}, {"sex": "m"}, {"sex": None})
    assert [(row.values, row.value) for row in result(by=["sex"]).rows] == [(("m",), 1), (("f",), 1), ((None,), 2)]


def test_unknown_can_be_asked_for() -> None:
    attend({"sex": None}, {"sex": "f"}, {"sex": "m"})
    assert result(filters={"sex": [None]}).value == 1
    assert result(filters={"sex": [None, "f"]}).value == 2


def test_nobody_is_not_a_person() -> None:
    attend({"person": None, "sex": "f"}, {"person": 7, "sex": "m"})
    people = result(measure="people", by=["sex"])
    assert people.value == 1
    assert parts(people) == {("m",): 1, ("f",): 0}


def test_sums_keep_hundredths_and_take_nothing_as_zero() -> None:
    attend({"cost": Decimal("0.10")}, {"cost": Decimal("0.20")}, {"cost": None})
    assert result(measure="cost").value == Decimal("0.3")


def test_without_rows_a_count_and_a_sum_are_zero_and_a_ratio_is_nothing() -> None:
    assert result().value == 0
    assert result(measure="hours").value == 0
    assert result(measure="people").value == 0
    assert result(measure="hours_each").value is None


def test_a_ratio_divides_true_totals() -> None:
    attend({"hours": 3, "person": 1, "sex": "f"}, {"hours": 3, "person": 2, "sex": "f"}, {"hours": 1, "sex": "m"})
    ratio = result(measure="hours_each", by=["sex"])
    assert ratio.value == Decimal("3.5")
    assert parts(ratio) == {("f",): 3, ("m",): None}


def test_the_edition_s_period_limits_only_figures_that_ask_for_it() -> None:
    attend({"day": date(2021, 12, 31)}, {"day": date(2022, 1, 1)}, {"day": date(2022, 12, 31)}, {"day": None})
    year = Period(date(2022, 1, 1), date(2022, 12, 31))
    assert result(year, period="edition").value == 2
    assert result(year).value == 4
    assert result(year, period={"from": "2021-12-31", "to": "2021-12-31"}).value == 1


def test_quarters_are_parts_and_filters() -> None:
    attend({"day": date(2022, 3, 31)}, {"day": date(2022, 4, 1)}, {"day": None})
    assert parts(result(by=["quarter"])) == {("2022-Q1",): 1, ("2022-Q2",): 1, (None,): 1}
    assert result(filters={"quarter": ["2022-Q2"]}).value == 1
    assert result(filters={"month": {"from": "2022-03", "to": "2022-04"}}).value == 2


def test_a_range_of_a_number_includes_both_ends() -> None:
    attend({"age": 17}, {"age": 18}, {"age": 30}, {"age": 31}, {"age": None})
    assert result(filters={"age": {"from": 18, "to": 30}}).value == 2


def test_truth_values_are_written_true_and_false() -> None:
    attend({"online": True}, {"online": False}, {"online": None}, {"online": True})
    assert parts(result(by=["online"])) == {("true",): 2, ("false",): 1, (None,): 1}
    assert result(filters={"online": [True]}).value == 2


def test_a_value_that_looks_like_sql_is_only_a_value() -> None:
    attend({"province": "'); --"}, {"province": "a"})
    assert result(filters={"province": ["'); --"]}).value == 1
    assert result(filters={"province": ["%s", "\\", '"']}).value == 0


def test_192_figures_of_a_dataset_take_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    attend(*({"province": f"p{n % 24}", "person": n, "sex": "f"} for n in range(48)))
    asked = [
        figure(f"{measure}-{place}-{by}", measure=measure, filters={"province": [f"p{place}"]}, by=[by])
        for measure in ("count", "hours", "people", "hours_each")
        for place in range(24)
        for by in ("sex", "quarter")
    ]
    with django_assert_num_queries(1):
        results = evaluate(asked)
    assert {found.value for key, found in results.items() if key.startswith("people-")} == {2}


def test_a_declared_figure_is_its_value_and_says_so() -> None:
    declared = Figure(key="d", kind="declared", value=Decimal("12500.0000"), as_of=date(2024, 12, 31))
    found = evaluate([declared])["d"]
    assert (found.value, found.engine, found.records, found.as_of) == (12500, "declared", None, date(2024, 12, 31))


def test_a_figure_whose_dataset_is_gone_is_named(attendance: Dataset) -> None:
    with pytest.raises(DefinitionError, match="lost-figure"):
        evaluate([Figure(key="lost-figure", definition={"dataset": "gone"})])


@pytest.mark.parametrize(
    ("value", "unit"),
    [(0, "hours"), (1, "hour"), (2, "hours"), (470, "hours"), (-1, "hour"), (Decimal("1.5"), "hours"), (None, "hours")],
)
def test_a_unit_has_the_form_that_its_number_asks_for(value: Any, unit: str) -> None:
    hours = Sum("hours", "Hours", column="hours", unit=lambda n: "hour" if n == 1 else "hours")
    assert set(unit_of(hours, value).values()) == {unit}
