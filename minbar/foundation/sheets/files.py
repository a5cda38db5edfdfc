"""Whole files: worksheets in the order in which they need each other, each file in one transaction."""

from __future__ import annotations

import gc
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from pathlib import Path, PurePath
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.utils import timezone

from minbar.foundation.access.decisions import decide
from minbar.foundation.journal.checkpoints import checkpoint_now
from minbar.foundation.journal.record import JournalEvent, journal_label_of, record_many, subject_of
from minbar.foundation.sheets.declare import Kind, Sheet, sheets
from minbar.foundation.sheets.keeping import forget
from minbar.foundation.sheets.models import Import, ImportStatus
from minbar.foundation.sheets.names import References
from minbar.foundation.sheets.problems import Problem
from minbar.foundation.sheets.progress import silent
from minbar.foundation.sheets.reading.workbook import Unreadable, Worksheet, read_workbook
from minbar.foundation.sheets.recognition import Layout, Memory, recognise
from minbar.foundation.sheets.results import FileResult, WorksheetResult
from minbar.foundation.sheets.walled import walled_among
from minbar.foundation.sheets.worksheets import Tell, WorksheetImport

#: Imports stand in line: two at once could each add what the other adds.
IMPORT_LOCK = 0x73686565
KEPT_ON_APPLYING = ("status", "applied_at", "partial", "content", "file_name", "result", "walled", "updated_at")
HIDDEN_IN_JOURNAL = ["•••", "•••"]
_COPY_ROWS = "COPY sheets_importedrow (of_id, sheet, row, record, before) FROM STDIN"
_encode = DjangoJSONEncoder(ensure_ascii=False).encode


@dataclass
class Source:
    """A file to be taken. ``choices`` are the reader's corrections by worksheet, see ``recognition.recognise``."""

    name: str
    path: Path
    choices: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass
