"""Charts for the screen: SVG whose widths follow the page, coloured by the stylesheet (no inline style is allowed)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from minbar.evidence.rendering.document import ExhibitRow, Plot, Shape
from minbar.foundation.text.languages import reader_language

#: As many colours as the stylesheet and the PDF have for parts of a whole.
COLOURS = 8


def _percent(fraction: float) -> str:
    return f"{fraction * 100:.3f}%"


def _from_start(start: float, width: float) -> str:
    """Left edge of a part that begins ``start`` of the way along the line."""
    return _percent(1 - start - width if reader_language().direction == "rtl" else start)


def bar(fraction: float) -> SafeString:
    """One bar in its trough, from the side where lines begin."""
    return format_html(
        '<svg class="chart-bar" width="100%" height="8"><rect class="chart-trough" width="100%" height="8" rx="2"/>'
        '<rect class="chart-mark" x="{}" width="{}" height="8" rx="2"/></svg>',
        _from_start(0, fraction), _percent(fraction),
    )  # fmt: skip


def shares(rows: Sequence[ExhibitRow], alt: str) -> SafeString:
    """Parts of a whole, side by side."""
    parts = format_html_join(
        "", '<rect class="chart-part-{}" x="{}" width="{}" height="28"/>',
        (
            (place % COLOURS, _from_start(row.start, float(row.share or 0)), _percent(float(row.share or 0)))
            for place, row in enumerate(rows) if not row.hidden
        ),
    )  # fmt: skip
    return format_html(
        '<svg class="chart-shares" width="100%" height="28" role="img" aria-label="{}">{}</svg>', alt, parts
    )


def swatch(place: int) -> SafeString:
    """The colour of a part, for the legend."""
    template = (
        '<svg class="chart-swatch" width="12" height="12"><rect class="chart-part-{}" width="12" height="12"/></svg>'
    )
    return format_html(template, place % COLOURS)


def plot(figure: Plot, alt: str) -> SafeString:
    """A column or line chart."""
    return format_html(
        '<svg class="chart-plot" width="100%" height="{}" role="img" aria-label="{}">{}</svg>',
        f"{figure.height:.0f}", alt, format_html_join("", "{}", ((_shape(shape),) for shape in figure.shapes)),
    )  # fmt: skip


def _shape(shape: Shape) -> SafeString:
    x, y = _percent(shape.x), f"{shape.y:.1f}"
    if shape.type == "rect":
        return format_html('<rect class="chart-mark" x="{}" y="{}" width="{}" height="{}" rx="2"/>',
                           x, y, _percent(shape.width), f"{shape.height:.1f}")  # fmt: skip
    if shape.type == "segment":
        return format_html('<line class="chart-{}" x1="{}" y1="{}" x2="{}" y2="{}"/>',
                           shape.role, x, y, _percent(shape.x2), f"{shape.y2:.1f}")  # fmt: skip
    if shape.type == "dot":
        return format_html('<circle class="chart-mark" cx="{}" cy="{}" r="4"/>', x, y)
    return format_html('<text class="chart-{}" x="{}" y="{}" text-anchor="middle">{}</text>',
                       shape.role, x, f"{shape.y + 11:.1f}", shape.text)  # fmt: skip
