"""Charts as SVG, made on the server: where their marks stand, in both directions, and how they are drawn.

Widths follow the page, heights are fixed; colours come from the stylesheet by class, since no inline style is allowed.
A chart is a picture beside its table, never instead of it: its words (``alt``) say what it shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from minbar.foundation.screens.cells import Severity
from minbar.foundation.text.languages import reader_language

#: Of a line over time: room above for a value, of the line, and below for the first and the last day.
LINE_TOP, LINE_AREA, LINE_BOTTOM = 18.0, 48.0, 20.0
#: Of a flow: what all of it is high, the least room for a label, and how wide the ends are.
FLOW_AREA, FLOW_SLOT, FLOW_GAP, FLOW_END = 200.0, 26.0, 6.0, 0.014


@dataclass(frozen=True)
class Shape:
    """A mark of a plot; ``x`` and ``width`` are fractions of the width from its left edge, the rest are points.

    A "rect" has its top left corner at (x, y); a "segment" goes to (x2, y2); a "label" stands at x, its top at y; a
    "ribbon" is ``height`` high and goes from (x, y) to (x2, y2), its upper corners. Lines begin on the side where the
    language begins, and so does the ``anchor`` of a label.
    """

    type: Literal["rect", "segment", "dot", "label", "ribbon"]
    x: float
    y: float
    width: float = 0.0
    height: float = 0.0
    x2: float = 0.0
    y2: float = 0.0
    text: str = ""
    role: Literal["", "axis", "data", "value", "tick", "limit"] = ""
    severity: Severity | None = None
    anchor: Literal["start", "middle", "end"] = "middle"


@dataclass(frozen=True)
class Plot:
    """A chart, mirrored already where the language runs from right to left."""

    height: float
    shapes: tuple[Shape, ...]


@dataclass(frozen=True)
class End:
    """One end of a flow: its name with its number, as written."""

    name: str
    severity: Severity | None = None


def line(
    values: Sequence[int],
    *,
    first: str,
    last: str,
    text: str,
    limit: float | None = None,
    severity: Severity | None = None,
) -> Plot:
    """Values over time, the latest last, which is marked by a dot and ``text``.

    Args:
        first, last: under the line's two ends.
        limit: a height to be seen beside the values, such as the number above which they are unusual.
        severity: of the mark of the latest.
    """
    rtl, highest = reader_language().direction == "rtl", max([*values, limit or 0, 1])
    slot = 1 / max(1, len(values))
    points = [
        (_mirrored((place + 0.5) * slot, rtl), LINE_TOP + LINE_AREA * (1 - value / highest))
        for place, value in enumerate(values)
    ]
    base = LINE_TOP + LINE_AREA
    shapes = [Shape("segment", 0.0, base, x2=1.0, y2=base, role="axis")]
    if limit is not None:
        height = LINE_TOP + LINE_AREA * (1 - limit / highest)
        shapes.append(Shape("segment", 0.0, height, x2=1.0, y2=height, role="limit"))
    shapes += [Shape("segment", *before, x2=after[0], y2=after[1], role="data") for before, after in pairwise(points)]
    x, y = points[-1]
    shapes.append(Shape("dot", x, y, severity=severity))
    shapes.append(Shape("label", _mirrored(1, rtl), max(0.0, y - 18), text=text, role="value", anchor="end"))
    shapes.append(Shape("label", _mirrored(0, rtl), base + 5, text=first, role="tick", anchor="start"))
    shapes.append(Shape("label", _mirrored(1, rtl), base + 5, text=last, role="tick", anchor="end"))
    return Plot(base + LINE_BOTTOM, tuple(shapes))


def flow(sources: Sequence[End], targets: Sequence[End], amounts: Sequence[Sequence[int]]) -> Plot:
    """How many go from each source to each target, as ribbons: from where lines begin to where they end.

    Args:
        amounts: for each source, how many go to each target. Ends with none are left out.
    """
    rtl, total = reader_language().direction == "rtl", sum(map(sum, amounts)) or 1
    scale = FLOW_AREA / total
    from_each = [sum(row) * scale for row in amounts]
    to_each = [sum(column) * scale for column in zip(*amounts, strict=True)]
    height = max(_length(from_each), _length(to_each))
    starts, ends = _tops(from_each, height), _tops(to_each, height)
    shapes: list[Shape] = []
    left, right = list(starts), list(ends)
    edges = (1 - FLOW_END, FLOW_END) if rtl else (FLOW_END, 1 - FLOW_END)
    for here, row in enumerate(amounts):
        for there, amount in enumerate(row):
            if amount:
                shapes.append(
                    Shape("ribbon", edges[0], left[here], height=amount * scale, x2=edges[1], y2=right[there],
                          severity=targets[there].severity)
                )  # fmt: skip
                left[here] += amount * scale
                right[there] += amount * scale
    shapes += _ends(sources, from_each, starts, at=_mirrored(0, rtl), anchor="start", inward=-1 if rtl else 1)
    shapes += _ends(targets, to_each, ends, at=_mirrored(1, rtl), anchor="end", inward=1 if rtl else -1)
    return Plot(height, tuple(shapes))


def _ends(
    ends: Sequence[End], heights: Sequence[float], tops: Sequence[float], *, at: float, anchor: Literal["start", "end"],
    inward: int,
) -> list[Shape]:  # fmt: skip
    shapes = []
    for end, height, top in zip(ends, heights, tops, strict=True):
        if height:
            x = at if inward > 0 else at - FLOW_END
            shapes.append(Shape("rect", x, top, FLOW_END, max(1.0, height), role="data", severity=end.severity))
            label = at + inward * FLOW_END * 1.7
            shapes.append(Shape("label", label, top + height / 2 - 7, text=end.name, role="value", anchor=anchor))
    return shapes


def _length(heights: Sequence[float]) -> float:
    shown = [max(height, FLOW_SLOT) for height in heights if height]
    return sum(shown) + FLOW_GAP * max(0, len(shown) - 1)


def _tops(heights: Sequence[float], whole: float) -> list[float]:
    """Where each end begins, one under the other, with room for their labels, in the middle of ``whole``."""
    place, tops = (whole - _length(heights)) / 2, []
    for height in heights:
        slot = max(height, FLOW_SLOT) if height else 0.0
        tops.append(place + (slot - height) / 2)
        place += slot + FLOW_GAP if height else 0.0
    return tops


def _mirrored(x: float, rtl: bool) -> float:
    return 1 - x if rtl else x


def percent(fraction: float) -> str:
    return f"{fraction * 100:.3f}%"


def draw(plot: Plot, alt: str, css: str = "chart-plot") -> SafeString:
    """The chart; ``alt`` says in words what it shows."""
    return format_html(
        '<svg class="{}" width="100%" height="{}" role="img" aria-label="{}">{}</svg>',
        css, f"{plot.height:.0f}", alt, format_html_join("", "{}", ((_drawn(shape),) for shape in plot.shapes)),
    )  # fmt: skip


def _drawn(shape: Shape) -> SafeString:
    x, y = percent(shape.x), f"{shape.y:.1f}"
    mark = f"chart-mark severity-{shape.severity}" if shape.severity else "chart-mark"
    if shape.type == "rect":
        return format_html('<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="2"/>',
                           mark, x, y, percent(shape.width), f"{shape.height:.1f}")  # fmt: skip
    if shape.type == "segment":
        return format_html('<line class="chart-{}" x1="{}" y1="{}" x2="{}" y2="{}"/>',
                           shape.role, x, y, percent(shape.x2), f"{shape.y2:.1f}")  # fmt: skip
    if shape.type == "dot":
        return format_html('<circle class="{}" cx="{}" cy="{}" r="4"/>', mark, x, y)
    if shape.type == "ribbon":
        return _ribbon(shape, mark.replace("chart-mark", "chart-ribbon"))
    return format_html('<text class="chart-{}" x="{}" y="{}" text-anchor="{}">{}</text>',
                       shape.role, x, f"{shape.y + 11:.1f}", shape.anchor, shape.text)  # fmt: skip


def _ribbon(shape: Shape, css: str) -> SafeString:
    """Its own picture within the chart: a path knows no percentages, so it is drawn 100 wide and stretched."""
    high = max(shape.height, 1.0)
    begin, end = (shape.y, shape.y2) if shape.x < shape.x2 else (shape.y2, shape.y)
    path = (
        f"M0 {begin:.1f}C50 {begin:.1f} 50 {end:.1f} 100 {end:.1f}V{end + high:.1f}"
        f"C50 {end + high:.1f} 50 {begin + high:.1f} 0 {begin + high:.1f}Z"
    )
    bottom = max(begin, end) + high
    return format_html(
        '<svg x="{}" width="{}" height="{}" viewBox="0 0 100 {}" preserveAspectRatio="none">'
        '<path class="{}" d="{}"/></svg>',
        percent(min(shape.x, shape.x2)), percent(abs(shape.x2 - shape.x)), f"{bottom:.1f}", f"{bottom:.1f}", css, path,
    )  # fmt: skip
