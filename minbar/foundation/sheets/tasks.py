"""Long runs, as jobs that the worker takes up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import close_old_connections, connection
from django.utils import translation
from procrastinate.contrib.django import app

from minbar.foundation.sheets.files import Prepared, Source, apply_file, check_files, in_order, note_result, prepare
from minbar.foundation.sheets.keeping import clear_scratch, forget_undecided, scratch
from minbar.foundation.sheets.models import Import, ImportStatus, Progress
from minbar.foundation.sheets.progress import ProgressLine, Stopped
from minbar.foundation.sheets.recognition import memory_of
from minbar.foundation.sheets.undoing import NAMED, CannotUndo, undo

QUEUE = "imports"


@app.task(queue=QUEUE, name="sheets.check")
def check(batch: str) -> None:
    """Look at files that were sent together: what taking them would do."""
    records = list(Import.objects.filter(batch=UUID(batch), status__in=UNDECIDED).order_by("pk"))
    if not records:
        return

    def run(line: ProgressLine) -> None:
        with _prepared(records) as files:
            for record, result in zip(records, check_files(files, by=records[0].by, tell=line), strict=True):
                note_result(record, result)
                record.status = ImportStatus.UNREADABLE if result.unreadable else ImportStatus.CHECKED
                record.save(update_fields=["file_name", "result", "walled", "status", "updated_at"])

    _follow(records, "check", run)


@app.task(queue=QUEUE, name="sheets.apply")
def apply(batch: str, partial: bool) -> None:
    """Take the files over, each in its own transaction, those that others need first."""
    records = list(Import.objects.filter(batch=UUID(batch), status__in=UNDECIDED).order_by("pk"))
    if not records:
        return

    def run(line: ProgressLine) -> None:
        with _prepared(records) as files:
            of = {id(file): record for file, record in zip(files, records, strict=True)}
            for file in in_order(files):
                _apply_one(file, of[id(file)], partial=partial, line=line)

    _follow(records, "apply", run)


def _apply_one(file: Prepared, record: Import, *, partial: bool, line: ProgressLine) -> None:
    result = apply_file(file, by=record.by, partial=partial, record=record, tell=line)
    if not result.written:
        note_result(record, result)
        record.status = ImportStatus.UNREADABLE if result.unreadable else ImportStatus.REFUSED
        record.save(update_fields=["file_name", "result", "walled", "status", "updated_at"])


@app.task(queue=QUEUE, name="sheets.undo")
def take_back(import_id: int, by_id: int) -> None:
    """Undo an import; what stands in the way is kept with its result."""
    from minbar.foundation.accounts.models import User

    record = Import.objects.get(pk=import_id)

    def run(line: ProgressLine) -> None:
        try:
            undo(record, by=User.objects.get(pk=by_id), tell=line)
        except CannotUndo as refusal:
            named = [vars(obstacle) for obstacle in refusal.obstacles[:NAMED]]
            record.result |= {"obstacles": named, "obstacle_count": len(refusal.obstacles)}
            record.save(update_fields=["result", "updated_at"])

    _follow([record], "undo", run)


@app.periodic(cron="17 * * * *")
@app.task(queue=QUEUE, name="sheets.forget", queueing_lock="sheets.forget")
def forget(timestamp: int = 0) -> None:
    """Forget files that nobody decided on in time; ``timestamp`` is when the job was due."""
    forget_undecided()
    clear_scratch()


UNDECIDED = (ImportStatus.SENT, ImportStatus.CHECKED, ImportStatus.REFUSED, ImportStatus.STOPPED)


@contextmanager
def _prepared(records: list[Import]) -> Iterator[list[Prepared]]:
    """The files, written where the reading process finds them, and recognised."""
    with scratch(sum(len(record.content or b"") for record in records)) as directory:
        files = []
        for number, record in enumerate(records):
            path = directory / f"{number}{Path(record.file_name).suffix[:8]}"
            path.write_bytes(record.reveal("content"))
            files.append(prepare(Source(record.file_name, path, record.choices), memory_of(record.by)))
        yield files


def _follow(records: list[Import], task: str, run: Callable[[ProgressLine], None]) -> None:
    """Run, in the reader's language, with progress that others see; a stop is noted."""
    by: Any = records[0].by
    line = ProgressLine(records[0], task)
    try:
        with translation.override(by.language if by else translation.get_language() or "ar"):
            run(line)
    except Stopped:
        if task != "undo":
            keys = [record.pk for record in records]
            Import.objects.filter(pk__in=keys, status__in=UNDECIDED).update(status=ImportStatus.STOPPED)
    finally:
        Progress.objects.filter(of=records[0]).delete()
        line.close()
        if not connection.in_atomic_block:
            close_old_connections()  # the worker's threads live long
