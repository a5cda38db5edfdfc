"""An edition as a web page: inside the site, or as a file that stands by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from minbar.evidence.rendering.document import ReportDocument
from minbar.evidence.rendering.web import Link, definition_link, section_html

STYLES = Path(__file__).parent / "static" / "rendering" / "report.css"


def page_context(document: ReportDocument, link: Link = definition_link) -> dict[str, Any]:
    """What the templates show. The document's language must be active.

    Args:
        link: where each figure leads.
    """
    return {
        "report": document,
        "sections": [(section, section_html(section, link)) for section in document.sections],
        "figures": [(figure, link(figure.key)) for figure in document.figures.values()],
    }


def render_standalone(document: ReportDocument) -> bytes:
    """One HTML file with its styles inside; figures lead to their definitions at its end."""
    with translation.override(document.language):
        context = page_context(document) | {"styles": STYLES.read_text(encoding="utf-8")}
        return render_to_string("rendering/standalone.html", context).encode()
