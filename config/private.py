"""Whatever Minbar writes is its owner's alone: nobody else on the machine reads e-mails, reports or workbooks."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final

#: Nothing for the group, nothing for others.
UMASK: Final = 0o077
OTHERS: Final = 0o077
#: Through it goes the database's user, where that is another; it cannot look around.
PASSAGE: Final = 0o711


def keep_private() -> None:
    """Give files that this process writes, and its children, to their owner alone. Each way in calls it first."""
    os.umask(UMASK)


def tighten(directory: Path, *, passage: bool, leave: tuple[str, ...] = ()) -> None:
    """Take from others what earlier versions left open to them below the data directory.

    What lies in a directory that is shut already cannot be reached, and is not looked at again: a start costs little.

    Args:
        passage: whether another user of the machine must pass through ``directory`` itself.
        leave: how the names begin of what belongs to that user.
    """
    if not directory.exists() or directory.stat().st_uid != os.geteuid():
        return
    for path in directory.iterdir():
        if not path.name.startswith(leave) and not path.is_symlink() and _is_open(path):
            _shut(path)
    if _is_open(directory) and _is_ours(directory):
        directory.chmod(PASSAGE if passage else 0o700)


def give(directory: Path, user: int, group: int) -> None:
    """Give a directory with all that is in it to another user, and to nobody else. Itself last: killed before, it is
    given again."""
    for path in (*directory.rglob("*"), directory):
        if not path.is_symlink():
            path.chmod(stat.S_IMODE(path.stat().st_mode) & ~OTHERS)
        os.chown(path, user, group, follow_symlinks=False)


def _is_open(path: Path) -> bool:
    return bool(stat.S_IMODE(path.stat().st_mode) & OTHERS)


def _is_ours(directory: Path) -> bool:
    """Whether it was made for Minbar: somebody may have named a directory that holds other things."""
    return (directory / "postgres").exists() or (directory / "secret_key").exists()


def _shut(path: Path) -> None:
    """A file, or a directory from within, itself last."""
    if path.is_dir():
        for below in path.iterdir():
            if not below.is_symlink():
                _shut(below)
    path.chmod(stat.S_IMODE(path.stat().st_mode) & ~OTHERS)
