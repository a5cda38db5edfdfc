"""The demonstration's report: its definition lies in ``annual_report/`` as data."""

from __future__ import annotations

from pathlib import Path

from minbar.doors.demonstration.cast import Member, account_of
from minbar.evidence.editions.definition import read_edition
from minbar.evidence.editions.ledger import read_ledger
from minbar.evidence.editions.loading import load_edition
from minbar.evidence.rendering.outputs import Form, render
from minbar.foundation.access.roles import Role
from minbar.foundation.text.languages import Language

DEFINITION = Path(__file__).parent / "annual_report"
SLUG = "annual-report-2022-2024"


def build_edition(folder: Path, cast: list[Member]) -> list[Path]:
    """Load the annual report (once; a second call changes nothing) and write it as a PDF in each language.

    Returns:
        the files, in ``folder``.
    """
    edition = load_edition(definition=read_edition(DEFINITION), by=account_of(cast, Role.DIRECTOR))
    ledger = read_ledger(edition)
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for language in Language:
        path = folder / f"{SLUG}-{language}.pdf"
        path.write_bytes(render(edition, language, Form.PDF, ledger))
        paths.append(path)
    return paths
