"""That cases exist, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from minbar.work.casework.cases.models import Case
from minbar.work.casework.emergency_access.queries import Tally, tally

#: To this the number of cases is rounded down, so that it tells of no single one when it came or went.
STEP: Final = 10


@dataclass(frozen=True)
class Existence:
    """How many cases there are at least, in tens, and how the openings in an emergency stand."""

    at_least: int
    openings: Tally


def existence() -> Existence:
    """Two queries; run it counting."""
    return Existence(at_least=Case.objects.count() // STEP * STEP, openings=tally())
