"""Writing to the journal, and finding a record's entries in it.

The chain has one end, so writers stand in line from their first entry to the end of their transaction: an action
writes its entries last.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Mapping
from functools import partial
from hashlib import sha256
from itertools import islice
from typing import Any, NamedTuple

import orjson
from django.db import connection, models, transaction
from django.utils import timezone

from minbar.foundation.journal.checkpoints import checkpoint_if_due
from minbar.foundation.journal.models import Entry

GENESIS = bytes(32)
#: Advisory lock that puts writers in line.
CHAIN_LOCK = 0x6D696E62
#: Entries that go to the database at once: few enough for the socket's buffer, so that nobody waits for the other.
BATCH = 500
SALT_BYTES = 16
NO_CHANGES: Mapping[str, Any] = {}

_CANONICAL = orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS
_COPY = "COPY journal_entry (sequence, at, actor, action, subject, salt, content, hash) FROM STDIN"


class JournalEvent(NamedTuple):
    """What is to be written: see :class:`Entry` for the columns."""

    event: str
    subject: str = ""
    changes: Mapping[str, Any] = NO_CHANGES


def journal_label_of(model: type[models.Model] | models.Model) -> str:
    """How the journal names a model: "app.model"; a renamed one keeps its first name, as its ``journal_label``."""
    return str(getattr(model, "journal_label", model._meta.label_lower))


def subject_of(record: models.Model) -> str:
    """How the journal names a record: "app.model:uid" (or its primary key where it has no uid)."""
    return f"{journal_label_of(record)}:{getattr(record, 'uid', None) or record.pk}"


def record(
    *, by: Any, event: str, subject: models.Model | None = None, changes: Mapping[str, Any] | None = None
) -> int:
    """Write one event and return its sequence number; belongs inside the action's own transaction, at its end.

    Args:
        by: the account that acts, or None for the system itself.
        event: "room.record_changed", in the past tense; described in the room's ``journal_messages.py``.
        subject: the record acted upon.
        changes: field → [before, after]; what is no JSON is written as text. Never the content of a case, never a
            secret.
    """
    written = JournalEvent(event, subject_of(subject) if subject else "", changes or NO_CHANGES)
    (sequence,) = record_many(by=by, events=[written])
    return sequence


def record_many(*, by: Any, events: Iterable[JournalEvent]) -> range:
    """Write many events of one actor at once, in order; returns their sequence numbers.

    Events are taken in batches, so a generator keeps memory flat; it must not query the database itself.
    """
    actor = str(by.uid) if by is not None else "system"
    at = timezone.now().astimezone(dt.UTC)
    source = iter(events)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
        cursor.execute("SELECT sequence, hash FROM journal_entry ORDER BY sequence DESC LIMIT 1")
        before, head = cursor.fetchone() or (0, GENESIS)
        last, link = before, bytes(head).hex()
        with cursor.copy(_COPY) as copy:  # left open, so that the server writes while the next batch is hashed
            while batch := list(islice(source, BATCH)):
                lines, link = _chain(batch, at=at, actor=actor, after=last, link=link)
                copy.write(lines)
                last += len(batch)
        transaction.on_commit(partial(checkpoint_if_due, sequence=last, now=at), robust=True)
    return range(before + 1, last + 1)


def _chain(batch: list[JournalEvent], *, at: dt.datetime, actor: str, after: int, link: str) -> tuple[str, str]:
    """The events as lines for COPY, and the hash of the last.

    A hash is SHA-256 over the JSON array [sequence, at, actor, action, subject, content's digest, previous hash];
    the array is put together here from its parts, which is three times as fast as encoding it anew.
    """
    moment = at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    actor_json, actor_copied = _canonical(actor), _copied(actor)
    salts = os.urandom(SALT_BYTES * len(batch))
    lines = []
    for number, (event, subject, changes) in enumerate(batch, after + 1):
        start = (number - after - 1) * SALT_BYTES
        salt = salts[start : start + SALT_BYTES]
        content = _canonical(changes) if changes else "{}"
        digest = sha256(salt + content.encode()).hexdigest()
        body = f'[{number},"{moment}",{actor_json},{_canonical(event)},{_canonical(subject)},"{digest}","{link}"]'
        link = sha256(body.encode()).hexdigest()
        lines.append(
            f"{number}\t{moment}\t{actor_copied}\t{_copied(event)}\t{_copied(subject)}"
            f"\t\\\\x{salt.hex()}\t{_copied(content)}\t\\\\x{link}\n"
        )
    return "".join(lines), link


def _canonical(value: Any) -> str:
    return orjson.dumps(value, default=str, option=_CANONICAL).decode()


def _copied(text: str) -> str:
    """Escaped for COPY's text format."""
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def history_of(subject: models.Model) -> models.QuerySet[Entry]:
    """The entries about a record, newest first. For a page, see :func:`minbar.foundation.journal.history.history`."""
    return Entry.objects.filter(subject=subject_of(subject)).order_by("-sequence")
