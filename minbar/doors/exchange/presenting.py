"""Imports as their page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from minbar.doors.exchange.forms import WorksheetForm
from minbar.doors.exchange.tables import status_of
from minbar.foundation.screens.cells import Status
from minbar.foundation.sheets.declare import Sheet, sheets
from minbar.foundation.sheets.models import Import, Progress
from minbar.foundation.sheets.queries import Grouped, grouped, importable, result_of
from minbar.foundation.sheets.reading.workbook import REASONS
from minbar.foundation.sheets.results import FileResult, WorksheetResult
from minbar.foundation.sheets.tasks import UNDECIDED
from minbar.foundation.sheets.undoing import OBSTACLES

SHOWN = 50
LEFT_OUT = {"total": _("totals row"), "header": _("the headers once more"), "note": _("note below the table")}
STAGES = {
    "waiting": _("Waiting to begin"),
    "reading": _("Reading the files"),
    "checking": _("Checking the cells"),
    "comparing": _("Comparing with the records"),
    "duplicates": _("Looking for possible duplicates"),
    "writing": _("Going through the records"),
    "journal": _("Writing the journal"),
    "undoing": _("Putting records back"),
}


@dataclass
class WorksheetShown:
    """A worksheet with its findings."""

    number: int
    worksheet: WorksheetResult
    form: WorksheetForm
    may_explain: bool

    @property
    def sheet(self) -> Sheet | None:
        return sheets().get(self.worksheet.sheet or "")

    @property
    def counts(self) -> list[tuple[Any, int, str]]:
        """(label, number, severity) of what there is."""
        worksheet = self.worksheet
        counts = [
            (_("New"), worksheet.created, "good"),
            (_("Changed"), worksheet.updated, "info"),
            (_("Unchanged"), worksheet.unchanged, "neutral"),
            (_("Left out"), worksheet.skipped, "neutral"),
            (_("Rejected"), worksheet.rejected, "bad"),
        ]
        return [(label, number, severity) for label, number, severity in counts if number]

    @cached_property
    def problems(self) -> list[Grouped]:
        return grouped(self.worksheet.problems)[:SHOWN]

    @cached_property
    def notices(self) -> list[Grouped]:
        return grouped(self.worksheet.notices)[:SHOWN]

    @property
    def differences(self) -> list[Any]:
        """Rows that change their records: number, name, and (label, before, after)."""
        labels = {column.key: column.label for column in self.sheet.columns} if self.sheet else {}
        return [
            {
                "row": difference.row,
                "name": difference.name,
                "changes": [(labels.get(key, key), before, after) for key, before, after in difference.changes],
            }
            for difference in self.worksheet.differences[:SHOWN]
        ]

    @property
    def warnings(self) -> list[Any]:
        route = self.sheet.record_route if self.sheet else None
        return [
            {
                "row": warning.row,
                "name": warning.name,
                "possible_duplicates": [
                    (name, reverse(route, args=[uid]) if route else "", round(likeness * 100))
                    for name, uid, likeness in warning.possible_duplicates[:3]
                ],
            }
            for warning in self.worksheet.warnings[:SHOWN]
        ]

    @property
    def additions(self) -> list[tuple[int, str]]:
        return self.worksheet.additions[:SHOWN]

    @property
    def skipped(self) -> list[tuple[int, Any]]:
        return [(row, LEFT_OUT.get(reason, reason)) for row, reason in self.worksheet.left_out[:SHOWN]]

    @property
    def unknown_headers(self) -> list[str]:
        return [
            header
            for place, header in enumerate(self.worksheet.headers)
            if header and place not in self.worksheet.columns
        ]


@dataclass
class FileShown:
    """A file with its worksheets."""

    record: Import
    worksheets: list[WorksheetShown]
    result: FileResult | None

    @property
    def status(self) -> Status:
        return status_of(self.record)

    @property
    def unreadable(self) -> Any:
        return REASONS.get(self.result.unreadable, "") if self.result else ""

    @property
    def rejected(self) -> int:
        return self.result.rejected if self.result else 0

    @property
    def is_undecided(self) -> bool:
        return self.record.status in UNDECIDED

    @property
    def obstacles(self) -> list[tuple[int, str, Any]]:
        """What stood in the way of undoing."""
        return [
            (obstacle["row"], obstacle["name"], OBSTACLES[obstacle["reason"]])
            for obstacle in self.record.result.get("obstacles", ())
        ]


@dataclass
class SendingShown:
    """Files that were sent together, or the run that is on its way."""

    files: list[FileShown]
    progress: Progress | None

    @property
    def stage(self) -> Any:
        return STAGES.get(self.progress.stage, "") if self.progress else ""

    @property
    def undecided(self) -> list[FileShown]:
        return [file for file in self.files if file.is_undecided]

    @property
    def rejected(self) -> int:
        return sum(file.rejected for file in self.undecided)

    @property
    def is_walled(self) -> bool:
        """Whether a sheet behind a wall is among them: its rows come back in no report."""
        return any(file.record.walled for file in self.undecided)

    @property
    def taken(self) -> int:
        return sum(file.result.taken for file in self.undecided if file.result)

    @property
    def can_apply(self) -> bool:
        """All was checked, and something would come of it."""
        return bool(self.undecided) and all(file.result for file in self.undecided) and self.taken > 0


def shown(records: Sequence[Import], user: Any) -> SendingShown:
    """What a sending's page shows to the one who sent it."""
    known = {sheet.key: sheet for sheet in importable(user)}
    files = []
    for record in records:
        result = result_of(record)
        may_explain = record.status in UNDECIDED
        worksheets = [
            WorksheetShown(number, worksheet, WorksheetForm(worksheet=worksheet, known=known), may_explain)
            for number, worksheet in enumerate(result.worksheets if result else ())
        ]
        files.append(FileShown(record, worksheets, result))
    progress = next((record.progress for record in records if hasattr(record, "progress")), None)
    return SendingShown(files, progress)
