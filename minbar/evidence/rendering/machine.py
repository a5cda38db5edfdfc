"""An edition for machines.

The JSON is::

    {"edition": slug, "titles": {ar, tr, en}, "language", "audience", "period": {"from", "to"},
     "state", "frozen_at", "published_at",
     "figures": {key: {"labels": {ar, tr, en}, "value", "style", "unit", "kind": "traced" | "declared", "definition",
                       "records", "as_of", "source", "source_url", "hidden",
                       "by": [dimension], "rows": [{"values": [value of each dimension], "value", "hidden"}]}},
     "sections": [{"key", "track", "heading", "narrative", "figures": [key],
                   "exhibits": [{"key", "title", "form", "note", "total",
                                 "rows": [{"label", "figure", "value", "share", "hidden"}]}]}]}

Numbers are JSON numbers, whole where they are whole; percentages are shares (0.19); missing values are null. Where the
audience is not told a number, "hidden" says why: "few" (1 to 10; for partners 1 to 4) or "withheld"; else null. The
narrative is the markup of ``minbar.evidence.editions.markup`` in the language asked for.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from minbar.evidence.editions.entries import Entry, Ledger
from minbar.evidence.editions.models import Section
from minbar.evidence.rendering.document import ExhibitBlock, ExhibitRow, ReportDocument, ReportSection


def render_json(document: ReportDocument, ledger: Ledger) -> bytes:
    """The edition as the module's docstring says, in UTF-8."""
    edition = document.edition
    sections = {section.key: section for section in edition.sections.all()}
    data = {
        "edition": edition.slug, "titles": edition.titles, "language": document.language.value,
        "audience": str(ledger.audience),
        "period": {"from": edition.period_from.isoformat(), "to": edition.period_to.isoformat()},
        "state": edition.state, "frozen_at": _moment(edition.frozen_at), "published_at": _moment(edition.published_at),
        "figures": {key: figure_json(entry) for key, entry in ledger.items()},
        "sections": [_section(section, sections[section.key], document) for section in document.sections],
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=2).encode()


def figure_json(entry: Entry) -> dict[str, Any]:
    """One figure of the ledger."""
    return {
        "labels": entry.figure.labels, "value": plain(entry.value), "style": str(entry.style), "unit": dict(entry.unit),
        "kind": "declared" if entry.declared else "traced", "definition": entry.definition, "records": entry.records,
        "as_of": _moment(entry.as_of), "source": entry.figure.source, "source_url": entry.figure.source_url,
        "hidden": entry.hidden, "by": list(entry.by),
        "rows": [{"values": list(row.values), "value": plain(row.value), "hidden": row.hidden} for row in entry.rows],
    }  # fmt: skip


def plain(value: Decimal | None) -> int | float | None:
    """A number as JSON writes it."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def _section(section: ReportSection, stored: Section, document: ReportDocument) -> dict[str, Any]:
    return {
        "key": section.key, "track": stored.track, "heading": section.heading,
        "narrative": stored.narratives.get(document.language, ""), "figures": list(section.figures),
        "exhibits": [_exhibit(block) for block in section.blocks if isinstance(block, ExhibitBlock)],
    }  # fmt: skip


def _exhibit(block: ExhibitBlock) -> dict[str, Any]:
    return {
        "key": block.key, "title": block.title, "form": block.form, "note": block.note,
        "rows": [_row(row) for row in block.rows], "total": _row(block.total) if block.total else None,
    }  # fmt: skip


def _row(row: ExhibitRow) -> dict[str, Any]:
    share = None if row.share is None else round(float(row.share), 4)
    return {"label": row.label, "figure": row.key, "value": plain(row.value), "share": share, "hidden": row.hidden}


def _moment(moment: Any) -> str | None:
    return moment.isoformat() if moment else None
