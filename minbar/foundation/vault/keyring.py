"""The keys that this process has at hand: roots from their file, data keys from the database, unwrapped.

A process learns of a new key, or of one destroyed, when it next seals and its ring is older than ``LEARNS_WITHIN``; a
number that it does not know it looks up at once. Rotation waits that long before it destroys a key, and a trigger
refuses what is sealed under a destroyed one (see :mod:`guards`), so a slow process loses nothing.
"""

from __future__ import annotations

import contextlib
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.apps import apps
from django.apps.registry import Apps
from django.db import connection, transaction
from django.db.models import Max

from minbar.foundation.vault import envelope, roots
from minbar.foundation.vault.errors import KeyMissing
from minbar.foundation.vault.models import DataKey, RootKey
from minbar.foundation.vault.roots import Root

Purpose = DataKey.Purpose

#: Seconds within which every process that seals has learnt of a new key.
LEARNS_WITHIN: Final = 5.0
#: Advisory lock under which keys are made.
MAKING_LOCK: Final = 0x7661756C


@dataclass(frozen=True)
class Ring:
    """What was at hand at ``read_at`` (by the monotonic clock)."""

    roots: Mapping[int, bytes]
    root: int
    data: Mapping[Purpose, Mapping[int, bytes]]
    read_at: float


_ring: Ring | None = None


def forget() -> None:
    """Forget what is at hand; the next use reads anew."""
    global _ring  # noqa: PLW0603
    _ring = None


def current(purpose: Purpose = Purpose.SEAL) -> tuple[int, bytes]:
    """Number and material of the key under which new values are sealed.

    Raises:
        KeyMissing: there is no root key, or the database was never prepared (``minbar migrate``).
    """
    keys = _fresh().data[purpose]
    if not keys:
        raise KeyMissing
    number = max(keys)
    return number, keys[number]


def data_key(number: int) -> bytes:
    """The material of the sealing key ``number``.

    Raises:
        KeyMissing: it was destroyed, or this database never had it.
    """
    keys = _at_hand().data[Purpose.SEAL]
    if number not in keys:
        keys = _read().data[Purpose.SEAL]
    if number not in keys:
        raise KeyMissing
    return keys[number]


def index_keys() -> list[bytes]:
    """The material of all live index keys, newest first."""
    keys = _fresh().data[Purpose.INDEX]
    return [keys[number] for number in sorted(keys, reverse=True)]


def current_root() -> Root:
    """The root that wraps new keys."""
    ring = _fresh()
    return Root(ring.root, ring.roots[ring.root])


def root_key(number: int) -> bytes:
    """The root ``number``.

    Raises:
        KeyMissing: it is not in its file.
    """
    known = _at_hand().roots
    if number not in known:
        known = _read().roots
    if number not in known:
        raise KeyMissing
    return known[number]


def make_data_key(purpose: Purpose) -> DataKey:
    """Make the next data key of ``purpose``. It is in use from the moment when the transaction commits."""
    root = current_root()
    with transaction.atomic():
        _one_maker()
        return _new_data_key(DataKey, purpose, root)


def lay_first_keys(models: Apps = apps) -> None:
    """Make the root key's file where there is none, and the first data keys; does nothing where keys are there.

    Args:
        models: the registry whose models to use, as a migration knows it.

    Raises:
        KeyMissing: the file is there and is no root key.
    """
    root_keys, data_keys = models.get_model("vault", "RootKey"), models.get_model("vault", "DataKey")
    with transaction.atomic():
        _one_maker()
        if root_keys.objects.exists() or data_keys.objects.exists():
            return
        root = roots.read(roots.path()) or _first_root()
        root_keys.objects.create(number=root.number, check_value=root.check_value())
        for purpose in Purpose:
            _new_data_key(data_keys, purpose, root)
    forget()


def wrap_bound(number: int, purpose: str, root: int) -> str:
    """What a wrapped data key is bound to."""
    return f"vault_datakey|{number}|{purpose}|{root}"


def _first_root() -> Root:
    with contextlib.suppress(FileExistsError):  # another process was faster
        roots.write(roots.new_root(1), roots.path())
    root = roots.read(roots.path())
    assert root is not None
    return root


def _new_data_key(model: type[DataKey], purpose: Purpose, root: Root) -> DataKey:
    number = (model.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    material = secrets.token_bytes(envelope.KEY_BYTES)
    wrapped = envelope.wrap(material, under=root.key, bound=wrap_bound(number, purpose, root.number))
    return model.objects.create(number=number, purpose=purpose, root_id=root.number, wrapped=wrapped)


def _one_maker() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [MAKING_LOCK])


def _at_hand() -> Ring:
    return _ring or _read()


def _fresh() -> Ring:
    if _ring is not None and time.monotonic() - _ring.read_at < LEARNS_WITHIN:
        return _ring
    return _read()


def _read() -> Ring:
    """Read anew; twice where the root was changed between the look at its files and the one at the database."""
    try:
        return _read_once()
    except KeyMissing:
        return _read_once()


def _read_once() -> Ring:
    global _ring  # noqa: PLW0603
    read_at = time.monotonic()
    known = roots.roots()
    root = _matching_root(known)
    data: dict[Purpose, dict[int, bytes]] = {purpose: {} for purpose in Purpose}
    rows = DataKey.objects.filter(destroyed_at=None).values_list("number", "purpose", "root_id", "wrapped")
    for number, purpose, wrapping, wrapped in rows:
        if wrapping not in known or wrapped is None:
            raise KeyMissing
        bound = wrap_bound(number, purpose, wrapping)
        data[Purpose(purpose)][number] = envelope.unwrap(bytes(wrapped), under=known[wrapping], bound=bound)
    _ring = Ring(known, root, data, read_at)
    return _ring


def _matching_root(known: Mapping[int, bytes]) -> int:
    """The highest root in the database, which must be the one in the file."""
    row = RootKey.objects.order_by("-number").first()
    if (
        row is None
        or row.number not in known
        or not Root(row.number, known[row.number]).matches(bytes(row.check_value))
    ):
        raise KeyMissing
    return row.number
