"""``minbar snapshot refresh`` takes the snapshot and says what it holds."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from minbar.doors.cli import main
from minbar.foundation.figures.manifest import Manifest
from tests.builders.attendance import attend
from tests.foundation.figures.conftest import attendance  # noqa: F401  (a fixture)

pytestmark = pytest.mark.usefixtures("attendance")


@pytest.fixture
def minbar(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Callable[..., Result]:
    """Run the command within the test's own database, with a data directory of its own."""
    monkeypatch.setattr(main, "database", nullcontext)
    settings.DATA_DIR = tmp_path
    return lambda *arguments: CliRunner().invoke(main.cli, ["--language", "en", "snapshot", "refresh", *arguments])


def test_json_names_the_rows_of_each_dataset_and_their_moment(minbar: Callable[..., Result], tmp_path: Path) -> None:
    attend({"sex": "f"}, {"sex": "m"})
    outcome = json.loads(minbar("--json").output)
    manifest = Manifest.read(tmp_path / "snapshots")
    assert manifest
    assert (outcome["rows"]["attendance"], outcome["as_of"]) == (2, manifest.as_of.isoformat())


def test_rows_that_keep_their_stamp_are_read_again_when_the_whole_is_asked_for(
    minbar: Callable[..., Result], tmp_path: Path
) -> None:
    attend({"sex": "f"})
    files = []
    for arguments in ((), (), ("--whole",)):
        assert minbar(*arguments).exit_code == 0
        manifest = Manifest.read(tmp_path / "snapshots")
        assert manifest
        files.append(manifest.datasets["attendance"].file)
    assert (files[0] == files[1], files[1] == files[2]) == (True, False)


def test_it_says_where_figures_are_not_counted_from_the_snapshot(minbar: Callable[..., Result], settings: Any) -> None:
    settings.FIGURES = {"engine": "live"}
    assert "MINBAR_FIGURES=snapshot" in minbar().output
    settings.FIGURES = {"engine": "snapshot"}
    assert "MINBAR_FIGURES" not in minbar().output
