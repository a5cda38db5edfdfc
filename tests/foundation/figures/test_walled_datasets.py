"""Datasets of a room that keeps its rows closed: read within its own context, and nowhere but in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from minbar.foundation.figures.declare import Dataset, Sensitivity
from minbar.foundation.figures.evaluate import evaluate
from minbar.foundation.figures.manifest import Manifest
from minbar.foundation.figures.models import Figure
from minbar.foundation.figures.records import records_behind
from minbar.foundation.figures.recordspage import RecordsPage
from minbar.foundation.figures.refresh import refresh
from minbar.foundation.figures.snapshot import SnapshotEngine
from tests.builders.attendance import ROWS, Attendance, attend, attendance_dataset
from tests.cast import Cast


@contextmanager
def open_to(whom: str) -> Iterator[None]:
    """PostgreSQL shows the rows as long as this lasts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('attendance.open_to', %s, false)", [whom])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('attendance.open_to', '', false)")


def counting() -> AbstractContextManager[None]:
    return open_to("counting")


def walled_rows() -> Any:
    opened = RawSQL("coalesce(current_setting('attendance.open_to', true), '') <> ''", [], BooleanField())
    rows = Attendance.objects.annotate(opened=opened).filter(opened=True)
    return rows.values(*ROWS, "id", "uid", changed=RawSQL("updated_at", []))


@pytest.fixture
def walled(attendance: Dataset, monkeypatch: pytest.MonkeyPatch) -> Dataset:
    """The attendance dataset behind a wall that PostgreSQL keeps."""
    from minbar.foundation.figures import declare

    dataset = attendance_dataset(rows=walled_rows, within=counting, sensitivity=Sensitivity.PROTECTED)
    monkeypatch.setitem(declare._DATASETS, dataset.key, dataset)
    attend({"sex": "f"}, {"sex": "f"}, {"sex": "m"})
    return dataset


FIGURE = Figure(key="f", definition={"dataset": "attendance", "by": ["sex"]})


def test_rows_are_counted_within_the_datasets_own_context_and_closed_again(walled: Dataset) -> None:
    assert evaluate([FIGURE])["f"].value == 3
    assert list(walled_rows()) == []


def test_the_records_behind_are_counted_and_listed_within_it(walled: Dataset, cast: Cast) -> None:
    behind = records_behind(FIGURE, user=cast.programme_officer)
    assert (behind.count, len(behind.rows)) == (3, 3)


def test_rows_are_listed_for_somebody_as_the_room_says(
    walled: Dataset, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from minbar.foundation.figures import declare

    asked: list[Any] = []

    @contextmanager
    def reading_as(user: Any) -> Iterator[None]:
        asked.append(user)
        yield  # nothing is open to anybody

    dataset = attendance_dataset(
        rows=walled_rows, within=counting, reading_as=reading_as, sensitivity=Sensitivity.PROTECTED
    )  # fmt: skip
    monkeypatch.setitem(declare._DATASETS, dataset.key, dataset)
    page = RecordsPage(FIGURE, None, {}, user=cast.programme_officer)
    assert (len(page), page[:50]) == (3, [])
    assert set(asked) == {cast.programme_officer}


def test_a_protected_dataset_is_never_in_the_snapshot_and_counted_all_the_same(walled: Dataset, tmp_path: Path) -> None:
    manifest = refresh(tmp_path, only=[walled])
    assert manifest.datasets == {}
    assert list(tmp_path.rglob("*.parquet")) == []
    result = evaluate([FIGURE], engine=SnapshotEngine(tmp_path))["f"]
    assert (result.value, result.engine) == (3, "live")


def test_a_dataset_that_becomes_protected_leaves_no_file_behind(
    walled: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from minbar.foundation.figures import declare

    monkeypatch.setitem(declare._DATASETS, "attendance", attendance_dataset())
    refresh(tmp_path)
    before = Manifest.read(tmp_path)
    assert before
    assert (tmp_path / before.datasets["attendance"].file).exists()
    monkeypatch.setitem(declare._DATASETS, "attendance", walled)
    refresh(tmp_path)
    assert not (tmp_path / before.datasets["attendance"].file).exists()


def test_the_snapshot_of_an_open_dataset_is_taken_within_its_context(
    walled: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from minbar.foundation.figures import declare

    dataset = attendance_dataset(rows=walled_rows, within=counting, sensitivity=Sensitivity.PERSONAL)
    monkeypatch.setitem(declare._DATASETS, "attendance", dataset)
    assert refresh(tmp_path, only=[dataset]).datasets["attendance"].rows == 3
