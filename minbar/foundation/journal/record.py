"""Writing to the journal, and reading a record's history from it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from minbar.foundation.journal.models import Entry

GENESIS = "0" * 64
#: Advisory lock that puts writers in line, so that the chain has one end.
CHAIN_LOCK = 0x6D696E62


@dataclass(frozen=True)
class Happening:
    """What is to be written: see :class:`Entry` for the columns."""

    action: str
    subject: str = ""
    changes: Mapping[str, Any] = field(default_factory=dict)


def subject_of(record: models.Model) -> str:
    """How the journal names a record: "app.model:uid" (or its primary key where it has no uid)."""
    return f"{record._meta.label_lower}:{getattr(record, 'uid', None) or record.pk}"


def record(
    *, by: Any, action: str, subject: models.Model | None = None, changes: Mapping[str, Any] | None = None
) -> Entry:
    """Write one action; belongs inside the action's own transaction.

    Args:
        by: the account that acts, or None for the system itself.
        action: "room.what_happened", in the past tense.
        subject: the record acted upon.
        changes: field → [before, after]; JSON-able. Never the content of a case, never a secret.
    """
    happening = Happening(action, subject_of(subject) if subject else "", changes or {})
    return record_many(by=by, happenings=[happening])[0]


def record_many(*, by: Any, happenings: Iterable[Happening]) -> list[Entry]:
    """Write many actions of one actor at once, in order."""
    actor = str(by.uid) if by is not None else "system"
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
        last = Entry.objects.order_by("-sequence").first()
        sequence, previous = (last.sequence, last.hash) if last else (0, GENESIS)
        entries = []
        now = timezone.now()
        for happening in happenings:
            sequence += 1
            entry = Entry(
                sequence=sequence, at=now, actor=actor, action=happening.action, subject=happening.subject,
                changes=dict(happening.changes), previous_hash=previous,
            )  # fmt: skip
            entry.hash = previous = digest(entry)
            entries.append(entry)
        return Entry.objects.bulk_create(entries, batch_size=5000)


def digest(entry: Entry) -> str:
    """SHA-256 over the entry's canonical JSON, which holds the hash before it."""
    body = [
        entry.sequence,
        entry.at.isoformat(),
        entry.actor,
        entry.action,
        entry.subject,
        entry.changes,
        entry.previous_hash,
    ]
    canonical = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def history_of(subject: models.Model) -> models.QuerySet[Entry]:
    """The entries about a record, newest first."""
    return Entry.objects.filter(subject=subject_of(subject)).order_by("-sequence")
