"""Saying how far a long run has come, past its own transaction, and hearing that it should stop."""

from __future__ import annotations

import time
from typing import Any

from django.db import connection
from django.utils import timezone

from minbar.foundation.sheets.models import Import, Progress

#: Seconds between two writes.
PACE = 0.7


class Stopped(Exception):
    """Somebody asked the run to stop; its transaction is rolled back."""


def silent(stage: str, worksheet: str, done: int, total: int) -> None:
    """Tells nobody."""


class ProgressLine:
    """A connection of its own, so that what it writes is seen while the run's transaction is still open."""

    def __init__(self, record: Import, task: str) -> None:
        self.record = record
        self.last = 0.0
        self.connection: Any = connection.copy()
        Progress.objects.update_or_create(
            of=record, defaults={"task": task, "stage": "reading", "beat_at": timezone.now(), "stop_asked": False}
        )

    def __call__(self, stage: str, worksheet: str, done: int, total: int) -> None:
        """Write it, unless it was just done.

        Raises:
            Stopped
        """
        now = time.monotonic()
        if now - self.last < PACE:
            return
        self.last = now
        with self.connection.cursor() as cursor:
            cursor.execute(
                "UPDATE sheets_progress SET stage = %s, tab = %s, done = %s, total = %s, beat_at = now()"
                " WHERE of_id = %s RETURNING stop_asked",
                [stage, worksheet[:255], done, total, self.record.pk],
            )
            answer = cursor.fetchone()
        if answer and answer[0]:
            raise Stopped

    def close(self) -> None:
        self.connection.close()
