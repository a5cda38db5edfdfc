"""Sending files, explaining them, taking them over, taking that back."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from minbar.foundation.access.decisions import Denied, denied
from minbar.foundation.sheets import tasks
from minbar.foundation.sheets.declare import sheets
from minbar.foundation.sheets.keeping import forget, keep
from minbar.foundation.sheets.models import HeaderMapping, Import, ImportStatus, Progress
from minbar.foundation.sheets.queries import importable
from minbar.foundation.sheets.reading import limits
from minbar.foundation.sheets.vocabulary import plain

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

FILES_AT_ONCE = 20


@transaction.atomic
def send_files(*, by: User, files: Sequence[tuple[str, bytes]]) -> uuid.UUID:
    """Keep files that belong together, and have them checked.

    Returns:
        The sending's identifier.

    Raises:
        Denied: the reader may import nothing.
        ValidationError: no file, too many, or one that is too large.
    """
    if not importable(by):
        raise Denied(denied(_("Your role does not allow importing.")))
    if not files:
        raise ValidationError(_("Choose at least one file."))
    if len(files) > FILES_AT_ONCE:
        raise ValidationError(_("Send at most %d files at once.") % FILES_AT_ONCE)
    batch = uuid.uuid4()
    for name, content in files:
        if len(content) > limits.FILE_BYTES:
            raise ValidationError(_("“%s” is larger than 50 MB. Split it and send the parts.") % name)
        record = Import(by=by, batch=batch, file_name=PurePath(name).name[:255])
        keep(record, content)
        record.save()
    _check_again(batch)
    return batch


@transaction.atomic
def explain_worksheet(
    *, by: User, record: Import, worksheet: str, choice: Mapping[str, Any], headers: Sequence[str]
) -> None:
    """Correct how a worksheet was recognised, remember what its headers mean to this reader, check again. The headers
    of a sheet behind a wall are not remembered: a row of data may have been taken for them.

    Args:
        choice: see ``recognition.recognise``.
        headers: the headers by position, as the file has them.
    """
    _require_undecided(by, record)
    record.choices = {**record.choices, worksheet: dict(choice)}
    record.save(update_fields=["choices", "updated_at"])
    key = choice.get("sheet", "")
    sheet = sheets().get(key)
    known = {"", *(column.key for column in sheet.columns)} if sheet and not sheet.walled else set()
    for position, column in (choice.get("columns") or {}).items():
        header = plain(headers[int(position)]) if int(position) < len(headers) else ""
        if header and column in known:
            HeaderMapping.objects.update_or_create(user=by, sheet=key, header=header[:200], defaults={"column": column})
    _check_again(record.batch)


@transaction.atomic
def check_again(*, by: User, record: Import) -> None:
    """Check the files of a sending once more, as after an interruption."""
    _require_undecided(by, record)
    _check_again(record.batch)


def _check_again(batch: uuid.UUID) -> None:
    first = Import.objects.filter(batch=batch).order_by("pk").first()
    _await(first, "check")
    tasks.check.defer(batch=str(batch))


@transaction.atomic
def start_applying(*, by: User, record: Import, partial: bool = False) -> None:
    """Have the files that were sent together taken over: each whole, or (``partial``) all but its rejected rows."""
    _require_undecided(by, record)
    _await(Import.objects.filter(batch=record.batch, status__in=tasks.UNDECIDED).order_by("pk").first(), "apply")
    tasks.apply.defer(batch=str(record.batch), partial=partial)


@transaction.atomic
def start_undoing(*, by: User, record: Import) -> None:
    """Have a whole import taken back."""
    if record.by_id != by.pk or record.status != ImportStatus.APPLIED:
        raise Denied(denied(_("Only an import that was taken over can be undone.")))
    record.result = {key: value for key, value in record.result.items() if not key.startswith("obstacle")}
    record.save(update_fields=["result", "updated_at"])
    _await(record, "undo")
    tasks.take_back.defer(import_id=record.pk, by_id=by.pk)


def _await(record: Import | None, task: str) -> None:
    assert record
    Progress.objects.update_or_create(of=record, defaults={"task": task, "stage": "waiting", "stop_asked": False})


@transaction.atomic
def ask_to_stop(*, by: User, record: Import) -> None:
    """Ask a run to stop; it rolls back what it did."""
    Progress.objects.filter(of__by=by, of__batch=record.batch).update(stop_asked=True)


@transaction.atomic
def discard(*, by: User, record: Import) -> None:
    """Forget a file that was not taken over."""
    _require_undecided(by, record)
    forget(record)
    record.delete()


def _require_undecided(by: User, record: Import) -> None:
    if record.by_id != by.pk or record.status not in (*tasks.UNDECIDED, ImportStatus.UNREADABLE):
        raise Denied(denied(_("This import is decided already. Send the file again if need be.")))
