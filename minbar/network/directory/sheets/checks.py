"""What must hold of a whole row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from minbar.foundation.sheets.declare import RowProblem


def check_entry(row: Mapping[str, Any]) -> Iterable[RowProblem]:
    """A title says what somebody is in an organisation; a name has letters."""
    if row.get("title") and "organisation" in row and not row["organisation"]:
        yield RowProblem("organisation", _("A title needs the organisation in which it is held. Name that too."))
    if (name := row.get("name")) and not any(character.isalpha() for character in name):
        yield RowProblem("name", _("A name needs letters. Write it with letters."))
