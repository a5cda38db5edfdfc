"""Changing the key under which values are sealed, while the site runs.

The new key is in use at once; what is sealed under former keys is sealed anew, table by table. Where that stands can
be seen in the data (each value names its key), so a rotation that was killed is taken up by starting it again: the
position of each table is written with each batch, and only saves reading what is done. In the end the former keys are
destroyed, under a lock that waits for everybody who still seals with them, after a last look that nothing does.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from minbar.foundation.journal.record import record
from minbar.foundation.vault import keyring
from minbar.foundation.vault.keyring import Purpose
from minbar.foundation.vault.models import DataKey, Rotation, RotationStep
from minbar.foundation.vault.records import SealedRecord, sealed_models
from minbar.foundation.vault.resealing import Batch, Resealer

#: Advisory lock of the process that rotates.
ROTATING_LOCK: Final = 0x76617572


class AlreadyRunning(Exception):
    """Another process is rotating keys."""


class Unopened(Exception):
    """Rows that no key opens; the former keys are kept for them. ``rows`` names them: (table, id)."""

    def __init__(self, rows: Sequence[tuple[str, int]]) -> None:
        super().__init__(f"{len(rows)} rows cannot be opened")
        self.rows = tuple(rows)


@dataclass(frozen=True)
class Progress:
    """How far a table is: rows sealed anew since the rotation began, and rows that are left."""

    table: str
    done: int
    left: int


Tell = Callable[[Progress], None]
Models = Sequence[type[SealedRecord]]


def rotate(*, tell: Tell = lambda progress: None, models: Models | None = None) -> Rotation:
    """Change to a new data key, or take up the change that was broken off.

    Args:
        tell: called after each batch.
        models: for tests; else all.

    Raises:
        AlreadyRunning: another process does it.
        Unopened: some rows were altered; all else is done, the former keys are kept.
        Walled: a table cannot be seen whole.
        KeyMissing: a key is not there.
    """
    with rotating_alone():
        models = sealed_models() if models is None else models
        rotation = unfinished(Purpose.SEAL) or begin(Purpose.SEAL)
        resealers = [Resealer(model, rotation.key_id) for model in models]
        for resealer in resealers:
            resealer.check_it_sees_all()
        while not _finished(rotation, resealers):
            unopened = [row for resealer in resealers for row in _pass(rotation, resealer, tell)]
            if unopened and sum(resealer.left() for resealer in resealers) <= len(unopened):
                raise Unopened(unopened)
        return rotation


def _pass(rotation: Rotation, resealer: Resealer, tell: Tell) -> list[tuple[str, int]]:
    """Go through a table from where it stands to its end; returns the rows that cannot be opened."""
    table = resealer.model._meta.db_table
    step, _made = RotationStep.objects.get_or_create(rotation=rotation, table=table)
    left, unopened = resealer.left(), []
    while left:
        batch = _batch(resealer, step)
        unopened += [(table, row) for row in batch.unreadable]
        left = max(left - batch.written, 0)
        tell(Progress(table, step.done, left))
        if batch.last is None:
            break
    return unopened


def _batch(resealer: Resealer, step: RotationStep) -> Batch:
    """One batch with its position, in one transaction; at the table's end the position is its beginning again."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            # A batch that a loss of power undoes is done again: waiting for the disk each time would only be slow.
            cursor.execute("SET LOCAL synchronous_commit = off")
        batch = resealer.batch(after=step.position)
        step.position = batch.last or 0
        step.done += batch.written
        step.save(update_fields=["position", "done"])
    return batch


def _finished(rotation: Rotation, resealers: Sequence[Resealer]) -> bool:
    """Destroy the former keys if nothing is left under them."""
    if any(resealer.left() for resealer in resealers):
        return False
    # Whoever has read a value under a former key, and does not have that key at hand, finds it for this long.
    time.sleep(keyring.LEARNS_WITHIN)
    with transaction.atomic():
        list(former_keys(rotation).select_for_update())  # waits for all who seal with them
        if any(resealer.left() for resealer in resealers):
            return False
        finish(rotation)
    keyring.forget()
    return True


@contextmanager
def rotating_alone() -> Iterator[None]:
    """One process rotates at a time.

    Raises:
        AlreadyRunning: another does.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ROTATING_LOCK])
        if not cursor.fetchone()[0]:
            raise AlreadyRunning
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ROTATING_LOCK])


def unfinished(purpose: Purpose) -> Rotation | None:
    """The rotation of that purpose that was broken off."""
    return Rotation.objects.filter(finished_at=None, key__purpose=purpose).first()


def begin(purpose: Purpose) -> Rotation:
    """Make a new key, and note that a change to it has begun."""
    with transaction.atomic():
        rotation = Rotation.objects.create(key=keyring.make_data_key(purpose))
        record(by=None, event="vault.rotation_started", subject=rotation.key)
    keyring.forget()
    return rotation


def finish(rotation: Rotation) -> None:
    """Destroy the former keys; belongs inside a transaction that holds their rows."""
    now = timezone.now()
    former_keys(rotation).update(wrapped=None, destroyed_at=now)
    rotation.finished_at = now
    rotation.save(update_fields=["finished_at"])
    record(by=None, event="vault.rotation_finished", subject=rotation.key)


def former_keys(rotation: Rotation) -> QuerySet[DataKey]:
    """The live keys that the rotation's key replaces."""
    key = rotation.key
    return DataKey.objects.filter(purpose=key.purpose, number__lt=key.number, destroyed_at=None)


def wait_for_all() -> None:
    """Wait until every process knows the newest key, and whoever began before has finished."""
    with connection.cursor() as cursor:
        time.sleep(keyring.LEARNS_WITHIN)
        cursor.execute("SELECT clock_timestamp()")
        (moment,) = cursor.fetchone()
        while _somebody_began_before(cursor, moment):
            time.sleep(0.2)


def _somebody_began_before(cursor: Any, moment: Any) -> bool:
    cursor.execute("SELECT pg_stat_clear_snapshot()")  # within a transaction the first look would be kept
    query = (
        "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND usename = current_user "
        "AND pid <> pg_backend_pid() AND xact_start < %s)"
    )
    cursor.execute(query, [moment])
    return bool(cursor.fetchone()[0])
