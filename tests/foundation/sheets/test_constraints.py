"""A model's check constraints are asked of rows in memory, as SQL would answer."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from minbar.foundation.sheets.constraints import broken, rules_of
from minbar.foundation.sheets.declare import sheets
from minbar.work.engagement.models import Delegation, Meeting, Partnership, PlannedVisit
from minbar.work.programmes.models import Activity

DAY = dt.date(2024, 5, 1)
NEXT = dt.date(2024, 5, 2)


@pytest.mark.parametrize(
    ("row", "columns"),
    [
        ({"starts_on": NEXT, "ends_on": DAY}, ["ends_on"]),
        ({"starts_on": DAY, "ends_on": DAY}, []),
        ({"starts_on": DAY, "ends_on": None}, []),  # unknown breaks nothing, as in SQL
        ({"ends_on": DAY}, []),
    ],
)
def test_fields_are_compared_with_each_other(row: dict[str, Any], columns: list[str]) -> None:
    assert [problem.column for problem in broken(Partnership, row)] == columns


def test_the_reader_is_told_what_the_model_says() -> None:
    [problem] = broken(Partnership, {"starts_on": NEXT, "ends_on": DAY})
    [constraint] = [each for each in Partnership._meta.constraints if each.name == "engagement_partnership_dates"]
    assert problem.message == constraint.violation_error_message


@pytest.mark.parametrize(("size", "found"), [(0, 1), (1, 0), (None, 0)])
def test_alternatives_are_asked_in_turn(size: int | None, found: int) -> None:
    assert len(list(broken(Delegation, {"size": size}))) == found


def test_of_two_that_exclude_each_other_one_may_be_given() -> None:
    assert not list(broken(PlannedVisit, {"meeting": 3, "dropped_on": None}))
    assert list(broken(PlannedVisit, {"meeting": 3, "dropped_on": DAY}))


def test_a_handler_asks_only_what_its_columns_can_answer() -> None:
    row = {"project": "p", "starts_on": NEXT, "ends_on": DAY}
    assert [problem.column for problem in broken(Activity, row, "programmes_activity_dates")] == ["ends_on"]


def test_constraints_without_words_are_left_to_the_database() -> None:
    assert rules_of(Meeting) == ()
    assert {rule.name for rule in rules_of(Partnership)} == {"engagement_partnership_dates"}


def test_a_plain_sheet_tells_rows_apart_by_what_is_unique() -> None:
    """What its model says is once: all of it, or a part (then a second record of the same is refused as ambiguous)."""
    for sheet in sheets().values():
        if not sheet.constrained:
            continue
        for unique in sheet.model._meta.total_unique_constraints:
            if set(unique.fields) <= set(sheet.column):
                assert set(sheet.identity) == set(unique.fields), sheet.key
