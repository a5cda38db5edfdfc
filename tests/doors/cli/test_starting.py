"""A command begins soon: what takes long to load is loaded by those commands that use it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

#: Each takes a tenth to a half of what all the rest takes.
HEAVY = ("sqlglot", "duckdb", "numpy", "highspy", "pyzipper", "xlsxwriter", "typst", "PIL", "granian", "pandas")


@pytest.mark.parametrize("start", ["import minbar.doors.cli.main", "import django; django.setup()"])
def test_nothing_heavy_is_loaded_before_a_command_begins(start: str) -> None:
    tell = f"{start}\nimport sys; print(*sorted({set(HEAVY)!r} & set(sys.modules)))"
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run([sys.executable, "-c", tell], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_the_command_line_itself_waits_for_no_django() -> None:
    tell = "import minbar.doors.cli.main, sys; print('django.db.models' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", tell], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
