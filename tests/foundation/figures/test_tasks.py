"""The worker keeps the snapshot up to date where figures are counted from it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from minbar.foundation.figures.declare import Dataset
from minbar.foundation.figures.engines import default_engine
from minbar.foundation.figures.manifest import Manifest
from minbar.foundation.figures.tasks import refresh_snapshot
from tests.builders.attendance import attend

DUE = """
import django; django.setup()
from procrastinate.contrib.django import app
tasks = app.periodic_registry.periodic_tasks.values()
print(*(f"{one.task.name} {one.cron}" for one in tasks if one.task.name.startswith("figures.")))
"""


@pytest.mark.parametrize(("engine", "taken"), [("snapshot", True), ("live", False)])
def test_the_job_refreshes_only_where_figures_are_counted_from_the_snapshot(
    attendance: Dataset, settings: Any, tmp_path: Path, engine: str, taken: bool
) -> None:
    attend({"sex": "f"})
    settings.DATA_DIR, settings.FIGURES = tmp_path, {"engine": engine}
    refresh_snapshot(timestamp=0)
    assert (Manifest.read(tmp_path / "snapshots") is not None) == taken


@pytest.mark.parametrize(
    ("engine", "due"),
    [
        ("snapshot", "figures.refresh_snapshot 7 * * * * figures.tell_anew */10 * * * *"),
        ("live", "figures.tell_anew */10 * * * *"),
    ],
)
def test_the_job_is_due_at_the_times_of_the_setting(engine: str, due: str, tmp_path: Path) -> None:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings", "MINBAR_DATA": str(tmp_path),
        "MINBAR_FIGURES": engine, "MINBAR_SNAPSHOT_CRON": "7 * * * *",
    }  # fmt: skip
    done = subprocess.run([sys.executable, "-c", DUE], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == due


def test_an_engine_that_is_not_there_is_refused(settings: Any) -> None:
    settings.FIGURES = {"engine": "snapshots"}
    with pytest.raises(ImproperlyConfigured, match="'snapshots'"):
        default_engine()
