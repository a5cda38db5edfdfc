"""A process that reads a stranger's file, with bounded memory and time: what happens to it happens to it alone."""

from __future__ import annotations

import os
import resource
import signal

MEBIBYTE = 1024 * 1024

#: Says that files are to be read also where the machine does not let a process lock itself in (see :mod:`.sandbox`).
UNLOCKED = "MINBAR_UNCONFINED"
#: What a child needs of its parent's environment; the rest may hold secrets.
PASSED_ON = ("PYTHONPATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "PYTHONHASHSEED", UNLOCKED)
#: What a child may write into files, which is to say: of complaints.
COMPLAINTS = MEBIBYTE


class Refused(Exception):
    """A file that is not taken; ``code`` says why (the ones who started the process keep the sentences)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def confine(*, memory: int, seconds: int) -> None:
    """Bound this process for good: bytes of address space, seconds of processor time, few complaints, no core dump."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (COMPLAINTS, COMPLAINTS))


def environment() -> dict[str, str]:
    """The environment for such a process, without what it has no business with."""
    return {name: os.environ[name] for name in PASSED_ON if name in os.environ}


def how_it_ended(code: int, complaints: bytes) -> str:
    """Why a process left without a word: "took_too_long", "bomb" (out of memory) or "corrupt" (a parser failed).

    Args:
        code: the exit status, negative for a signal.
        complaints: what it wrote to standard error.
    """
    if code in {-signal.SIGXCPU, -signal.SIGKILL}:
        return "took_too_long"
    return "bomb" if any(word in complaints for word in (b"memory", b"MemoryError", b"capacity")) else "corrupt"
