"""Blind indexes: finding a sealed value without opening any.

A room declares each in its ``blind_indexes.py``, with the reason why it must be found by that value::

    declare_index("casework.phone", why="A second file for the same person is noticed when she calls.")

and normalises values before it asks, so that equal ones are equal in writing. An index is HMAC-SHA256 under its own
key, cut to 16 bytes. Whoever holds the database sees which rows are equal, and how often each value occurs: so no
index over values of which there are few.
"""

from __future__ import annotations

import enum
import hmac
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from minbar.foundation.vault import keyring
from minbar.foundation.vault.envelope import derive
from minbar.foundation.vault.errors import KeyMissing

DIGEST_BYTES: Final = 16
#: Fewer possible values than this are told by how often each occurs: dates of birth (some 36,500) are below it.
FEWEST_VALUES: Final = 100_000


@dataclass(frozen=True)
class BlindIndex:
    """A declared index.

    ``rebuild`` computes all its rows anew under the newest key, in batches, and yields the rows done so far; it may be
    called again after it was stopped. An index without one keeps its keys until its last row is gone.
    """

    name: str
    why: str
    rebuild: Callable[[], Iterator[int]] | None = None


_INDEXES: dict[str, BlindIndex] = {}


def declare_index(
    name: str, *, why: str, possible_values: int | None = None, rebuild: Callable[[], Iterator[int]] | None = None
) -> None:
    """Declare a blind index.

    Args:
        name: room and what is found by it, "casework.phone". Its key is derived from it: never rename it.
        why: the reason why it is needed.
        possible_values: how many different values there can be, where that can be said.
        rebuild: see :class:`BlindIndex`.

    Raises:
        ValueError: it is declared already, there is no reason, or the values are too few.
    """
    if name in _INDEXES:
        raise ValueError(f"the blind index '{name}' is declared twice")
    if not why.strip():
        raise ValueError(f"say why the blind index '{name}' is needed")
    if possible_values is not None and possible_values < FEWEST_VALUES:
        raise ValueError(f"'{name}' has too few possible values: each is told by how often it occurs")
    _INDEXES[name] = BlindIndex(name, why, rebuild)


def declared_indexes() -> dict[str, BlindIndex]:
    """All declared indexes by name."""
    return dict(_INDEXES)


def is_declared(name: str) -> bool:
    return name in _INDEXES


def blind_index(name: str, value: str | bytes) -> bytes:
    """The index of ``value``, to be written: 16 bytes.

    Raises:
        LookupError: the index is not declared.
        ValueError: the value is empty, or of a kind that has few values (truth, choice, number).
        KeyMissing: there is no key.
    """
    return _digests(name, value, only_newest=True)[0]


def blind_candidates(name: str, value: str | bytes) -> list[bytes]:
    """The indexes under which ``value`` may stand, one for each live key: more than one only during a rotation.

    Raises:
        as :func:`blind_index`.
    """
    return _digests(name, value, only_newest=False)


def _digests(name: str, value: str | bytes, *, only_newest: bool) -> list[bytes]:
    if name not in _INDEXES:
        raise LookupError(f"no blind index '{name}' is declared")
    if isinstance(value, enum.Enum) or not isinstance(value, str | bytes) or not value:
        raise ValueError(f"'{name}' takes text or bytes that are not empty and not one of few choices")
    message = value.encode() if isinstance(value, str) else value
    keys = keyring.index_keys()
    if not keys:
        raise KeyMissing
    return [_digest(key, name, message) for key in (keys[:1] if only_newest else keys)]


def _digest(key: bytes, name: str, message: bytes) -> bytes:
    return hmac.digest(_own_key(key, name), message, "sha256")[:DIGEST_BYTES]


@lru_cache(maxsize=256)
def _own_key(key: bytes, name: str) -> bytes:
    return derive(key, f"minbar vault index {name}".encode())
