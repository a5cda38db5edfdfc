"""A record's history, told from the journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model

from minbar.foundation.accounts.models import User
from minbar.foundation.journal.record import history_of

LATEST = 20


@dataclass(frozen=True)
class Event:
    """One entry as its reader sees it."""

    at: datetime
    by: str
    what: str


def history(record: Model, limit: int = LATEST) -> Sequence[Event]:
    """The latest entries about a record, newest first, with the names of those who acted."""
    entries = list(history_of(record)[:limit])
    actors = {entry.actor for entry in entries} - {"system"}
    names = {str(user.uid): user.name for user in User.objects.filter(uid__in=actors)} if actors else {}
    return [Event(entry.at, names.get(entry.actor, ""), entry.action) for entry in entries]
