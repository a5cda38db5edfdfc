"""The way from a list to its workbook. The door that exports says where it is; lists know only the sheet's key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from minbar.foundation.screens.tables import Table

#: Table, the list's query string, user → the address of its export, or None where the user may not export it.
Exporter = Callable[[Table, str, Any], str | None]
_EXPORTERS: list[Exporter] = []


def export_through(exporter: Exporter) -> Exporter:
    """Let lists offer an export (usable as a decorator)."""
    _EXPORTERS[:] = [exporter]
    return exporter


def export_address(table: Table, query: str, user: Any) -> str | None:
    """Where the rows that a list shows can be had as a workbook."""
    return _EXPORTERS[0](table, query, user) if table.sheet and _EXPORTERS else None
