"""Published counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from minbar.foundation.figures.suppression import Cell


def cell(name: Any, value: int, known: Any = None, dated: bool = False, **box: Sequence[int]) -> Cell:
    """A count of what lies in some classes of each axis."""
    return Cell(name, value, ((1, {axis: frozenset(classes) for axis, classes in box.items()}),), known, dated)
