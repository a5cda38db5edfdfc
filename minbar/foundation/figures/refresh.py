"""Takes the snapshot: whole the first time, afterwards only the rows that were added, changed or deleted."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction

from minbar.foundation.figures.datafile import DataFileWriter, settle, source_of
from minbar.foundation.figures.declare import Dataset, datasets
from minbar.foundation.figures.duckdb_connection import open_duckdb
from minbar.foundation.figures.manifest import MANIFEST, Manifest, snapshot_directory


def refresh(directory: Path | None = None, *, only: Iterable[Dataset] | None = None, whole: bool = False) -> Manifest:
    """Bring the snapshot up to date with the database.

    Args:
        directory: the installation's own where None.
        only: these datasets rather than all that are declared. Those that stay in the database are left out of either.
        whole: read every row again, whatever the last snapshot had.

    Returns:
        The new manifest. Readers of the one before it can go on until the next refresh.
    """
    directory = directory or snapshot_directory()
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    directory.chmod(0o700)
    with _alone(directory), _one_moment() as as_of, tempfile.TemporaryDirectory(dir=directory) as scratch:
        before = Manifest.read(directory)
        files = {}
        with open_duckdb(directory) as link:
            for dataset in datasets().values() if only is None else only:
                if dataset.is_protected:
                    continue
                known = None if before is None or whole else before.datasets.get(dataset.key)
                with dataset.within():
                    files[dataset.key] = DataFileWriter(directory, Path(scratch), link, source_of(dataset)).write(known)
        manifest = Manifest(as_of, files)
        _replace(directory / MANIFEST, manifest.written().encode(), Path(scratch))
        _forget(directory, before, manifest)
    return manifest


@contextmanager
def _alone(directory: Path) -> Iterator[None]:
    """One refresh at a time."""
    handle = os.open(directory / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def _one_moment() -> Iterator[datetime]:
    """All that is read within was true at one moment, which is given."""
    outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT statement_timestamp()")
        yield cursor.fetchone()[0]


def _replace(path: Path, content: bytes, scratch: Path) -> None:
    unfinished = scratch / path.name
    unfinished.write_bytes(content)
    settle(unfinished, path)


def _forget(directory: Path, before: Manifest | None, now: Manifest) -> None:
    """Delete files that neither the new manifest names nor the one before it, which may still have readers.

    A dataset that has come to stay in the database since leaves no file behind, readers or not.
    """
    closed = {key for key, dataset in datasets().items() if dataset.is_protected}
    named = {
        file.file
        for manifest in (before, now)
        if manifest
        for key, file in manifest.datasets.items()
        if key not in closed
    }
    for path in directory.glob("*.parquet"):
        if path.name not in named:
            path.unlink()
