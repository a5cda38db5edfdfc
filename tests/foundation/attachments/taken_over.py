"""A reading process that a file has taken over: ``python -m tests.foundation.attachments.taken_over [WORD …]``.

Tries all that its input names, and answers what it reached. Words: "sheets" runs it in place of the reader of
workbooks, "unlocked" without any lock, "without-…" with a part of it, "as-…" as another account,
which it becomes before that.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import platform
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

from minbar.foundation.attachments import kinds, process, recognition
from minbar.foundation.attachments.kinds import Format
from minbar.foundation.attachments.sandbox import landlock, lock, seccomp
from minbar.foundation.sheets.reading import process as sheets_process

PTRACE = {"x86_64": 101}.get(platform.machine(), 117)
SEIZE = 0x4206


def attempts(plan: dict[str, Any]) -> Iterator[tuple[str, Callable[[], Any]]]:
    yield "something left open", left_open
    for path in plan["files"]:
        yield path, lambda path=path: os.read(os.open(path, os.O_RDONLY), 1)
    parent = plan["parent"]
    yield "environment of the server", lambda: os.read(os.open(f"/proc/{parent}/environ", os.O_RDONLY), 1)
    yield "memory of the server", lambda: os.open(f"/proc/{parent}/mem", os.O_RDWR)
    yield "directory", lambda: os.listdir(plan["directory"])  # noqa: PTH208
    yield "new file", lambda: os.open(f"{plan['directory']}/new", os.O_WRONLY | os.O_CREAT)
    yield "signal", lambda: os.kill(parent, 0)
    yield "tracing", lambda: traced(parent)
    yield "program", lambda: subprocess.run(["/bin/true"], check=True)
    yield "process", fork
    yield "database", lambda: socket.socket(socket.AF_UNIX).connect(plan["database"])
    yield "tcp", lambda: socket.socket(socket.AF_INET).connect(("127.0.0.1", plan["port"]))
    yield "udp", lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", plan["port"]))
    for name in plan["secrets"]:
        yield name, lambda name=name: os.environ[name]


def traced(parent: int) -> None:
    if ctypes.CDLL(None).syscall(*map(ctypes.c_long, (PTRACE, SEIZE, parent, 0, 0))) < 0:
        raise PermissionError


def fork() -> None:
    if (child := os.fork()) == 0:
        os._exit(0)
    os.waitpid(child, 0)


def left_open() -> None:
    """A file that the server had open when it began this process."""
    for handle in range(3, 256):
        with contextlib.suppress(OSError):
            if os.pread(handle, 6, 0) == b"canary":
                return
    raise FileNotFoundError


def reached(plan: dict[str, Any]) -> list[str]:
    found = []
    for name, attempt in attempts(plan):
        with contextlib.suppress(OSError, KeyError, subprocess.SubprocessError):
            attempt()
            found.append(name)
    return found


def clean(content: bytes) -> tuple[Format, bytes]:
    return kinds.TEXT, json.dumps(reached(json.loads(content))).encode()


def frames(content: bytes, ending: str) -> Iterator[tuple[Any, ...]]:
    yield "worksheet", "t"
    yield "rows", [reached(json.loads(content))]
    yield "done", "csv"


def main() -> None:
    words = sys.argv[1:]
    if "without-landlock" in words:
        landlock.forbid_all = lambda: 0
    if "without-filter" in words:
        seccomp.allow_only_computing = lambda: False

    def lock_as_told() -> lock.InForce:
        for account in [int(word[3:]) for word in words if word.startswith("as-")]:
            os.setgroups([])
            os.setresgid(account, account, account)
            os.setresuid(account, account, account)
        return lock.InForce(False, 0, False) if "unlocked" in words else lock.lock()

    process.lock = sheets_process.lock = lock_as_told
    recognition.clean, sheets_process.frames = clean, frames
    sheets_process.main() if "sheets" in words else process.main()


if __name__ == "__main__":
    main()
