"""Removes what has ended, as a job that the worker takes up every ten minutes."""

from __future__ import annotations

from procrastinate.contrib.django import app

from minbar.doors.portal.actions import remove_old
from minbar.doors.portal.limits import forget_ended


@app.periodic(cron="*/10 * * * *")
@app.task(queue="portal", name="portal.remove_old", queueing_lock="portal.remove_old")
def remove_what_has_ended(timestamp: int = 0) -> None:
    """Drafts that nobody sent, receipts that nobody looked at again, and counters; ``timestamp`` is when it was due."""
    remove_old()
    forget_ended()
