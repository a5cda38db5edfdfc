"""A model is declared once: rooms do not grow beyond what they cost today."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.architecture.size import CEILINGS, size


@pytest.mark.parametrize("room", CEILINGS)
def test_a_room_stays_below_its_ceiling(room: str) -> None:
    assert size(room) <= CEILINGS[room], f"see python -m tests.architecture.size {room}"


def test_lines_are_counted_as_wc_counts_them() -> None:
    room = "minbar/voice/advocacy"
    files = [file for file in Path(room).rglob("*.py") if "migrations" not in file.parts]
    counted = subprocess.run(["wc", "-l", *files], capture_output=True, text=True, check=True).stdout
    assert size(room) == int(counted.splitlines()[-1].split()[0])
