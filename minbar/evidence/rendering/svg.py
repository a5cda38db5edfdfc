"""Charts for the screen: SVG whose widths follow the page, coloured by the stylesheet (no inline style is allowed)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from minbar.evidence.rendering.document import ExhibitRow
from minbar.foundation.screens.charts import percent as _percent
from minbar.foundation.text.languages import reader_language

#: As many colours as the stylesheet and the PDF have for parts of a whole.
COLOURS = 8


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
