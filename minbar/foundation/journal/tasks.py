"""The journal's checkpoint of the day."""

from __future__ import annotations

from procrastinate.contrib.django import app

from minbar.foundation.journal.checkpoints import checkpoint_now

QUEUE = "journal"


@app.periodic(cron="5 0 * * *", queueing_lock="journal.checkpoint")
@app.task(queue=QUEUE, name="journal.checkpoint")
def sign_the_day(timestamp: int = 0) -> None:
    """Sign where the journal stands, also where nobody writes any more; ``timestamp`` is when the job was due."""
    checkpoint_now()
