"""Two sheets that only tests declare, over plain models of the programmes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest

from minbar.foundation.sheets import declare
from minbar.foundation.sheets.declare import Column, Kind, RowProblem, Sheet
from minbar.foundation.sheets.files import Source, apply_file, check_files, prepare
from minbar.foundation.sheets.results import FileResult
from minbar.work.programmes.access import ProgrammesPermission
from minbar.work.programmes.models import Programme, Project, Track
from tests.builders.workbooks import Rows, xlsx


def _ends_within_ten_years(row: Any) -> list[RowProblem]:
    """What only the sheet asks; that it ends after it begins is the model's."""
    if row.get("starts_on") and row.get("ends_on") and row["ends_on"].year - row["starts_on"].year > 10:
        return [RowProblem("ends_on", "The end lies too far away.")]
    return []


def _sheet(key: str, model: Any, *columns: Column, **more: Any) -> Sheet:
    return Sheet(
        key=key, label=key, model=model, columns=columns,
        permission_import=ProgrammesPermission.IMPORT, permission_export=ProgrammesPermission.EXPORT, **more,
    )  # fmt: skip


@pytest.fixture(autouse=True)
def test_sheets(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Only these sheets are declared while a test of the engine runs."""
    monkeypatch.setattr(declare, "_SHEETS", {})
    code = Column("code", "Code", required=True, synonyms=("الرمز", "kod"))
    arabic = Column("labels__ar", "Arabic name", synonyms=("الاسم بالعربية", "الاسم"), max_length=100)
    turkish = Column("labels__tr", "Turkish name", synonyms=("الاسم بالتركية",))
    position = Column("position", "Position", Kind.INTEGER, synonyms=("الترتيب", "sıra"))
    declare.declare(_sheet("tracks", Track, code, arabic, turkish, position, identity=("code",),
                           named_by=("code", "labels"), synonyms=("مسارات",)))  # fmt: skip
    declare.declare(_sheet(
        "programmes", Programme, code, arabic,
        Column("track", "Track", Kind.REFERENCE, to="tracks", required=True, synonyms=("المسار",)),
        identity=("code",), named_by=("code", "labels"),
    ))  # fmt: skip
    declare.declare(_sheet(
        "projects", Project, code, arabic, turkish,
        Column("programme", "Programme", Kind.REFERENCE, to="programmes", required=True, synonyms=("البرنامج",)),
        Column("starts_on", "Begins", Kind.DATE, synonyms=("تاريخ البدء",)),
        Column("ends_on", "Ends", Kind.DATE, synonyms=("تاريخ الانتهاء",)),
        position, identity=("code",), named_by=("code", "labels"), check=_ends_within_ten_years,
    ))  # fmt: skip
    yield


class Take(Protocol):
    def __call__(self, worksheets: dict[str, Rows], *, dry: bool = False, partial: bool = False, by: Any = None,
                 memory: Any = None, choices: Any = None) -> FileResult: ...  # fmt: skip


@pytest.fixture
def take(tmp_path: Path, db: None) -> Take:
    """Import a workbook of these worksheets."""

    def run(worksheets: dict[str, Rows], *, dry: bool = False, partial: bool = False, by: Any = None,
            memory: Any = None, choices: Any = None) -> FileResult:  # fmt: skip
        path = xlsx(tmp_path / "book.xlsx", worksheets)
        file = prepare(Source("book.xlsx", path, choices or {}), memory or {})
        if dry:
            return check_files([file], by=by)[0]
        return apply_file(file, by=by, partial=partial)

    return run
