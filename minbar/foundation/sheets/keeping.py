"""Files that were sent: how they are kept until somebody decides, and that they are gone afterwards.

A file is sealed under a key of its own. Forgetting it destroys that key, so that no backup holds it either.
"""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.utils import timezone

from minbar.foundation.sheets.models import Import, ImportStatus
from minbar.foundation.vault.subjects import new_subject, shred

#: A file that nobody decides on for so long is forgotten.
KEPT_FOR: Final = dt.timedelta(days=1)
#: Files in the clear lie in memory for as long as a run needs them, where the machine has such a place.
MEMORY: Final = Path("/dev/shm")  # noqa: S108  (directories of ours alone are made in it)
ROOM: Final = 4  # of it, as many times a file's size must be free
SCRATCH: Final = "minbar-import-"


def keep(record: Import, content: bytes) -> None:
    """Seal the file into a new import, which is not saved yet."""
    record.subject = new_subject()
    record.seal(content=content)


def forget(record: Import) -> None:
    """Drop the file and destroy its key; the caller saves ``content``, or deletes the record."""
    record.content = None
    shred(record.subject)


def forget_undecided() -> int:
    """Forget the files that nobody decided on in time; returns how many there were."""
    waiting = (
        ImportStatus.SENT,
        ImportStatus.CHECKED,
        ImportStatus.REFUSED,
        ImportStatus.STOPPED,
        ImportStatus.UNREADABLE,
    )
    due = Import.objects.filter(status__in=waiting, updated_at__lt=timezone.now() - KEPT_FOR).defer("content")
    for record in due:
        record.status = ImportStatus.LAPSED
        forget(record)
        record.save(update_fields=["content", "status", "updated_at"])
    return len(due)


@contextmanager
def scratch(size: int) -> Iterator[Path]:
    """A directory of our own for files in the clear of ``size`` bytes together."""
    in_memory = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM * size
    with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=MEMORY if in_memory else None) as directory:
        yield Path(directory)


def clear_scratch() -> None:
    """Delete what runs left that were killed."""
    for place in (MEMORY, Path(tempfile.gettempdir())):
        for directory in place.glob(f"{SCRATCH}*") if place.is_dir() else ():
            if directory.stat().st_mtime < time.time() - KEPT_FOR.total_seconds():
                shutil.rmtree(directory, ignore_errors=True)
