"""The model that CONTRIBUTING.md shows whole works as it stands there, and costs no more than it says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture import example
from tests.architecture.size import A_MODEL


def test_a_new_model_costs_no_more_lines_than_the_guide_says() -> None:
    files = example.files()
    assert {"models.py", "registers.py", "sheets.py", "urls.py"} <= files.keys()
    assert sum(len(text.splitlines()) for text in files.values()) <= A_MODEL


@pytest.mark.django_db
@pytest.mark.slow
def test_the_model_of_the_guide_has_list_page_form_search_history_sheet_and_dataset(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.architecture.example", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr[-3000:]
