"""The root key: 32 bytes in a file outside the database, readable by its owner only.

The file (``MINBAR_VAULT_KEY``) is one line, ``minbar root <number> <64 hex digits>``. It is made once, where neither
the file nor any data key is there; with data keys in the database a missing file is an error, never a new root. While
the root is rotated its successor stands beside it, with ``.next`` to its name.
"""

from __future__ import annotations

import hmac
import os
import re
import secrets
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from minbar.foundation.vault.envelope import KEY_BYTES, derive
from minbar.foundation.vault.errors import KeyMissing

_LINE = re.compile(rf"minbar root (\d{{1,9}}) ([0-9a-f]{{{KEY_BYTES * 2}}})\s*")


class Root(NamedTuple):
    """A root key with its number."""

    number: int
    key: bytes

    def check_value(self) -> bytes:
        """What the database keeps, to tell this root from others; it tells nothing of the key."""
        return derive(self.key, f"minbar vault check value {self.number}".encode())

    def matches(self, check_value: bytes) -> bool:
        return hmac.compare_digest(self.check_value(), check_value)


def path() -> Path:
    """Where the root key's file lies."""
    return Path(settings.VAULT_KEY)


def next_path() -> Path:
    """Where the successor's file lies while the root is rotated."""
    return path().with_name(path().name + ".next")


def new_root(number: int) -> Root:
    return Root(number, secrets.token_bytes(KEY_BYTES))


def roots() -> dict[int, bytes]:
    """The root keys that are at hand, by number.

    Raises:
        KeyMissing: there is none.
    """
    found = [root for file in (path(), next_path()) if (root := read(file))]
    if not found:
        raise KeyMissing(_("The vault's root key is not at %(path)s.") % {"path": path()})
    return dict(found)


def read(file: Path) -> Root | None:
    """The root in ``file``; None where there is no file.

    Raises:
        KeyMissing: the file holds something else, or may not be read.
    """
    try:
        line = _LINE.fullmatch(file.read_text())
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        line = None
    if line is None:
        raise KeyMissing(_("%(path)s is not a root key of the vault, or cannot be read.") % {"path": file})
    return Root(int(line[1]), bytes.fromhex(line[2]))


def write(root: Root, file: Path) -> None:
    """Write ``root`` so that the file is whole or not there at all; it survives a loss of power.

    Raises:
        FileExistsError: something is there already.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w") as stream:
            stream.write(f"minbar root {root.number} {root.key.hex()}\n")
            stream.flush()
            os.fsync(stream.fileno())
        os.link(unfinished, file)
    finally:
        unfinished.unlink()
    _keep_entry(file.parent)


def succeed() -> None:
    """Put the successor in the root key's place; the former root is gone with that, and so is what was left of it."""
    for left in path().parent.glob(f".{path().name}.*"):
        left.unlink()  # by a process that was killed while it wrote
    next_path().replace(path())
    _keep_entry(path().parent)


def _keep_entry(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
