"""The demonstration's report: its definition lies in ``annual_report/`` as data."""

from __future__ import annotations

from pathlib import Path

from minbar.evidence.editions.definition import read_edition
from minbar.evidence.editions.loading import load_edition
from minbar.evidence.editions.models import Edition
from minbar.foundation.accounts.models import User

DIRECTORY = Path(__file__).parent / "annual_report"


def load_annual_report(*, by: User | None = None) -> Edition:
    """Load the annual report 2022-2024, once; a second call changes nothing."""
    return load_edition(definition=read_edition(DIRECTORY), by=by)
