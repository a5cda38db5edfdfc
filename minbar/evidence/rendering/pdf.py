"""An edition on paper: a tagged PDF/UA-1 by typst.

The layout is one fixed file, ``paper/report.typ``. The edition reaches it as JSON in ``sys.inputs``, so that nothing an
author wrote is ever source; the compiler's root holds that file alone, and no package is ever imported, so that nothing
is read from disk or network.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst
from django.utils import translation
from django.utils.translation import gettext as _

from minbar.evidence.rendering.document import (
    Block,
    DefinedFigure,
    ExhibitBlock,
    ExhibitRow,
    HeadingBlock,
    ReportDocument,
)
from minbar.evidence.rendering.fonts import fonts_directory, printable
from minbar.evidence.rendering.isolating import is_numeric

PAPER = Path(__file__).parent / "paper"
_ONE_AT_A_TIME = threading.Lock()


def render_pdf(document: ReportDocument) -> bytes:
    """The document as PDF/UA-1. A whole report takes well under a second once the process is warm.

    Raises:
        FontsMissing: the fonts were not set up.
    """
    with translation.override(document.language):
        data = json.dumps(paper_of(document), ensure_ascii=False, default=_plain)
    with _ONE_AT_A_TIME:
        pages = _compiler().compile(sys_inputs={"document": data}, pdf_standards="ua-1", format="pdf")
    assert isinstance(pages, bytes)
    return pages


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts_directory()])
    return typst.Compiler(
        PAPER / "report.typ",
        root=PAPER,
        font_paths=fonts,
        package_path=PAPER / "none",
        package_cache_path=PAPER / "none",
    )


def paper_of(document: ReportDocument) -> dict[str, Any]:
    """What ``report.typ`` reads, in texts that the fonts can show. The document's language must be active."""
    data = {
        "language": document.language.value, "direction": document.direction,
        "title": _named(document.title, document.edition.slug),
        "publisher": _("Minbar"), "description": document.period, "period": document.period,
        "status": document.status, "as_of": document.as_of, "notes": list(document.notes),
        "words": {"contents": _("Contents"), "page_of": _("Page {page} of {pages}")},
        "sections": [
            {"heading": _named(section.heading, section.key),
             "blocks": [_block(block) for block in section.blocks if _shows(block)]}
            for section in document.sections
        ],
        "annex": {
            "heading": _("The figures and their definitions"),
            "intro": _("What each figure counts, and how many records stand behind it."),
            "head": [_("Figure"), _("Value"), _("Definition"), _("Records")],
            "rows": [_annex_row(figure) for figure in document.figures.values()],
        },
    }  # fmt: skip
    _mark_first(data["sections"], set())
    return _printable(data)  # type: ignore[no-any-return]  # a package without types


def _named(text: str, otherwise: str) -> str:
    """PDF/UA refuses an empty title or heading."""
    return text if printable(text).strip() else otherwise


def _shows(block: Block) -> bool:
    """Whether anything of a heading is left to be printed; other blocks may be empty."""
    return not isinstance(block, HeadingBlock) or bool(printable("".join(run.text for run in block.content)).strip())


def _block(block: Any) -> dict[str, Any]:
    return _exhibit(block) if isinstance(block, ExhibitBlock) else asdict(block)


def _exhibit(block: ExhibitBlock) -> dict[str, Any]:
    return {
        "type": "exhibit", "form": block.form, "title": block.title, "alt": block.alt, "head": list(block.head),
        "rows": [_row(block, row) for row in block.rows], "total": _row(block, block.total) if block.total else None,
        "plot": asdict(block.plot) if block.plot else None, "note": block.note,
    }  # fmt: skip


def _row(block: ExhibitBlock, row: ExhibitRow) -> dict[str, Any]:
    cells = [row.text, row.share_text] if block.shares else [row.text]
    return {
        "key": row.key, "label": row.label, "text": row.text, "share_text": row.share_text, "cells": cells,
        "fraction": row.fraction, "start": row.start, "share": float(row.share or 0), "declared": row.declared,
        "note": row.note, "hidden": row.hidden,
    }  # fmt: skip


def _annex_row(figure: DefinedFigure) -> dict[str, Any]:
    return {
        "key": figure.key, "label": figure.label, "text": figure.text, "declared": figure.declared,
        "numeric": is_numeric(figure.text),
        "definition": figure.definition_text, "records": figure.records_text, "hidden": figure.hidden,
    }  # fmt: skip


def _mark_first(part: Any, seen: set[str]) -> None:
    """Set ``first`` on every declared figure, true where it stands first: there its source is told."""
    if isinstance(part, dict):
        if part.get("declared"):
            part["first"] = part["key"] not in seen
            seen.add(part["key"])
        for inner in part.values():
            _mark_first(inner, seen)
    elif isinstance(part, list | tuple):
        for inner in part:
            _mark_first(inner, seen)


def _printable(value: Any) -> Any:
    """The same, with every text in letters that the fonts have."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {key: _printable(inner) for key, inner in value.items()}
    return [_printable(inner) for inner in value] if isinstance(value, list | tuple) else value


def _plain(value: object) -> Any:
    return float(value) if isinstance(value, Decimal) else str(value)
