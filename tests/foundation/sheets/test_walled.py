"""Sheets behind a wall: their cells reach the room's handler, and nothing else."""

from __future__ import annotations

import contextlib
import io
import logging
import re
import traceback
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.utils import translation

from minbar.foundation.access.decisions import Denied
from minbar.foundation.journal.models import Entry
from minbar.foundation.sheets import actions, queries, tasks
from minbar.foundation.sheets.declare import Column, Kind, Notice, RowProblem, Sheet, declare
from minbar.foundation.sheets.exporting import export
from minbar.foundation.sheets.models import HeaderMapping, Import, ImportedRow, ImportStatus
from minbar.foundation.sheets.rejects import rejected_rows
from minbar.foundation.sheets.undoing import CannotUndo, undo
from minbar.foundation.sheets.walled import WalledFailure
from minbar.work.casework.cases.access import CasePermission
from minbar.work.programmes.models import Programme, Project, Track
from tests.builders.workbooks import Rows, xlsx
from tests.cast import Cast
from tests.foundation.sheets.conftest import Take

CANARY = re.compile("(?i)canary")
HEADERS = ["Number", "Full name", "Begun", "Level", "Shoe size"]
ROWS: Rows = [
    HEADERS,
    ["canary-1", "Canary Alone", "2023-05-12", "high", 41],
    ["canary-2", "Canary Second", "", "", ""],
]
BAD: Rows = [
    *ROWS,
    ["canary-3", "", "canary day", "canary level", 42],
    ["canary-1", "Canary Twice", "2023-05-12", "", 43],
    ["canary-5", "Canary Checked", "1999-01-01", "", 44],
]


class _Wall:
    """Counts whether it is open; the handler refuses to work outside of it."""

    def __init__(self) -> None:
        self.open = 0

    @contextlib.contextmanager
    def system_access(self) -> Iterator[None]:
        self.open += 1
        yield
        self.open -= 1


class Handler:
    """Keeps rows as tracks, of which the code is all that remains."""

    def __init__(self, wall: _Wall) -> None:
        self.wall = wall
        self.fails = ""

    def match(self, rows: Sequence[Mapping[str, Any]]) -> Sequence[Track | None]:
        assert self.wall.open
        there = {track.code: track for track in Track.objects.all()}
        return [there.get(row["number"]) for row in rows]

    def state(self, records: Sequence[Any]) -> Sequence[Mapping[str, Any]]:
        assert self.wall.open
        return [{"number": record.code, "level": ""} for record in records]

    def create(self, rows: Sequence[Mapping[str, Any]], *, by: Any) -> Sequence[Track]:
        assert self.wall.open
        if self.fails:
            raise ValueError(f"{self.fails}: {rows[0]['name']}")
        return Track.objects.bulk_create(Track(code=row["number"]) for row in rows)

    def update(self, records: Sequence[Any], changes: Sequence[Mapping[str, Any]], *, by: Any) -> None:
        raise AssertionError("rows of a walled sheet are never changed")

    def delete(self, records: Sequence[Any], *, by: Any) -> None:
        assert self.wall.open
        Track.objects.filter(pk__in=[record.pk for record in records]).delete()


def check(row: Mapping[str, Any]) -> list[RowProblem]:
    return [RowProblem("begun", "That was too long ago.")] if row.get("begun") and row["begun"].year < 2000 else []


def look_twice(rows: Sequence[Mapping[str, Any]], by: Any) -> list[Notice]:
    return [
        Notice(number, "name", "Somebody else has this name.") for number, row in enumerate(rows) if row.get("level")
    ]


@pytest.fixture
def handler(test_sheets: None, db: None) -> Handler:
    for model in (Project, Programme, Track):
        model.objects.all().delete()
    wall = _Wall()
    handler = Handler(wall)
    levels = {"high": {"en": "High"}, "low": {"en": "Low"}}
    declare(
        Sheet(
            key="files", label="Files", model=Track, handler=handler, walled=True, within=wall.system_access,
            columns=(
                Column("number", "Number", required=True, personal=True),
                Column("name", "Full name", required=True, personal=True, sealed=True),
                Column("begun", "Begun", Kind.DATE, personal=True, sealed=True),
                Column("level", "Level", Kind.CHOICE, personal=True, choices=lambda: levels),
            ),
            identity=("number",), check=check, notices=look_twice,
            permission_import=CasePermission.IMPORT, permission_export=CasePermission.EXPORT,
            permission_personal=CasePermission.EXPORT,
        )
    )  # fmt: skip
    return handler


