"""Where the marks of a chart stand: one geometry for the screen and for paper, in both directions."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from minbar.evidence.rendering.document import ExhibitRow
from minbar.foundation.screens.charts import Plot, Shape

TOP, AREA, BOTTOM = 18.0, 120.0, 24.0
#: Share of its slot that a column fills.
FULLNESS = 0.62


def plot_columns(rows: Sequence[ExhibitRow], *, rtl: bool) -> Plot:
    """A column for each row, in reading order."""
    slot = 1 / max(1, len(rows))
    shapes: list[Shape] = [_axis()]
    for index, row in enumerate(rows):
        middle = _mirrored((index + 0.5) * slot, rtl)
        height = max(1.0, row.fraction * AREA) if row.value else 0.0
        top = TOP + AREA - height
        shapes.append(Shape("rect", middle - slot * FULLNESS / 2, top, slot * FULLNESS, height, role="data"))
        shapes.append(Shape("label", middle, top - 15, text=row.text, role="value"))
        shapes.append(Shape("label", middle, TOP + AREA + 6, text=row.label, role="tick"))
    return Plot(TOP + AREA + BOTTOM, tuple(shapes))


def plot_line(rows: Sequence[ExhibitRow], *, rtl: bool) -> Plot:
    """A point for each row, joined in reading order; a row without a value breaks the line."""
    slot = 1 / max(1, len(rows))
    shapes: list[Shape] = [_axis()]
    points: list[tuple[float, float] | None] = []
    for index, row in enumerate(rows):
        x = _mirrored((index + 0.5) * slot, rtl)
        points.append((x, TOP + AREA - row.fraction * AREA) if row.value is not None else None)
        shapes.append(Shape("label", x, TOP + AREA + 6, text=row.label, role="tick"))
    for before, after in pairwise(points):
        if before and after:
            shapes.append(Shape("segment", *before, x2=after[0], y2=after[1], role="data"))
    for point, row in zip(points, rows, strict=True):
        if point:
            shapes.append(Shape("dot", *point, role="data"))
            shapes.append(Shape("label", point[0], point[1] - 17, text=row.text, role="value"))
    return Plot(TOP + AREA + BOTTOM, tuple(shapes))


def fractions(values: Sequence[Decimal | None]) -> list[float]:
    """How long each bar is, 1 for the longest; nothing for a missing or negative value."""
    longest = max((value for value in values if value is not None), default=Decimal(0))
    return [float(value / longest) if value is not None and value > 0 and longest else 0.0 for value in values]


def _axis() -> Shape:
    return Shape("segment", 0.0, TOP + AREA, x2=1.0, y2=TOP + AREA, role="axis")


def _mirrored(x: float, rtl: bool) -> float:
    return 1 - x if rtl else x
