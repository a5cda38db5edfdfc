"""Idempotent identifiers: what is sent again on a bad line has the identifier that it had the first time."""

from __future__ import annotations

import hashlib
from uuid import UUID


def idempotent_uid(key: UUID, *content: str | bytes) -> UUID:
    """The identifier of what is made of ``content`` sent with a form's ``key``.

    The same form with the same content always makes the same identifier, so that the database's own uniqueness keeps
    a second one out; changed content, such as after going back in the browser, makes another.

    Args:
        key: random, in the form, and kept nowhere: without it nobody can test a guess of the content.
    """
    digest = hashlib.sha256(key.bytes)
    for part in content:
        plain = part.encode() if isinstance(part, str) else part
        digest.update(len(plain).to_bytes(8, "big") + plain)
    return UUID(bytes=digest.digest()[:16], version=4)