class Prepared:
    """A file that was read and recognised, or could not be."""

    source: Source
    worksheets: list[tuple[Worksheet, Layout]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    unreadable: str = ""

    @property
    def kinds(self) -> set[str]:
        """Keys of the sheets that it holds."""
        return {layout.sheet.key for _worksheet, layout in self.worksheets if layout.sheet}


class Refused(Exception):
    """Rows were rejected and the rest is not wanted without them: rolls the transaction back."""


def prepare(source: Source, memory: Memory) -> Prepared:
    """Read a file and recognise its worksheets.

    Raises:
        OSError: there is no such file.
    """
    try:
        workbook = read_workbook(source.path)
    except Unreadable as problem:
        return Prepared(source, unreadable=problem.code)
    worksheets = [
        (worksheet, recognise(worksheet, memory=memory, choice=source.choices.get(worksheet.name)))
        for worksheet in workbook.worksheets
        if any(cell != "" for row in worksheet.rows for cell in row)
    ]
    return Prepared(source, worksheets, workbook.hidden)


def needs(key: str) -> set[str]:
    """The sheets that must be taken before this one."""
    sheet = sheets()[key]
    referred = {key for column in sheet.columns if column.kind is Kind.REFERENCE for key in column.referred}
    return ({*sheet.after} | referred) - {key}


def ranks(keys: Iterable[str]) -> dict[str, int]:
    """Each sheet's place in line; sheets that need each other keep the order in which they came."""
    wanted = list(dict.fromkeys(keys))
    everything = {key: needs(key) & sheets().keys() for key in sheets()}
    try:
        line = list(TopologicalSorter(everything).static_order())
    except CycleError:
        line = wanted
    return {key: line.index(key) for key in wanted}


def in_order(files: Sequence[Prepared]) -> list[Prepared]:
    """The files, those that others need first."""
    place = ranks(key for file in files for key in file.kinds)
    return sorted(files, key=lambda file: max((place[key] for key in file.kinds), default=-1))


def check_files(files: Sequence[Prepared], *, by: Any, tell: Tell = silent) -> list[FileResult]:
    """What taking the files together would do: all is done, looked at, and undone.

    Results stand in the order of ``files``.
    """
    results: dict[int, FileResult] = {}
    references = References()
    try:
        with _without_collecting(), transaction.atomic():
            _stand_in_line()
            for file in in_order(files):
                results[id(file)], imports = take_worksheets(file, by=by, tell=tell, references=references)
                _show(imports)
            raise Refused
    except Refused:
        return [results[id(file)] for file in files]


def apply_file(
    file: Prepared, *, by: Any, partial: bool = False, record: Import | None = None, tell: Tell = silent
) -> FileResult:
    """Take one file: all of its rows, or none where one is rejected (``partial``: all but the rejected).

    Args:
        record: the import as it was kept when the file was sent; one is made where there is none.
    """
    result = FileResult(file.source.name, unreadable=file.unreadable)
    if file.unreadable:
        return result
    try:
        with _without_collecting(), transaction.atomic():
            _stand_in_line()
            result, imports = take_worksheets(file, by=by, tell=tell, references=References())
            _show(imports)
            if (result.rejected and not partial) or not imports:
                raise Refused
            record = record or Import(by=by, file_name=file.source.name[:255], batch=uuid.uuid4())
            result.written = True
            record.status, record.applied_at, record.partial = ImportStatus.APPLIED, timezone.now(), partial
            note_result(record, result)
            forget(record)
            record.save(update_fields=None if record._state.adding else KEPT_ON_APPLYING)
            _keep_rows(record, imports)
            tell("journal", "", 0, 0)
            record_many(by=by, events=_events(record, result, imports))
            transaction.on_commit(checkpoint_now)
    except Refused:
        result.written = False
    return result


def note_result(record: Import, result: FileResult) -> None:
    """What a run found, and which of its sheets lie behind a wall. A file with such a sheet loses its name, which may
    be a person's."""
    record.result, record.walled = result.as_json(), walled_among(result.kinds)
    if record.walled:
        record.file_name = f"{record.walled[0]}{PurePath(record.file_name).suffix[:8]}"
        record.result["name"] = record.file_name


@contextmanager
def _without_collecting() -> Iterator[None]:
    """No cyclic garbage collection: an import makes millions of objects that stay, and no cycles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _stand_in_line() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])


def take_worksheets(
    file: Prepared, *, by: Any, tell: Tell, references: References
) -> tuple[FileResult, list[WorksheetImport]]:
    """Write what can be written of a file, inside the caller's transaction."""
    result = FileResult(file.source.name, hidden=file.hidden, unreadable=file.unreadable)
    imports: dict[str, WorksheetImport] = {}
    place = ranks(file.kinds)
    recognised = [
        (worksheet, layout) for worksheet, layout in file.worksheets if layout.sheet and may_know(by, layout.sheet)
    ]
    for worksheet, layout in sorted(recognised, key=lambda pair: place[pair[1].sheet.key] if pair[1].sheet else 0):
        one = WorksheetImport(worksheet, layout, references, by, tell)
        imports[worksheet.name] = one
        if _may_import(one):
            one.run()
    for worksheet, _layout in file.worksheets:
        left_out = bool(imports) or file.source.choices.get(worksheet.name, {}).get("sheet") == ""
        result.worksheets.append(
            imports[worksheet.name].result if worksheet.name in imports else _unrecognised(worksheet, left_out=left_out)
        )
    return result, list(imports.values())


def may_know(by: Any, sheet: Sheet) -> bool:
    """Whether the reader may be told that there is such a sheet: behind a wall, only who may import it."""
    return not sheet.walled or by is None or bool(decide(by, sheet.permission_import))


def _may_import(one: WorksheetImport) -> bool:
    """Whether the reader's role allows it; where not, all rows are rejected. The system itself may."""
    if one.by is None or decide(one.by, one.sheet.permission_import):
        return True
    header = one.result.header_row or one.worksheet.first_row
    one.result.problems.append(Problem(header, "", "", "not_allowed", {"sheet": str(one.sheet.label)}))
    _reject_all(one.result, one.worksheet, header + 1)
    return False


def _unrecognised(worksheet: Worksheet, *, left_out: bool) -> WorksheetResult:
    """A worksheet that holds nothing known: left out beside others or on request; alone it rejects the file."""
    result = WorksheetResult(worksheet=worksheet.name)
    if left_out:
        result.rows = result.skipped = sum(1 for row in worksheet.rows if any(cell != "" for cell in row))
        return result
    result.problems.append(Problem(worksheet.first_row, "", "", "unrecognised", {}))
    _reject_all(result, worksheet, worksheet.first_row)
    return result


def _reject_all(result: WorksheetResult, worksheet: Worksheet, first: int) -> None:
    rows = [worksheet.first_row + index for index, row in enumerate(worksheet.rows) if any(cell != "" for cell in row)]
    result.rejected_rows = {number for number in rows if number >= first}
    result.rows = result.rejected = len(result.rejected_rows)


def _show(imports: Iterable[WorksheetImport]) -> None:
    for one in imports:
        one.show_differences()


def _keep_rows(record: Import, imports: Iterable[WorksheetImport]) -> None:
    """Keep what each record was before, for undoing."""
    with connection.cursor() as cursor, cursor.copy(_COPY_ROWS) as copy:
        for one in imports:
            for written in one.written:
                before = None if written.before is None else _encode(dict(written.before))
                copy.write_row((record.pk, one.sheet.key, written.row, written.known.uid, before))


def _events(record: Import, result: FileResult, imports: Iterable[WorksheetImport]) -> Iterator[JournalEvent]:
    """The import, and each record that it made or changed; of what lies behind a wall neither counts nor columns."""
    counts = {
        worksheet.worksheet: [
            None,
            {"created": worksheet.created, "updated": worksheet.updated, "rejected": worksheet.rejected},
        ]
        for worksheet in result.worksheets
        if worksheet.sheet and not sheets()[worksheet.sheet].walled
    }
    yield JournalEvent("sheets.import_applied", subject_of(record), counts)
    origin = [None, str(record.uid)]
    for one in imports:
        model = journal_label_of(one.sheet.model)
        personal = {column.key for column in one.sheet.columns if column.personal}
        for written in one.written:
            before = written.before
            changes: dict[str, Any] = {
                key: HIDDEN_IN_JOURNAL if key in personal else [None if before is None else before[key], value]
                for key, value in written.after.items()
                if not one.sheet.walled and (before is not None or (value is not None and value not in ("", ())))
            }
            changes["import"] = origin
            event = "sheets.record_added" if before is None else "sheets.record_changed"
            yield JournalEvent(event, f"{model}:{written.known.uid}", changes)
