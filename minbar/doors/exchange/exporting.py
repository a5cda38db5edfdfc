"""The way from a list to its spreadsheet: the address holds the list as it is narrowed."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from minbar.foundation.access.decisions import decide
from minbar.foundation.screens.exporting import export_through
from minbar.foundation.screens.listing import Listing
from minbar.foundation.screens.tables import Table, tables
from minbar.foundation.sheets.declare import Sheet, sheets
from minbar.foundation.sheets.exporting import seen_by


@export_through
def export_of(table: Table, query: str, user: Any) -> str | None:
    """Where the rows that a list shows can be had."""
    sheet = sheets().get(table.sheet or "")
    if sheet is None or not decide(user, sheet.permission_export):
        return None
    params = QueryDict(mutable=True)
    if table.key in tables():
        params.update({"table": table.key, "narrowed": query})
    return f"{reverse('exchange:export', args=[sheet.key])}?{params.urlencode()}".rstrip("?")


def listed(user: Any, sheet: Sheet, params: QueryDict) -> list[uuid.UUID] | None:
    """The records of the list that the address names, in its order; None where it names none: all records."""
    declared = tables().get(params.get("table", ""))
    narrowed = str(params.get("narrowed", ""))
    if declared is None or not narrowed:
        return None
    with seen_by(sheet, user):
        listing = Listing(declared(), user, QueryDict(narrowed))
        return list(listing.matching.values_list("uid", flat=True))
