"""The journal as the verifier reads it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any, TextIO

from minbar.foundation.journal.models import Entry
from minbar.foundation.journal.verifier import content_digest


def exported_entries(*, with_content: bool = True, since: int = 0) -> Iterator[dict[str, Any]]:
    """Every entry in order, from number ``since`` on, as plain values; streamed, so that memory stays flat.

    Without content an outsider can verify the chain and learns nothing of what changed.
    """
    columns = ("sequence", "at", "actor", "event", "subject", "salt", "content", "hash")
    rows = Entry.objects.filter(sequence__gte=since).order_by("sequence").values_list(*columns)
    for sequence, at, actor, event, subject, salt, content, digest in rows.iterator(chunk_size=5000):
        entry = {
            "sequence": sequence,
            "at": at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "actor": actor,
            "action": event,
            "subject": subject,
            "hash": bytes(digest).hex(),
        }
        if with_content:
            yield entry | {"salt": bytes(salt).hex(), "content": content}
        else:
            yield entry | {"content_digest": content_digest(bytes(salt), content)}


def write_export(file: TextIO, *, with_content: bool = True) -> int:
    """Write one entry a line; returns how many."""
    written = 0
    for entry in exported_entries(with_content=with_content):
        file.write(json.dumps(entry, ensure_ascii=False) + "\n")
        written += 1
    return written
