"""The lock itself, and what of it is in force on this machine (run as a program, it tries and says so)."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass

from minbar.foundation.attachments.confinement import UNLOCKED, Refused, confine, environment
from minbar.foundation.attachments.sandbox import landlock, seccomp

_COMMAND = ("-P", "-m", "minbar.foundation.attachments.sandbox.lock")
#: Nobody's: not an account of Debian, Fedora or Alpine, beyond what systemd gives out, within what containers have.
NOBODY_ELSE = 65533
MEMORY, SECONDS = 256 * 1024 * 1024, 10


@dataclass(frozen=True)
class InForce:
    """What a process has taken from itself.

    ``account``: it is not root, or was and has gone over to an account that owns nothing. ``landlock``: the version of
    the interface, 0 for none. ``system_calls``: only those that compute.
    """

    account: bool
    landlock: int
    system_calls: bool

    @property
    def reaches_nothing(self) -> bool:
        """No file, no socket, no other process. Landlock alone leaves Unix sockets, such as the database's."""
        return self.system_calls


def lock() -> InForce:
    """Take everything from this process but what it has open, memory and time. It must have one thread.

    Raises:
        Refused: "not_confined", where the machine allows too little and nobody said that this is all right.
    """
    found = InForce(_leave_root(), landlock.forbid_all(), seccomp.allow_only_computing())
    if not found.reaches_nothing and not os.environ.get(UNLOCKED):
        raise Refused("not_confined")
    return found


def _leave_root() -> bool:
    """Go over to an account that owns nothing, where that is allowed; it takes every privilege along."""
    if os.geteuid() != 0:
        return True
    with contextlib.suppress(OSError):  # a container may keep even its root from this
        os.setgroups([])
        os.setresgid(NOBODY_ELSE, NOBODY_ELSE, NOBODY_ELSE)
        os.setresuid(NOBODY_ELSE, NOBODY_ELSE, NOBODY_ELSE)
    return os.geteuid() != 0


def in_force() -> InForce:
    """What holds for a process that reads a file on this machine now: one is started, and asked."""
    done = subprocess.run(
        [sys.executable, *_COMMAND],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=environment() | {UNLOCKED: "1"},
        cwd="/",
        timeout=60,
        check=False,
    )
    try:
        return InForce(**json.loads(done.stdout))
    except ValueError:
        return InForce(account=False, landlock=0, system_calls=False)


def main() -> None:
    confine(memory=MEMORY, seconds=SECONDS)
    found = asdict(lock())
    with contextlib.suppress(OSError):  # believe what happens, not what was asked for
        os.close(os.open("/", os.O_RDONLY))
        found |= {"landlock": 0, "system_calls": False}
    with contextlib.suppress(OSError):
        os.close(os.dup(1))
        found["system_calls"] = False
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
