"""Upkeep of casework, as jobs."""

from __future__ import annotations

from django.db import transaction
from procrastinate.contrib.django import app

from minbar.work.casework.cases import wall
from minbar.work.casework.data_rights.actions import due
from minbar.work.casework.data_rights.actions.erasures import erase_shredded
from minbar.work.casework.data_rights.actions.exports import forget_expired
from minbar.work.casework.data_rights.actions.retention import count_anew


@app.periodic(cron="7 * * * *")
@app.task(queue="casework", name="casework.forget_exports", queueing_lock="casework.forget_exports")
def forget_exports(timestamp: int = 0) -> None:
    """Delete packed files that have expired; ``timestamp`` is when the job was due."""
    forget_expired()


@app.periodic(cron="23 2 * * *")
@app.task(queue="casework", name="casework.count_retention", queueing_lock="casework.count_retention")
def count_retention(timestamp: int = 0) -> None:
    """Count until when closed cases are kept."""
    with wall.system_access(), transaction.atomic():
        count_anew()


@app.periodic(cron="41 2 * * *")
@app.task(queue="casework", name="casework.erase_shredded", queueing_lock="casework.erase_shredded")
def erase_again(timestamp: int = 0) -> None:
    """Erase again what a restored copy brought back."""
    erase_shredded()


@app.periodic(cron="3-59/15 * * * *")
@app.task(queue="casework", name="casework.tend_deadlines", queueing_lock="casework.tend_deadlines")
def tend_deadlines(timestamp: int = 0) -> None:
    """See that somebody who can do it owes each answer to a client, and telling the authority of each breach."""
    due.tend()
