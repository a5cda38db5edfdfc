"""The list of imports."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from minbar.doors.exchange.access import ExchangePermission
from minbar.foundation.screens.cells import Cell, Severity, Status
from minbar.foundation.screens.tables import Add, Column, Rows, Table
from minbar.foundation.sheets.models import Import, ImportStatus
from minbar.foundation.sheets.queries import imports_of

SEVERITIES = {
    ImportStatus.APPLIED: Severity.GOOD,
    ImportStatus.CHECKED: Severity.WAITING,
    ImportStatus.SENT: Severity.WAITING,
    ImportStatus.REFUSED: Severity.BAD,
    ImportStatus.UNREADABLE: Severity.BAD,
    ImportStatus.STOPPED: Severity.NEUTRAL,
    ImportStatus.UNDONE: Severity.NEUTRAL,
    ImportStatus.LAPSED: Severity.NEUTRAL,
}


def status_of(record: Import) -> Status:
    """Where an import stands, as a badge."""
    return Status(ImportStatus(record.status).label, SEVERITIES[ImportStatus(record.status)])


def _total(key: str) -> Any:
    return lambda record: sum(worksheet.get(key, 0) for worksheet in record.result.get("tabs", ()))


class ImportTable(Table):
    key = "exchange.imports"
    title = _("Imports")
    columns = (
        Column("file_name", _("File"), sort="file_name", link=True),
        Column("created_at", _("Sent"), Cell.DATETIME, sort="created_at"),
        Column("standing", _("Status"), Cell.STATUS, value=status_of, sort="status"),
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
