"""What a run found, and its form in JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from minbar.foundation.sheets.problems import Problem

#: What is kept of each kind to be shown; counts are always whole.
KEPT = 1_000


@dataclass
class Difference:
    """A record that a row changes: ``changes`` holds (column, before, after) as the reader sees them."""

    row: int
    name: str
    changes: list[tuple[str, str, str]]


@dataclass
class DuplicateWarning:
    """A new row that resembles records that are there: (name, uid, likeness) of each."""

    row: int
    name: str
    possible_duplicates: list[tuple[str, str, float]]


@dataclass
class WorksheetResult:
    """What became, or would become, of a worksheet's rows. ``rows`` are those that are not empty, with totals."""

    worksheet: str
    sheet: str | None = None
    header_row: int | None = None
    headers: list[str] = field(default_factory=list)
    columns: dict[int, str] = field(default_factory=dict)
    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    rejected: int = 0
    problems: list[Problem] = field(default_factory=list)
    rejected_rows: set[int] = field(default_factory=set)
    left_out: list[tuple[int, str]] = field(default_factory=list)
    additions: list[tuple[int, str]] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    warnings: list[DuplicateWarning] = field(default_factory=list)
    warned: int = 0
    notices: list[Problem] = field(default_factory=list)  # to be looked at; they reject nothing
    examples: list[list[str]] = field(default_factory=list)  # the first rows, for choosing columns by eye

    def reject(self, problems: Iterable[Problem]) -> None:
        """Note what is wrong; a row counts once however much is wrong with it."""
        for problem in problems:
            self.problems.append(problem)
            self.rejected_rows.add(problem.row)
        self.rejected = len(self.rejected_rows)

    def as_json(self) -> dict[str, Any]:
        """For storing with the import, by the names of the first imports; long lists are cut."""
        whole = asdict(self)
        whole["tab"] = whole.pop("worksheet")
        whole["warnings"] = [
            {"row": warning.row, "name": warning.name, "lookalikes": warning.possible_duplicates}
            for warning in self.warnings
        ]
        for key in ("problems", "left_out", "additions", "differences", "warnings"):
            whole[key] = whole[key][:KEPT]
        whole["problems"] = [problem._asdict() for problem in self.problems[:KEPT]]
        whole["notices"] = [notice._asdict() for notice in self.notices[:KEPT]]
        whole["rejected_rows"] = sorted(self.rejected_rows)
        whole["columns"] = {str(position): key for position, key in self.columns.items()}
        return whole

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> WorksheetResult:
        values = {"worksheet" if key == "tab" else key: value for key, value in kept.items()}
        values["problems"] = [Problem(**problem) for problem in kept["problems"]]
        values["notices"] = [Problem(**notice) for notice in kept.get("notices", ())]
        values["rejected_rows"] = set(kept["rejected_rows"])
        values["columns"] = {int(position): key for position, key in kept["columns"].items()}
        values["differences"] = [Difference(**difference) for difference in kept["differences"]]
        values["warnings"] = [
            DuplicateWarning(warning["row"], warning["name"], warning["lookalikes"]) for warning in kept["warnings"]
        ]
        return cls(**values)


@dataclass
class FileResult:
    """What became of a file. ``written`` where its rows are in the database now."""

    name: str
    worksheets: list[WorksheetResult] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    written: bool = False
    unreadable: str = ""  # a code of ``reading.workbook.REASONS``

    @property
    def rejected(self) -> int:
        return sum(worksheet.rejected for worksheet in self.worksheets)

    @property
    def kinds(self) -> set[str]:
        """Keys of the sheets that were found in it."""
        return {worksheet.sheet for worksheet in self.worksheets if worksheet.sheet}

    @property
    def taken(self) -> int:
        """Rows that are or would be created or changed."""
        return sum(worksheet.created + worksheet.updated for worksheet in self.worksheets)

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "tabs": [worksheet.as_json() for worksheet in self.worksheets],
            "hidden": self.hidden,
            "written": self.written,
            "unreadable": self.unreadable,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> FileResult:
        values = dict(kept)
        values["worksheets"] = [WorksheetResult.from_json(worksheet) for worksheet in values.pop("tabs", ())]
        return cls(**values)