@pytest.fixture
def sent(handler: Handler, cast: Cast, tmp_path: Path) -> Import:
    """A workbook with bad rows that a supervisor sent and the worker checked."""
    return send(cast.case_supervisor, tmp_path, BAD)


def send(user: Any, tmp_path: Path, rows: Rows, worksheet: str = "Files") -> Import:
    batch = actions.send_files(
        by=user, files=[("book.xlsx", xlsx(tmp_path / "b.xlsx", {worksheet: rows}).read_bytes())]
    )
    tasks.check(batch=str(batch))
    return Import.objects.get(batch=batch)


def everything_kept() -> str:
    """All tables in which imports leave something, as text."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
            " AND table_name ~ '^(sheets_|journal_|procrastinate_|vault_)'"
        )
        tables = [name for (name,) in cursor.fetchall()]
        found = []
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            found += [line for (line,) in cursor.fetchall()]
    return "\n".join(found)


def test_no_cell_is_repeated_by_what_a_check_keeps(sent: Import) -> None:
    (worksheet,) = sent.result["tabs"]
    assert (worksheet["created"], worksheet["rejected"], sent.walled) == (2, 3, ["files"])
    assert {(p["row"], p["column"]) for p in worksheet["problems"]} == {
        (4, "name"), (4, "begun"), (4, "level"), (5, ""), (6, "begun")
    }  # fmt: skip
    assert not CANARY.search(everything_kept())
    assert "43414e415259" not in everything_kept().upper()  # nor in the hexadecimal form of bytes
    assert "63616e617279" not in everything_kept().lower()


def test_the_file_is_sealed_and_opens_for_the_run_alone(sent: Import) -> None:
    assert not bytes(sent.content)[:400].count(b"PK")
    assert sent.reveal("content").startswith(b"PK")


def test_the_reasons_come_as_a_workbook_without_the_rows(sent: Import) -> None:
    page = openpyxl.load_workbook(io.BytesIO(rejected_rows(sent))).active
    lines = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    assert [line[0] for line in lines] == [4, 4, 4, 6, 5]
    assert not CANARY.search(str(lines))
    assert all(line[2] for line in lines)


def test_what_is_to_be_looked_at_is_said_and_rejects_nothing(sent: Import) -> None:
    found = queries.result_of(sent)
    assert found is not None
    assert [(notice.row, notice.header, notice.message) for notice in found.worksheets[0].notices] == [
        (2, "Full name", "Somebody else has this name.")
    ]


def test_taking_over_leaves_nothing_but_who_did_it_in_the_journal(take: Take, handler: Handler) -> None:
    result = take({"Files": ROWS})
    assert result.written
    assert set(Track.objects.values_list("code", flat=True)) == {"canary-1", "canary-2"}
    assert not CANARY.search(everything_kept())
    applied, *added = Entry.objects.filter(event__startswith="sheets.").order_by("sequence")
    assert applied.content in ({}, "{}")
    assert {tuple(dict(entry.changes)) for entry in added} == {("import",)}
    assert set(ImportedRow.objects.values_list("before", flat=True)) == {None}


def test_a_record_that_is_there_is_neither_compared_nor_changed(take: Take, handler: Handler) -> None:
    take({"Files": ROWS})
    result = take({"Files": [HEADERS, ["canary-1", "Another name", "2001-01-01", "low", 1]]}, dry=True)
    assert (result.worksheets[0].unchanged, result.worksheets[0].updated, result.worksheets[0].differences) == (
        1,
        0,
        [],
    )


def test_a_header_that_is_not_known_is_named_by_its_letter(take: Take, handler: Handler) -> None:
    with translation.override("ar"):
        headers = take({"Files": ROWS}, dry=True).worksheets[0].headers
    assert headers == [*HEADERS[:4], "العمود E"]
    taken_for_headers = {"Files": {"sheet": "files", "header_row": 2, "columns": {"0": "number", "1": "name"}}}
    headers = take({"Files": ROWS}, dry=True, choices=taken_for_headers).worksheets[0].headers
    assert not CANARY.search(str(headers))


def test_what_a_reader_explains_of_it_is_not_remembered(sent: Import, cast: Cast) -> None:
    choice = {"sheet": "files", "columns": {"4": "level"}}
    actions.explain_worksheet(
        by=cast.case_supervisor, record=sent, worksheet="Files", choice=choice, headers=["canary"] * 5
    )
    assert not HeaderMapping.objects.exists()


def test_an_error_loses_its_text(take: Take, handler: Handler, caplog: pytest.LogCaptureFixture) -> None:
    handler.fails = "unforeseen"
    with pytest.raises(WalledFailure) as failure, caplog.at_level(logging.DEBUG):
        take({"Files": ROWS})
    assert not CANARY.search("".join(traceback.format_exception(failure.value)))
    assert failure.value.__cause__ is None
    assert failure.value.__context__ is None
    assert "ValueError" in str(failure.value)
    assert not CANARY.search(caplog.text)


def test_undoing_deletes_what_it_added_and_names_obstacles_by_their_row(take: Take, handler: Handler) -> None:
    take({"Files": ROWS})
    Programme.objects.create(code="x", labels={}, track=Track.objects.get(code="canary-2"))
    with pytest.raises(CannotUndo) as refusal:
        undo(Import.objects.get(), by=None)
    assert [(each.row, each.name, each.reason) for each in refusal.value.obstacles] == [(3, "", "used")]
    Programme.objects.all().delete()
    undo(Import.objects.get(), by=None)
    assert not Track.objects.exists()
    assert not CANARY.search(everything_kept())


def test_who_may_not_import_it_is_not_told_what_it_is(handler: Handler, cast: Cast, tmp_path: Path) -> None:
    record = send(cast.programme_officer, tmp_path, ROWS)
    (worksheet,) = record.result["tabs"]
    assert (worksheet["sheet"], worksheet["headers"], record.walled) == (None, [], [])
    assert [problem["code"] for problem in worksheet["problems"]] == ["unrecognised"]
    assert queries.sheet_for(cast.programme_officer, "files") is None
    assert not CANARY.search(everything_kept())


def test_its_imports_are_gone_for_one_who_lost_the_right(sent: Import, cast: Cast) -> None:
    assert sent in queries.imports_of(cast.case_supervisor)
    Import.objects.update(by=cast.secretariat_officer)
    assert sent not in queries.imports_of(cast.secretariat_officer)


def test_what_is_sealed_leaves_in_no_spreadsheet(take: Take, handler: Handler, cast: Cast) -> None:
    take({"Files": ROWS})
    with pytest.raises(Denied):
        export("files", by=cast.director, reason="x")
    for reader in (cast.case_supervisor, None):
        page = openpyxl.load_workbook(io.BytesIO(export("files", by=reader, reason="asked for"))).active
        assert [cell.value for cell in page[1]][:2] == ["Number", "Level"]


def test_a_walled_sheet_without_a_handler_or_with_an_open_column_is_no_declaration(handler: Handler) -> None:
    for more in ({"handler": None}, {"columns": (Column("number", "Number"),)}):
        values = {"handler": handler, "columns": (Column("number", "Number", personal=True),)} | more
        with pytest.raises(ValueError, match="behind a wall"):
            declare(
                Sheet(key="odd", label="Odd", model=Track, identity=("number",), walled=True,
                      permission_import=CasePermission.IMPORT, permission_export=CasePermission.EXPORT, **values)  # type: ignore[arg-type]
            )  # fmt: skip


def test_a_checked_import_says_so(sent: Import) -> None:
    assert sent.status == ImportStatus.CHECKED
