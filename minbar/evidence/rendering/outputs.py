"""The forms in which an edition leaves the house."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from minbar.evidence.editions.entries import Ledger
from minbar.evidence.editions.ledger import read_ledger
from minbar.evidence.editions.models import Edition
from minbar.evidence.rendering.composing import compose
from minbar.evidence.rendering.document import ReportDocument
from minbar.evidence.rendering.machine import render_json
from minbar.evidence.rendering.pages import render_standalone
from minbar.evidence.rendering.pdf import render_pdf
from minbar.evidence.rendering.xlsx import render_xlsx
from minbar.foundation.text.languages import Language


class Form(StrEnum):
    """A form; the value is also the file's ending."""

    HTML = "html"
    PDF = "pdf"
    XLSX = "xlsx"
    JSON = "json"

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[self]


CONTENT_TYPES = {
    Form.HTML: "text/html; charset=utf-8",
    Form.PDF: "application/pdf",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Form.JSON: "application/json",
}
_RENDERERS: dict[Form, Callable[[ReportDocument, Ledger], bytes]] = {
    Form.HTML: lambda document, ledger: render_standalone(document),
    Form.PDF: lambda document, ledger: render_pdf(document),
    Form.XLSX: lambda document, ledger: render_xlsx(document),
    Form.JSON: render_json,
}


def render(edition: Edition, language: Language, form: Form, ledger: Ledger | None = None) -> bytes:
    """The edition in a language and a form.

    Args:
        ledger: the edition's figures where the caller has read them already.

    Raises:
        DefinitionError: a figure no longer fits the declared datasets.
        FontsMissing: a PDF is asked for and the fonts were not set up.
    """
    ledger = read_ledger(edition) if ledger is None else ledger
    return _RENDERERS[form](compose(edition, language, ledger), ledger)
