"""The worker's jobs: each message at once; every minute those that wait for another attempt or lost their job."""

from __future__ import annotations

from django.db import close_old_connections, connection
from procrastinate.contrib.django import app

from minbar.foundation.notifications.delivery import deliver, forget_old, send_waiting

QUEUE = "notifications"


@app.task(queue=QUEUE, name="notifications.send")
def send(message: int) -> None:
    """Send one message; written in the transaction that writes the message."""
    try:
        deliver(message)
    finally:
        _let_go()


@app.periodic(cron="* * * * *")
@app.task(queue=QUEUE, name="notifications.send_waiting", queueing_lock="notifications.send_waiting")
def send_in_time(timestamp: int = 0) -> None:
    """Send what waits; ``timestamp`` is when the job was due."""
    try:
        send_waiting()
    finally:
        _let_go()


@app.periodic(cron="31 3 * * *")
@app.task(queue=QUEUE, name="notifications.forget_old", queueing_lock="notifications.forget_old")
def forget_in_time(timestamp: int = 0) -> None:
    """Forget what became of messages long ago."""
    forget_old()


def _let_go() -> None:
    if not connection.in_atomic_block:
        close_old_connections()  # the worker's threads live long
