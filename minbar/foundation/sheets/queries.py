"""What readers see of imports: their own; those who may read the journal of all are not asked here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from minbar.foundation.access.decisions import decide
from minbar.foundation.sheets.declare import Sheet, sheets
from minbar.foundation.sheets.models import Import
from minbar.foundation.sheets.problems import Problem
from minbar.foundation.sheets.results import FileResult
from minbar.foundation.text.languages import listed


def imports_of(user: Any) -> QuerySet[Import]:
    """The imports that the reader sent, without the files themselves; those with a sheet behind a wall only as long as
    the reader may import it."""
    closed = [sheet.key for sheet in sheets().values() if sheet.walled and not decide(user, sheet.permission_import)]
    mine = Import.objects.filter(by=user).defer("content").select_related("by", "progress")
    return mine.exclude(walled__overlap=closed) if closed else mine


def sent_together(user: Any, batch: UUID) -> list[Import]:
    """The imports of one sending, in order."""
    return list(imports_of(user).filter(batch=batch).order_by("pk"))


def result_of(record: Import) -> FileResult | None:
    """What the last run found, or None where there was none."""
    if "tabs" not in record.result:
        return None
    kept = {key: record.result[key] for key in ("name", "tabs", "hidden", "written", "unreadable")}
    return FileResult.from_json(kept)


def sheet_for(user: Any, key: str) -> Sheet | None:
    """The sheet; one behind a wall is there only for who may import or export it."""
    sheet = sheets().get(key)
    rights = (sheet.permission_import, sheet.permission_export) if sheet and sheet.walled else ()
    return sheet if not rights or any(decide(user, right) for right in rights) else None


def importable(user: Any) -> list[Sheet]:
    """The sheets that the reader may import."""
    return [sheet for sheet in sheets().values() if decide(user, sheet.permission_import)]


def exportable(user: Any) -> list[Sheet]:
    """The sheets that the reader may export."""
    return [sheet for sheet in sheets().values() if decide(user, sheet.permission_export)]


@dataclass
class Grouped:
    """The same problem in many rows."""

    header: str
    message: str
    rows: list[int]

    @property
    def shown(self) -> str:
        """The rows, as short as they can be said: "5–24, 30"."""
        runs: list[list[int]] = []
        for row in sorted(self.rows):
            if runs and row == runs[-1][-1] + 1:
                runs[-1].append(row)
            else:
                runs.append([row])
        words = [str(run[0]) if len(run) == 1 else f"{run[0]}\N{EN DASH}{run[-1]}" for run in runs]
        return listed(words[:SHOWN_RUNS]) + (" …" if len(words) > SHOWN_RUNS else "")


SHOWN_RUNS = 12


def grouped(problems: Iterable[Problem]) -> list[Grouped]:
    """Problems said once each, those that concern most rows first."""
    groups: dict[tuple[str, str], Grouped] = {}
    for problem in problems:
        message = problem.message
        group = groups.setdefault((problem.header, message), Grouped(problem.header, message, []))
        group.rows.append(problem.row)
    return sorted(groups.values(), key=lambda group: (-len(group.rows), group.rows[0]))
