"""The parts of an edition as HTML; everything that was typed is escaped here, once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from minbar.evidence.editions.enums import ExhibitForm
from minbar.evidence.rendering import svg
from minbar.evidence.rendering.document import (
    Block,
    CitedDate,
    CitedFigure,
    ExhibitBlock,
    ExhibitRow,
    HeadingBlock,
    ListBlock,
    ParagraphBlock,
    ReportSection,
    Run,
    Runs,
    Words,
)
from minbar.evidence.rendering.isolating import is_numeric
from minbar.foundation.screens.charts import draw

_CITED = '<a class="cited" href="{}">{}</a>'


class Link(Protocol):
    """Where a figure, or a part of it (dimension → value), leads."""

    def __call__(self, key: str, part: Mapping[str, str | None] | None = None) -> str: ...


def definition_link(key: str, part: Mapping[str, str | None] | None = None) -> str:
    """The figure's place in the list of definitions at the end of the page."""
    return f"#figure-{key}"


def section_html(section: ReportSection, link: Link = definition_link) -> SafeString:
    """The blocks of a section, without its heading."""
    return mark_safe("\n".join(_block(block, link) for block in section.blocks))  # noqa: S308  (each is safe)


def _block(block: Block, link: Link) -> SafeString:
    if isinstance(block, HeadingBlock):
        return format_html("<h{0}>{1}</h{0}>", min(6, block.level + 1), _runs(block.content, link))
    if isinstance(block, ParagraphBlock):
        return format_html("<p>{}</p>", _runs(block.content, link))
    if isinstance(block, ListBlock):
        return format_html("<ul>{}</ul>", _join("<li>{}</li>", (_runs(item, link) for item in block.items)))
    return _exhibit(block, link)


def _join(template: str, parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", template, ((part,) for part in parts))


def _runs(runs: Runs, link: Link) -> SafeString:
    return _join("{}", (_run(run, link) for run in runs))


def _run(run: Run, link: Link) -> SafeString:
    if isinstance(run, CitedDate):
        return format_html('<time datetime="{}"><bdi>{}</bdi></time>', run.date.isoformat(), run.text)
    if isinstance(run, CitedFigure):
        shown = _strong(_linked(run.key, run.text, link), run.strong)
        return format_html("{}{}", shown, declared_mark(run.key, run.note)) if run.declared else shown
    text = format_html('<bdi dir="ltr">{}</bdi>', run.text) if run.isolated else format_html("{}", run.text)
    return _strong(_emphasised(text, run), run.strong)


def _strong(text: SafeString, strong: bool) -> SafeString:
    return format_html("<strong>{}</strong>", text) if strong else text


def _emphasised(text: SafeString, run: Words) -> SafeString:
    return format_html("<em>{}</em>", text) if run.emphasis else text


def _linked(key: str, text: str, link: Link) -> SafeString:
    return format_html(_CITED, link(key), number(text))


def number(text: str) -> SafeString:
    """A written value, in its own direction."""
    return format_html('<bdi dir="ltr">{}</bdi>' if is_numeric(text) else "<bdi>{}</bdi>", text)


def declared_mark(key: str, note: str) -> SafeString:
    """The sign of a declared figure; leads to its source, and says so to those who hear the page."""
    return format_html(
        '<sup class="declared"><a href="#figure-{}" title="{}" aria-label="{}">†</a></sup>', key, note, note
    )


def _exhibit(block: ExhibitBlock, link: Link) -> SafeString:
    chart = _chart(block)
    return format_html(
        '<figure class="report-exhibit" id="exhibit-{}"><figcaption>{}</figcaption>{}{}{}</figure>',
        block.key, block.title, chart, _table(block, link),
        format_html('<p class="report-note">{}</p>', block.note) if block.note else "",
    )  # fmt: skip


def _chart(block: ExhibitBlock) -> SafeString:
    if block.form == ExhibitForm.BAR:
        return _bars(block)
    if block.form == ExhibitForm.SHARE:
        return format_html("{}{}", svg.shares(block.rows, block.alt), _legend(block))
    return draw(block.plot, block.alt) if block.plot else mark_safe("")


def _bars(block: ExhibitBlock) -> SafeString:
    rows = format_html_join(
        "", "<li><span>{}</span> <strong>{}</strong>{}</li>",
        ((row.label, number(row.text), svg.bar(row.fraction)) for row in block.rows if not row.hidden),
    )  # fmt: skip
    return format_html('<ul class="chart-bars" aria-hidden="true">{}</ul>', rows)


def _legend(block: ExhibitBlock) -> SafeString:
    rows = format_html_join(
        "", "<li>{}<strong>{}</strong> <span>{}</span></li>",
        (
            (svg.swatch(place), number(row.share_text), row.label)
            for place, row in enumerate(block.rows) if not row.hidden
        ),
    )  # fmt: skip
    return format_html('<ul class="chart-legend" aria-hidden="true">{}</ul>', rows)


def _table(block: ExhibitBlock, link: Link) -> SafeString:
    head = format_html_join(
        "", '<th scope="col"{}>{}</th>',
        ((mark_safe(' class="number"') if place else "", name) for place, name in enumerate(block.head)),
    )  # fmt: skip
    total = _row(block, block.total, link) if block.total else ""
    return format_html(
        '<div class="report-scroll" role="region" aria-label="{}" tabindex="0"><table class="report-table">'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody>{}</table></div>",
        block.title, head, _join("{}", (_row(block, row, link) for row in block.rows)),
        format_html("<tfoot>{}</tfoot>", total) if total else "",
    )  # fmt: skip


def _row(block: ExhibitBlock, row: ExhibitRow, link: Link) -> SafeString:
    label = format_html("{}{}", row.label, declared_mark(row.key, row.note)) if row.declared else row.label
    cells = [format_html(_CITED, link(row.key, row.part), number(row.text))]
    if block.shares:
        cells.append(number(row.share_text))
    names = block.head[1:]
    body = format_html_join(
        "", '<td class="number" data-label="{}">{}</td>', zip(names, cells, strict=True)
    )  # fmt: skip
    return format_html('<tr><th scope="row">{}</th>{}</tr>', label, body)
