"""How a sealed value looks, and the two operations on it. Knows keys as bytes; where they come from is the keyring's.

A sealed value is ``version (1 byte) | key number (4, big-endian) | nonce (12) | ciphertext and tag``. The key is
HKDF-SHA256 of the data key and the subject's half. The header and the place (table, column, row) are authenticated
with the value, so that it opens nowhere else.
"""

from __future__ import annotations

import os
from typing import Final, NamedTuple
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from minbar.foundation.vault.errors import Tampered

KEY_BYTES: Final = 32
VERSION: Final = b"\x01"
NUMBER_BYTES: Final = 4
NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16
HEADER_BYTES: Final = len(VERSION) + NUMBER_BYTES
#: Plain values are filled up to a multiple of this, so that a short value's length does not tell which one it is.
BLOCK: Final = 32
SHORTEST: Final = HEADER_BYTES + NONCE_BYTES + BLOCK + TAG_BYTES


class Place(NamedTuple):
    """Where a sealed value stands; it can be opened nowhere else."""

    table: str
    column: str
    row: UUID

    def bound(self, number: int) -> bytes:
        return f"{self.table}|{self.column}|{self.row.hex}|{number}".encode()


def header(number: int) -> bytes:
    """The first bytes of every value that is sealed under the key ``number``."""
    return VERSION + number.to_bytes(NUMBER_BYTES, "big")


def is_sealed(value: bytes) -> bool:
    """Whether ``value`` has the form of a sealed value."""
    return len(value) >= SHORTEST and value[: len(VERSION)] == VERSION


def key_number(sealed: bytes) -> int:
    """The number of the data key under which ``sealed`` was sealed.

    Raises:
        Tampered: it does not have the form of a sealed value.
    """
    if not is_sealed(sealed):
        raise Tampered
    return int.from_bytes(sealed[len(VERSION) : HEADER_BYTES], "big")


def value_key(data_key: bytes, half: bytes) -> bytes:
    """The key of one subject's values; neither half alone tells anything of it."""
    return derive(data_key + half, b"minbar vault value")


def derive(material: bytes, purpose: bytes) -> bytes:
    """HKDF-SHA256 without salt: ``material`` is uniform already."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(material)


def seal(plain: bytes, *, key: bytes, number: int, place: Place) -> bytes:
    """Seal ``plain`` for ``place`` under the value key ``key``, derived from the data key ``number``."""
    nonce = os.urandom(NONCE_BYTES)
    return header(number) + nonce + AESGCM(key).encrypt(nonce, _filled(plain), place.bound(number))


def open_sealed(sealed: bytes, *, key: bytes, place: Place) -> bytes:
    """What was sealed for ``place``.

    Raises:
        Tampered: the value was altered, stood elsewhere, or ``key`` is another.
    """
    number = key_number(sealed)
    nonce, body = sealed[HEADER_BYTES : HEADER_BYTES + NONCE_BYTES], sealed[HEADER_BYTES + NONCE_BYTES :]
    try:
        return _emptied(AESGCM(key).decrypt(nonce, body, place.bound(number)))
    except InvalidTag:
        raise Tampered from None


def wrap(key: bytes, *, under: bytes, bound: str) -> bytes:
    """``key`` encrypted under another key, for the purpose and number that ``bound`` names."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(under).encrypt(nonce, key, bound.encode())


def unwrap(wrapped: bytes, *, under: bytes, bound: str) -> bytes:
    """The key that :func:`wrap` encrypted.

    Raises:
        Tampered: it was altered, wrapped for something else or under another key.
    """
    try:
        return AESGCM(under).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], bound.encode())
    except InvalidTag:
        raise Tampered from None


def _filled(plain: bytes) -> bytes:
    """ISO/IEC 7816-4: a bit set, then zeros."""
    return plain + b"\x80" + bytes(-(len(plain) + 1) % BLOCK)


def _emptied(filled: bytes) -> bytes:
    return filled.rstrip(b"\x00")[:-1]
