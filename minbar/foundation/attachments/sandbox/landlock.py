"""Landlock: a Linux process takes from itself the files, the network and the signals that it was allowed.

See https://docs.kernel.org/userspace-api/landlock.html; the numbers are those of ``linux/landlock.h``. What is open
already stays open. A path's Unix socket is not covered; :mod:`.seccomp` covers it.
"""

from __future__ import annotations

import ctypes
import sys

_CREATE_RULESET, _RESTRICT_SELF = 444, 446  # the same on every architecture
_VERSION_FLAG = 1
_NO_NEW_PRIVILEGES = 38

#: The highest known right over files, by the version of the kernel's interface that brought it.
_RIGHTS_OVER_FILES = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
_CONNECT_AND_BIND_TCP = 0b11  # since 4
_ABSTRACT_SOCKETS_AND_SIGNALS = 0b11  # since 6


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


def version() -> int:
    """The version of the kernel's interface; 0 where there is none, or it is switched off."""
    if not sys.platform.startswith("linux"):
        return 0
    found: int = _libc().syscall(ctypes.c_long(_CREATE_RULESET), None, ctypes.c_long(0), ctypes.c_long(_VERSION_FLAG))
    return max(found, 0)


def forbid_all() -> int:
    """Forbid this thread, for good, to open any file and what else the kernel can; the version by which, or 0."""
    known = version()
    if not known:
        return 0
    rights = _Ruleset(
        files=(1 << _RIGHTS_OVER_FILES[min(known, 5)]) - 1,
        network=_CONNECT_AND_BIND_TCP if known >= 4 else 0,
        scoped=_ABSTRACT_SOCKETS_AND_SIGNALS if known >= 6 else 0,
    )
    size = 24 if known >= 6 else 16 if known >= 4 else 8
    libc = _libc()
    rules = libc.syscall(ctypes.c_long(_CREATE_RULESET), ctypes.byref(rights), ctypes.c_long(size), ctypes.c_long(0))
    if rules < 0 or libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return 0
    done = libc.syscall(ctypes.c_long(_RESTRICT_SELF), ctypes.c_long(rules), ctypes.c_long(0))
    return known if done == 0 else 0


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
