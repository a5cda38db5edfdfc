"""An edition's figures, as an audience may know them."""

from __future__ import annotations

from minbar.evidence.editions.disclosure import told_to
from minbar.evidence.editions.entries import Ledger, exact_ledger
from minbar.evidence.editions.models import Edition
from minbar.foundation.figures.audiences import Audience


def read_ledger(edition: Edition, audience: Audience | None = None) -> Ledger:
    """Every figure of the edition with its value: frozen where the edition is, else evaluated in a few queries.

    Args:
        audience: for whom; the edition's own where None. What they may not know is not in the ledger.

    Raises:
        DefinitionError: a figure no longer fits the declared datasets.
    """
    return told_to(Audience(audience or edition.audience), edition, exact_ledger(edition))
