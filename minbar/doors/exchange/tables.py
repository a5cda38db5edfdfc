"""The list of imports."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from minbar.doors.exchange.access import ExchangePermission
from minbar.foundation.screens.cells import Cell, Standing, Tone
from minbar.foundation.screens.tables import Add, Column, Rows, Table
from minbar.foundation.sheets.models import Import, Status
from minbar.foundation.sheets.queries import imports_of

TONES = {
    Status.APPLIED: Tone.GOOD,
    Status.CHECKED: Tone.WAITING,
    Status.SENT: Tone.WAITING,
    Status.REFUSED: Tone.BAD,
    Status.UNREADABLE: Tone.BAD,
    Status.STOPPED: Tone.NEUTRAL,
    Status.UNDONE: Tone.NEUTRAL,
    Status.LAPSED: Tone.NEUTRAL,
}


def standing_of(record: Import) -> Standing:
    """Where an import stands, as a badge."""
    return Standing(Status(record.status).label, TONES[Status(record.status)])


def _total(key: str) -> Any:
    return lambda record: sum(tab.get(key, 0) for tab in record.result.get("tabs", ()))


class ImportTable(Table):
    key = "exchange.imports"
    title = _("Imports")
    columns = (
        Column("file_name", _("File"), sort="file_name", link=True),
        Column("created_at", _("Sent"), Cell.DATETIME, sort="created_at"),
        Column("standing", _("Standing"), Cell.STANDING, value=standing_of, sort="status"),
        Column("created", _("New"), Cell.NUMBER, value=_total("created")),
        Column("updated", _("Changed"), Cell.NUMBER, value=_total("updated")),
        Column("rejected", _("Rejected"), Cell.NUMBER, value=_total("rejected")),
    )
    order = ("-created_at",)
    record_route = "exchange:import"
    add = Add("exchange:import-add", _("Import a spreadsheet"), ExchangePermission.IMPORT)
    empty = _("You have not imported anything yet. Send the first spreadsheet: nothing is written before you agree.")

    def rows(self, user: Any) -> Rows:
        return imports_of(user)
