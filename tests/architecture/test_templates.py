"""Templates are laid out by the formatter, so that no line holds a whole page and differences can be read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_templates_are_laid_out() -> None:
    formatter = Path(sys.executable).with_name("djangofmt")
    done = subprocess.run([formatter, "--check", "minbar"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"run `.venv/bin/djangofmt minbar`\n{done.stdout}{done.stderr}"
