"""A run in a process of its own that is killed (SIGKILL): at one of its events, or by the clock.

Events are what a run does to the world outside it: each statement, each piece of a COPY, each commit, each step with a
file. A process dies before or after one of them.
"""

from __future__ import annotations

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple, NoReturn

import psycopg
from django.db import connection, connections

#: Seconds between two steps of those beside.
PAUSE = 0.05
#: Seconds between two looks whether it has ended.
GLANCE = 0.003
#: Seconds within which the server must have noticed that a process is gone.
NOTICED_WITHIN = 30.0
WATCHED = (
    (psycopg.Cursor, "execute"),
    (psycopg.Cursor, "executemany"),
    (psycopg.Copy, "write"),
    (psycopg.Copy, "write_row"),
    (psycopg.Copy, "__exit__"),
    (psycopg.Connection, "commit"),
    (os, "link"),
    (os, "replace"),
    (os, "unlink"),
    (os, "fsync"),
)


class Point(NamedTuple):
    """Where a run is killed: at its ``event``-th event, or after ``seconds``; nowhere where both are none."""

    event: int = 0
    seconds: float = 0.0


NOWHERE = Point()


class Outcome(NamedTuple):
    """How a run ended: ``what`` it was at when it killed itself, or how many ``events`` a whole run had."""

    killed: bool
    what: str
    events: int
    seconds: float


class Failed(Exception):
    """A run ended by an error of its own."""


@dataclass
class Events:
    """Counts the events of this process and kills it at the last that it may have."""

    last: int
    report: int
    count: int = 0

    def passed(self, what: str) -> None:
        self.count += 1
        if self.count == self.last:
            os.write(self.report, what.encode())
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        for owner, name in WATCHED:
            setattr(owner, name, self._around(getattr(owner, name), name))

    def _around(self, does: Callable[..., Any], name: str) -> Callable[..., Any]:
        def watched(*arguments: Any, **options: Any) -> Any:
            self.passed(f"before {name}")
            result = does(*arguments, **options)
            self.passed(f"after {name}")
            return result

        return watched


def run_until(point: Point, run: Callable[[], None], beside: Callable[[], None]) -> Outcome:
    """Run in a child that dies at ``point``; call ``beside`` again and again in this process meanwhile.

    Raises:
        Failed: it ended by an error of its own.
    """
    connections.close_all()  # a connection cannot be shared with a child
    reading, writing = os.pipe()
    sys.stdout.flush()
    began = time.monotonic()
    child = os.fork()
    if not child:
        _in_the_child(run, Events(point.event, writing))
    os.close(writing)
    status = _watch_over(child, began + point.seconds if point.seconds else None, beside)
    seconds = time.monotonic() - began
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    _wait_for_the_server()
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    if not killed and status:
        raise Failed(said)
    return Outcome(killed, said or "by the clock", 0 if killed else int(said), seconds)


def _in_the_child(run: Callable[[], None], events: Events) -> NoReturn:
    status = 1
    try:
        events.watch()
        run()
        os.write(events.report, str(events.count).encode())
        status = 0
    except BaseException:
        os.write(events.report, traceback.format_exc().encode())
    finally:
        os._exit(status)


def _watch_over(child: int, until: float | None, beside: Callable[[], None]) -> int:
    due = time.monotonic()
    try:
        while True:
            ended, status = os.waitpid(child, os.WNOHANG)
            if ended:
                return status
            if until is not None and time.monotonic() >= until:
                os.kill(child, signal.SIGKILL)
                return os.waitpid(child, 0)[1]
            if time.monotonic() >= due:
                beside()
                due = time.monotonic() + PAUSE
            time.sleep(GLANCE)
    except BaseException:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        raise


def _wait_for_the_server() -> None:
    """Until no other process is signed in to the database: a statement that was sent is carried out to its end."""
    query = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        " AND backend_type = 'client backend'"
    )
    until = time.monotonic() + NOTICED_WITHIN
    with connection.cursor() as cursor:
        while time.monotonic() < until:
            cursor.execute(query)
            if cursor.fetchone() == (0,):
                return
            time.sleep(0.01)
    raise Failed("the server still holds the connection of a process that was killed")
