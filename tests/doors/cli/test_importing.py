"""``minbar import``: its JSON and its exit codes, in a process of its own state."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from minbar.doors.cli.importing import import_files
from minbar.foundation.journal.checkpoints import last_checkpoint
from minbar.foundation.journal.models import Entry
from minbar.network.directory.models import Organisation
from tests.builders.workbooks import xlsx

HEADER = ["الاسم", "الاسم بالتركية"]
KEYS = {"sheet", "kind", "header_row", "rows", "created", "updated", "unchanged", "skipped", "rejected", "errors"}


@pytest.fixture(autouse=True)
def database(db: None) -> None:
    """The command writes into the test's transaction."""


def run(*arguments: object) -> tuple[Result, Any]:
    result = CliRunner().invoke(import_files, [*map(str, arguments), "--json"])
    return result, json.loads(result.stdout) if result.stdout else None


@pytest.fixture
def good(tmp_path: Path) -> Path:
    rows = [["دليل"], HEADER, ["جمعية الأمل", "Umut"], ["وقف النور", "Nur"], ["المجموع", 2]]
    return xlsx(tmp_path / "good.xlsx", {"المؤسسات": rows})


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    return xlsx(tmp_path / "bad.xlsx", {"المؤسسات": [HEADER, ["جمعية الأمل", "Umut"], [None, "Adsız"]]})


def test_all_taken(good: Path) -> None:
    result, data = run(good)
    assert result.exit_code == 0
    (file,) = data["files"]
    assert set(file) == {"path", "sheets"}
    assert file["path"] == str(good)
    (sheet,) = file["sheets"]
    assert set(sheet) == KEYS
    assert (sheet["kind"], sheet["header_row"], sheet["rows"]) == ("organisations", 2, 3)
    assert (sheet["created"], sheet["skipped"], sheet["rejected"], sheet["errors"]) == (2, 1, 0, [])
    assert Organisation.objects.count() == 2


def test_the_journal_is_signed_when_an_import_is_written(good: Path, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        run(good)
    signed = last_checkpoint()
    assert signed is not None
    assert signed["sequence"] == Entry.objects.count()


def test_a_second_time_nothing_changes(good: Path) -> None:
    run(good)
    result, data = run(good)
    sheet = data["files"][0]["sheets"][0]
    assert (result.exit_code, sheet["created"], sheet["unchanged"]) == (0, 0, 2)


def test_a_dry_run_counts_and_writes_nothing(good: Path) -> None:
    result, data = run(good, "--dry-run")
    assert (result.exit_code, data["files"][0]["sheets"][0]["created"]) == (0, 2)
    assert not Organisation.objects.exists()


def test_with_a_rejected_row_nothing_of_the_file_is_written(bad: Path, good: Path) -> None:
    result, data = run(bad)
    sheet = data["files"][0]["sheets"][0]
    assert (result.exit_code, sheet["created"], sheet["rejected"]) == (2, 0, 1)
    (error,) = sheet["errors"]
    assert (error["row"], error["column"]) == (3, "الاسم")
    assert error["message"]
    assert not Organisation.objects.exists()


def test_partial_takes_the_other_rows(bad: Path) -> None:
    result, data = run(bad, "--partial")
    sheet = data["files"][0]["sheets"][0]
    assert (result.exit_code, sheet["created"], sheet["rejected"]) == (2, 1, 1)
    assert Organisation.objects.count() == 1


def test_an_unreadable_file_keeps_the_others_out(good: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(good.read_bytes()[:300])
    result, data = run(good, broken)
    assert result.exit_code == 1
    assert str(broken) in result.stderr
    assert data["files"][1] == {"path": str(broken), "sheets": []}
    assert not Organisation.objects.exists()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    result, _data = run(tmp_path / "none.xlsx")
    assert result.exit_code == 1


def test_files_that_need_each_other_may_come_in_any_order(good: Path, tmp_path: Path) -> None:
    rows = [["تاريخ اللقاء", "الجهة", "فئة اللقاء", "الموضوع"], ["12 أيار 2023", "وقف النور", "مؤسسات سورية", "تعارف"]]
    meetings = xlsx(tmp_path / "meetings.xlsx", {"اللقاءات": rows})
    result, data = run(meetings, good)
    assert (result.exit_code, data["files"][0]["sheets"][0]["created"]) == (0, 1), data
