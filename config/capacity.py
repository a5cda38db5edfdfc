"""How much at once: what this machine and its database bear, so that a crowd waits instead of failing.

Each request at work holds one connection to the database, so the requests at once are what bounds everything: workers
(processes, one a core) times threads. More of them make no page faster, for Python runs one thread a process at a time.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import psycopg

MEBIBYTE = 2**20
#: Threads of a worker: a page waits for the database a third of its time, and an export keeps one for seconds.
THREADS = 4
MOST_WORKERS = 16
#: What a worker takes when it has been at work for a while.
WORKER_MEMORY = 400 * MEBIBYTE
#: Connections of the worker of jobs: its own pool of four, one that listens, and one for each of two jobs.
JOBS = 7
#: Connections that are left to the command line, to copies and to the administrator.
RESERVE = 10
#: How many requests of a worker may wait for a thread, and for how many seconds, before they are told to come again.
WAITING = 128
PATIENCE = 1.1

_CGROUPS = Path("/sys/fs/cgroup")


@dataclass(frozen=True)
class Machine:
    """What there is to work with; ``memory`` in bytes."""

    cores: int
    memory: int


@dataclass(frozen=True)
class Capacity:
    """How many answer at once, how many wait for their turn, and for how many seconds."""

    workers: int
    threads: int
    waiting: int = WAITING
    patience: float = PATIENCE

    @property
    def connections(self) -> int:
        """The most that ``minbar serve`` opens: for its pages, and for its jobs."""
        return self.workers * self.threads + JOBS


def this_machine() -> Machine:
    """Cores and memory that this process may use: a container's, where it is in one."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    if quota := _limit(_CGROUPS / "cpu.max"):
        cores = min(cores, max(1, quota[0] // quota[1]))
    if most := _limit(_CGROUPS / "memory.max"):
        memory = min(memory, most[0])
    return Machine(cores, memory)


def _limit(path: Path) -> list[int]:
    """The numbers of a limit; none where there is no limit ("max")."""
    with contextlib.suppress(OSError, ValueError):
        return [int(number) for number in path.read_text().split()]
    return []


def capacity_of(machine: Machine, connections: int | None = None) -> Capacity:
    """What ``machine`` bears, with at most ``connections`` to the database for all that is served.

    ``MINBAR_WORKERS`` and ``MINBAR_THREADS`` say otherwise; even then there are never more than ``connections``.
    """
    workers = max(1, min(machine.cores, MOST_WORKERS, machine.memory // 2 // WORKER_MEMORY))
    workers = _named("MINBAR_WORKERS", workers)
    threads = _named("MINBAR_THREADS", THREADS)
    capacity = Capacity(workers, threads)
    if connections is None:
        return capacity
    while capacity.connections > connections and capacity.workers > 1:
        capacity = replace(capacity, workers=capacity.workers - 1)
    return replace(capacity, threads=max(1, min(threads, connections - JOBS)))


def _named(variable: str, otherwise: int) -> int:
    value = os.environ.get(variable, "")
    return max(1, int(value)) if value.isdecimal() else otherwise


def connections_for(connection: psycopg.Connection) -> int:
    """How many connections may be served from, as the server, the database and the role limit them.

    What is held back for superusers, and :data:`RESERVE` for the command line, is not among them.
    """
    row = connection.execute(_LIMITS).fetchone()
    assert row is not None
    limits = [int(limit) for limit in row if limit >= 0]
    return max(JOBS + 1, min(limits) - RESERVE)


_LIMITS = """
SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
         - coalesce(current_setting('reserved_connections', true)::int, 0),
       (SELECT datconnlimit FROM pg_database WHERE datname = current_database()),
       (SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user)
"""
