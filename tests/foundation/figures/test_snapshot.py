"""The snapshot follows the database: what was added, changed and deleted, and nothing half-done."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.utils import timezone

from minbar.foundation.figures import coding
from minbar.foundation.figures import refresh as refreshing
from minbar.foundation.figures.datafile import DataFileWriter
from minbar.foundation.figures.declare import Dataset
from minbar.foundation.figures.evaluate import evaluate
from minbar.foundation.figures.manifest import Manifest
from minbar.foundation.figures.models import Figure
from minbar.foundation.figures.refresh import refresh
from minbar.foundation.figures.snapshot import SnapshotEngine, SnapshotMissing
from tests.builders.attendance import Attendance, attend


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "snapshots"


def rows(directory: Path, *columns: str) -> list[tuple[Any, ...]]:
    manifest = Manifest.read(directory)
    assert manifest
    path = directory / manifest.datasets["attendance"].file
    return duckdb.sql(f"SELECT {', '.join(columns)} FROM read_parquet('{path}') ORDER BY id").fetchall()


def test_texts_numbers_and_nothing_arrive_as_they_were(attendance: Dataset, directory: Path) -> None:
    attend(
        {"province": 'a,"b"\nc', "cost": "1.50", "online": True}, {"province": "", "hours": None}, {"province": None}
    )
    refresh(directory, only=[attendance])
    assert [row[0] for row in rows(directory, "province")] == ['a,"b"\nc', "", None]
    assert [str(row[0]) for row in rows(directory, "cost")] == ["1.50", "None", "None"]
    assert [row[0] for row in rows(directory, "online")] == [True, None, None]


def test_only_rows_that_differ_are_read_again(
    attendance: Dataset, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, _third = attend({"hours": 1}, {"hours": 2}, {"hours": 3})
    refresh(directory, only=[attendance])
    monkeypatch.setattr(DataFileWriter, "_whole", lambda *_arguments: pytest.fail("all rows were read"))
    Attendance.objects.filter(pk=first.pk).update(hours=10, updated_at=timezone.now())
    second.delete()
    attend({"hours": 4})
    refresh(directory, only=[attendance])
    assert [row[0] for row in rows(directory, "hours")] == [10, 3, 4]


def test_a_row_that_was_committed_late_with_an_early_stamp_is_found(attendance: Dataset, directory: Path) -> None:
    attend({"hours": 1})
    refresh(directory, only=[attendance])
    late = attend({"hours": 2})[0]
    Attendance.objects.filter(pk=late.pk).update(updated_at=datetime(2001, 1, 1, tzinfo=UTC))
    refresh(directory, only=[attendance])
    assert len(rows(directory, "hours")) == 2


def test_without_a_difference_the_file_stays_and_no_row_leaves_the_database(
    attendance: Dataset, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attend({"hours": 1}, {"hours": 2})
    before = refresh(directory, only=[attendance])
    monkeypatch.setattr(DataFileWriter, "_copy", lambda *_arguments: pytest.fail("rows were read"))
    after = refresh(directory, only=[attendance])
    assert after.datasets == before.datasets
    assert after.as_of > before.as_of


def test_a_dataset_that_was_declared_anew_is_read_whole(attendance: Dataset, directory: Path) -> None:
    from tests.builders.attendance import attendance_dataset

    attend({"hours": 1}, {"hours": 2})
    refresh(directory, only=[attendance])
    narrower = attendance_dataset(rows=lambda: attendance.rows().filter(hours=2))
    assert refresh(directory, only=[narrower]).datasets["attendance"].rows == 1


def test_a_refresh_that_fails_leaves_the_snapshot_as_it_was(
    attendance: Dataset, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attend({"hours": 1})
    before = refresh(directory, only=[attendance])
    attend({"hours": 2})

    def fail(*_arguments: Any) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(refreshing, "_replace", fail)
    with pytest.raises(OSError, match="disk full"):
        refresh(directory, only=[attendance])
    assert Manifest.read(directory) == before
    assert [row[0] for row in rows(directory, "hours")] == [1]


def test_a_reader_of_the_snapshot_before_is_not_disturbed(attendance: Dataset, directory: Path) -> None:
    attend({"hours": 1})
    refresh(directory, only=[attendance])
    reader = SnapshotEngine(directory)
    attend({"hours": 2})
    refresh(directory, only=[attendance])
    assert (directory / reader.manifest.datasets["attendance"].file).exists()
    attend({"hours": 3})
    refresh(directory, only=[attendance])
    assert len(list(directory.glob("*.parquet"))) == 2


def test_only_the_owner_can_read_a_snapshot(attendance: Dataset, directory: Path) -> None:
    attend({"hours": 1})
    manifest = refresh(directory, only=[attendance])
    assert directory.stat().st_mode & 0o077 == 0
    assert (directory / manifest.datasets["attendance"].file).stat().st_mode & 0o077 == 0


def test_what_no_figure_needs_stays_in_the_database(attendance: Dataset, directory: Path) -> None:
    attend({"hours": 1})
    refresh(directory, only=[attendance])
    path = directory / SnapshotEngine(directory).manifest.datasets["attendance"].file
    columns = {row[0] for row in duckdb.sql(f"DESCRIBE SELECT * FROM read_parquet('{path}')").fetchall()}
    assert "uid" not in columns
    assert {"id", "changed", "day", "district", "person"} <= columns


def test_a_dataset_that_the_snapshot_lacks_is_named(attendance: Dataset, directory: Path) -> None:
    refresh(directory, only=[])
    with pytest.raises(SnapshotMissing, match="attendance"):
        SnapshotEngine(directory).relation(attendance)


def split(directory: Path, by: str, **filters: Any) -> dict[str | None, Any]:
    figure = Figure(key="f", definition={"dataset": "attendance", "by": [by], "filters": filters})
    result = evaluate([figure], engine=SnapshotEngine(directory))["f"]
    return {row.values[0]: row.value for row in result.rows}


def test_a_value_that_comes_later_is_counted_under_its_own_name(attendance: Dataset, directory: Path) -> None:
    attend({"province": "b", "age": 7}, {"province": None, "age": 7})
    refresh(directory, only=[attendance])
    attend({"province": "a", "age": 18}, {"province": "b", "age": 9})
    refresh(directory, only=[attendance])
    assert split(directory, "province") == {"a": 1, "b": 2, None: 1}
    assert split(directory, "age", province=["b", "c", None]) == {"7": 2, "9": 1}


def test_a_dimension_of_too_many_values_is_counted_as_text(
    attendance: Dataset, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coding, "MOST_CODES", 2)
    attend({"province": "a", "sex": "f"}, {"province": "b", "sex": "m"}, {"province": "c", "sex": "f"})
    refresh(directory, only=[attendance])
    codes = SnapshotEngine(directory).codes(attendance)
    assert ("sex" in codes, "province" in codes) == (True, False)
    assert split(directory, "province", sex=["f"]) == {"a": 1, "c": 1}
