"""Signed statements of where the journal stood, kept outside the database.

The hash chain shows that an entry was altered, unless all that follows it was made anew, and it cannot show that its
end was cut off. A checkpoint can: it names a sequence number with its hash, signed with Ed25519. Checkpoints protect
only as far as they lie where the database's administrator cannot write: point ``MINBAR_CHECKPOINTS`` at such a place
and keep the public key (``minbar journal key``) apart from both.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.utils import timezone

from minbar.foundation.journal.models import Entry
from minbar.foundation.journal.verifier import checkpoint_message

log = logging.getLogger(__name__)

#: A checkpoint is made with the first entry after either has passed.
DUE_AFTER_ENTRIES = 10_000
DUE_AFTER = dt.timedelta(days=1)

#: The last checkpoint that this process knows of, by directory: (sequence, at).
_last_known: dict[Path, tuple[int, dt.datetime]] = {}


def make_checkpoint() -> Path | None:
    """Sign where the committed journal stands and write it to the directory of checkpoints; None while it is empty."""
    head = Entry.objects.order_by("-sequence").values_list("sequence", "hash").first()
    if head is None:
        return None
    sequence, digest = head[0], bytes(head[1]).hex()
    now = timezone.now().astimezone(dt.UTC)
    at = now.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    signature = _signing_key().sign(checkpoint_message(sequence, digest, at)).hex()
    body = {"sequence": sequence, "hash": digest, "at": at, "signature": signature}
    directory = _directory()
    target = directory / f"{sequence:012d}.json"
    unfinished = directory / f".{sequence:012d}-{os.getpid()}"
    unfinished.write_text(json.dumps(body, indent=1) + "\n")
    unfinished.replace(target)
    _last_known[directory] = (sequence, now)
    return target


def checkpoint_if_due(*, sequence: int, now: dt.datetime) -> None:
    """Make a checkpoint where the last is old; a disk that is full or away stops no action, but is logged."""
    try:
        directory = _directory()
        if directory not in _last_known:
            stored = list(checkpoints(directory))
            at = dt.datetime.fromisoformat(stored[-1]["at"]) if stored else dt.datetime.min.replace(tzinfo=dt.UTC)
            _last_known[directory] = (stored[-1]["sequence"] if stored else 0, at)
        last, made = _last_known[directory]
        if sequence - last >= DUE_AFTER_ENTRIES or now - made >= DUE_AFTER:
            make_checkpoint()
    except OSError:
        log.exception("The journal's checkpoint could not be written.")


def checkpoint_now() -> None:
    """Make a checkpoint where entries lie beyond the last; as :func:`checkpoint_if_due` does, it stops nothing."""
    try:
        stored = last_checkpoint()
        head = Entry.objects.order_by("-sequence").values_list("sequence", flat=True).first()
        if head is not None and (stored is None or stored["sequence"] < head):
            make_checkpoint()
    except OSError:
        log.exception("The journal's checkpoint could not be written.")


def last_checkpoint() -> dict[str, Any] | None:
    """The stored checkpoint that reaches furthest."""
    paths = sorted(_directory().glob("*.json"))
    return json.loads(paths[-1].read_text()) if paths else None


def checkpoints(directory: Path | None = None) -> Iterator[dict[str, Any]]:
    """The stored checkpoints, oldest first."""
    for path in sorted((directory or _directory()).glob("*.json")):
        yield json.loads(path.read_text())


def public_key() -> bytes:
    """The 32 bytes that verify checkpoints."""
    return _signing_key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def _directory() -> Path:
    directory = Path(settings.JOURNAL_CHECKPOINTS)
    directory.mkdir(parents=True, exist_ok=True)
    return directory


def _signing_key() -> Ed25519PrivateKey:
    """Made once, in a file that only its owner may read."""
    path = Path(settings.JOURNAL_KEY)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(Ed25519PrivateKey.generate().private_bytes_raw())
    return Ed25519PrivateKey.from_private_bytes(path.read_bytes())
