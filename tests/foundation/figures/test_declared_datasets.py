"""The datasets that rooms declare hold: each can be counted by everything that it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from minbar.foundation.figures.declare import Ratio, Sum, datasets
from minbar.foundation.figures.evaluate import evaluate, unit_of
from minbar.foundation.figures.models import Figure
from minbar.foundation.figures.refresh import refresh
from minbar.foundation.figures.snapshot import SnapshotEngine


def figures_of(key: str) -> list[Figure]:
    dataset = datasets()[key]
    return [
        Figure(key=f"{measure}-{dimension}", definition={"dataset": key, "measure": measure, "by": [dimension]})
        for measure in dataset.all_measures()
        for dimension in dataset.all_dimensions()
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("key", sorted(datasets()))
def test_a_declared_dataset_can_be_counted_by_all_its_dimensions_live_and_in_a_snapshot(
    key: str, tmp_path: Path
) -> None:
    refresh(tmp_path, only=[datasets()[key]])
    live, snapshot = (evaluate(figures_of(key), engine=engine) for engine in (None, SnapshotEngine(tmp_path)))
    assert {name: result.value for name, result in live.items()} == {n: r.value for n, r in snapshot.items()}
    ratios = {measure.key for measure in datasets()[key].measures if isinstance(measure, Ratio)}
    assert all(result.value is not None for name, result in live.items() if name.split("-")[0] not in ratios)


UNITS = [
    measure
    for dataset in datasets().values()
    for measure in dataset.measures
    if isinstance(measure, Sum) and measure.unit
]


@pytest.mark.parametrize("measure", UNITS, ids=lambda measure: measure.key)
def test_a_unit_stands_after_its_number_as_each_language_asks_for(measure: Sum) -> None:
    one, few, many, hundreds = (unit_of(measure, value) for value in (1, 5, 470, 600))
    assert few["ar"] != many["ar"] == hundreds["ar"] == one["ar"]
    assert few["en"] == many["en"] == hundreds["en"] != one["en"]
    assert {one["tr"], few["tr"], many["tr"]} == {one["tr"]}


def test_470_hours_are_written_as_an_arabic_office_writes_them() -> None:
    (hours,) = [measure for measure in UNITS if measure.key == "hours"]
    assert [unit_of(hours, value)["ar"] for value in (2, 7, 11, 470, 500)] == ["ساعتان", "ساعات", *["ساعة"] * 3]
