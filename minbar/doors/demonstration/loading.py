"""Fills a database with the demonstration network; what is there already is left as it is."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from minbar.doors.demonstration.workbooks import write_workbooks
from minbar.foundation.access.roles import Role
from minbar.foundation.accounts.models import User
from minbar.foundation.sheets.files import Source, apply_file, prepare
from minbar.foundation.sheets.models import Import, ImportStatus
from minbar.foundation.sheets.recognition import memory_of
from minbar.foundation.sheets.results import FileResult

#: Who keeps which workbook, by the number that its name starts with.
KEEPERS = {
    "1": Role.SECRETARIAT_OFFICER,
    "2": Role.SECRETARIAT_OFFICER,
    "3": Role.PROGRAMME_OFFICER,
    "4": Role.EDITOR,
    "5": Role.CASE_SUPERVISOR,
}

WORKBOOKS = uuid.UUID("6f1d3c52-6a57-4b0e-9d55-0a4d1a7f2c11")


class DemonstrationBroken(RuntimeError):
    """A demonstration workbook was not taken whole: the program and its workbooks have grown apart."""


def load_workbooks(
    folder: Path, accounts: Mapping[Role, User], announce: Callable[[Path], None]
) -> Iterator[FileResult]:
    """Write the workbooks into ``folder`` and import those that were not imported yet, each by its keeper's account.

    Raises:
        DemonstrationBroken: a row was rejected.
    """
    for path in write_workbooks(folder):
        batch = uuid.uuid5(WORKBOOKS, path.name)  # an import may lose its file's name
        if Import.objects.filter(batch=batch, status=ImportStatus.APPLIED).exists():
            continue
        announce(path)
        by = accounts[KEEPERS[path.name[0]]]
        record = Import(by=by, file_name=path.name, batch=batch)
        result = apply_file(prepare(Source(path.name, path), memory_of(by)), by=by, record=record)
        if not result.written:
            first = next(
                (
                    f"{worksheet.worksheet}: {worksheet.problems[0]}"
                    for worksheet in result.worksheets
                    if worksheet.problems
                ),
                result.unreadable,
            )
            raise DemonstrationBroken(f"{path.name}: {result.rejected} rows rejected; first: {first}")
        yield result
