"""Follows up in time, as a job that the worker takes up every few minutes."""

from __future__ import annotations

from django.db import close_old_connections, connection
from procrastinate.contrib.django import app

from minbar.network.commitments.engine import follow_up

QUEUE = "commitments"
#: Deadlines are counted in hours, some of them: this often they are looked at.
EVERY = "*/5 * * * *"


@app.periodic(cron=EVERY, queueing_lock="commitments.follow_up")
@app.task(queue=QUEUE, name="commitments.follow_up")
def follow_up_in_time(timestamp: int = 0) -> None:
    """Remind and escalate; ``timestamp`` is when the job was due. A run that was missed is made good by the next."""
    try:
        follow_up()
    finally:
        if not connection.in_atomic_block:
            close_old_connections()  # the worker's threads live long
