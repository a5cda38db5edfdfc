"""The demonstration's report: its definition lies in ``annual_report/`` as data."""

from __future__ import annotations

from pathlib import Path

from minbar.evidence.editions.definition import read_edition
from minbar.evidence.editions.ledger import read_ledger
from minbar.evidence.editions.loading import load_edition
from minbar.evidence.editions.models import Edition
from minbar.evidence.rendering.outputs import Form, render
from minbar.foundation.accounts.models import User
from minbar.foundation.text.languages import Language

DEFINITION = Path(__file__).parent / "annual_report"


def load_report(*, by: User) -> Edition:
    """Load the annual report as an edition; a second call changes nothing."""
    return load_edition(definition=read_edition(DEFINITION), by=by)


def print_report(edition: Edition, folder: Path) -> list[Path]:
    """Write the edition into ``folder`` as a PDF in each language and return the files."""
    ledger = read_ledger(edition)
    folder.mkdir(parents=True, exist_ok=True)
    papers = []
    for language in Language:
        paper = folder / f"{edition.slug}-{language}.pdf"
        paper.write_bytes(render(edition, language, Form.PDF, ledger))
        papers.append(paper)
    return papers
