"""Figures open to their records, and only to those who may see them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from minbar.foundation.figures import declare
from minbar.foundation.figures.declare import Dataset, Sensitivity
from minbar.foundation.figures.definition import DefinitionError
from minbar.foundation.figures.evaluate import evaluate
from minbar.foundation.figures.models import Figure
from minbar.foundation.figures.records import records_behind
from tests.builders.attendance import attend, attendance_dataset
from tests.cast import Cast


def figure(**definition: Any) -> Figure:
    return Figure(key="f", definition={"dataset": "attendance", **definition})


def test_a_count_opens_to_exactly_the_records_that_it_counts(attendance: Dataset, cast: Cast) -> None:
    rows = attend(
        {"sex": "f", "day": date(2022, 5, 1)}, {"sex": "m"}, {"sex": "f"}, {"sex": "f", "day": date(2023, 5, 1)}
    )
    women = figure(filters={"sex": ["f"]})
    behind = records_behind(women, user=cast.programme_officer)
    assert behind.uids == [rows[3].uid, rows[0].uid, rows[2].uid]
    assert behind.count == len(behind.rows) == evaluate([women])["f"].value


def test_a_page_of_the_records_is_a_page_of_them(attendance: Dataset, cast: Cast) -> None:
    rows = attend(*({"hours": n} for n in range(5)))
    behind = records_behind(figure(), user=cast.programme_officer, offset=2, limit=2)
    assert (behind.uids, behind.count) == ([rows[2].uid, rows[3].uid], 5)


def test_a_part_opens_to_its_own_records(attendance: Dataset, cast: Cast) -> None:
    rows = attend({"sex": "f"}, {"sex": "m"}, {"sex": None})
    by_sex = figure(by=["sex"])
    assert records_behind(by_sex, user=cast.programme_officer, part={"sex": None}).uids == [rows[2].uid]
    with pytest.raises(DefinitionError, match="colour"):
        records_behind(by_sex, user=cast.programme_officer, part={"colour": "red"})


def test_the_edition_s_period_narrows_the_records_too(attendance: Dataset, cast: Cast) -> None:
    rows = attend({"day": date(2021, 1, 1)}, {"day": date(2022, 1, 1)})
    period = (date(2022, 1, 1), date(2022, 12, 31))
    assert records_behind(figure(period="edition"), period, user=cast.programme_officer).uids == [rows[1].uid]


@pytest.mark.parametrize("who", ["delegate", "stranger", "secretariat_officer"])
def test_without_the_permission_of_the_dataset_only_their_number_is_told(
    attendance: Dataset, cast: Cast, who: str
) -> None:
    attend({"sex": "f"}, {"sex": "f"})
    behind = records_behind(figure(), user=getattr(cast, who))
    assert (behind.count, behind.rows, bool(behind.open)) == (2, (), False)
    assert str(behind.open.reason)


@pytest.mark.parametrize(
    ("sensitivity", "opens"),
    [(Sensitivity.PUBLIC, True), (Sensitivity.INTERNAL, True), (Sensitivity.PERSONAL, False),
     (Sensitivity.PROTECTED, False)],
)  # fmt: skip
def test_a_dataset_that_names_no_permission_opens_only_if_it_is_not_about_people(
    attendance: Dataset, cast: Cast, monkeypatch: pytest.MonkeyPatch, sensitivity: Sensitivity, opens: bool
) -> None:
    attend({"sex": "f"})
    changed = attendance_dataset(records_permission=None, sensitivity=sensitivity)
    monkeypatch.setitem(declare._DATASETS, "attendance", changed)
    assert bool(records_behind(figure(), user=cast.director).open) is opens
    assert not records_behind(figure(), user=cast.stranger).open


def test_a_declared_figure_has_no_records(attendance: Dataset, cast: Cast) -> None:
    with pytest.raises(ValueError, match="declared"):
        records_behind(Figure(key="d", kind="declared", value=1), user=cast.director)
