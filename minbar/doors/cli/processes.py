"""The processes of ``minbar serve``: each is started again when it fails, and all end together."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

#: Tells a process that it ends with the one of this number, which started it.
TOGETHER = "MINBAR_ENDS_WITH"
#: Seconds before a failed process is started again; twice as many each time, up to the second number.
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
#: Seconds after which a process counts as well again.
WELL_AFTER = 60.0
#: Seconds that a process has to finish what it is at.
TO_FINISH = 30.0
#: Seconds between two looks at who is still there.
GLANCE = 0.25


@dataclass
class Process:
    """One of the processes: a ``minbar`` command, and what its environment says besides."""

    command: list[str]
    environment: Mapping[str, str]
    running: subprocess.Popen[bytes] | None = None
    pause: float = FIRST_PAUSE
    started: float = 0.0
    due: float = field(default_factory=time.monotonic)

    def start(self) -> None:
        self.started = time.monotonic()
        self.running = subprocess.Popen(
            [sys.executable, "-m", "minbar.doors.cli.main", *self.command],
            env=os.environ | self.environment | {TOGETHER: str(os.getpid())},
            stdin=subprocess.DEVNULL,
        )

    def look(self) -> None:
        """Start it where it is not running and is due; one that failed is due after a pause."""
        now = time.monotonic()
        if self.running is not None and self.running.poll() is not None:
            if now - self.started > WELL_AFTER:
                self.pause = FIRST_PAUSE
            self.due, self.pause = now + self.pause, min(2 * self.pause, LONGEST_PAUSE)
            self.running = None
        if self.running is None and now >= self.due:
            self.start()

    def end(self) -> None:
        if self.running is not None:
            self.running.terminate()

    def wait(self, until: float) -> None:
        """Until it has ended; by force when its time is over."""
        if self.running is None:
            return
        try:
            self.running.wait(timeout=max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.running.kill()
            self.running.wait()


def run_together(processes: list[Process]) -> None:
    """Keep all of them running until this process is told to end (SIGINT, SIGTERM)."""
    with _told_to_end() as ending:
        try:
            while not ending.wait(GLANCE):
                for process in processes:
                    process.look()
        finally:
            for process in processes:
                process.end()
            until = time.monotonic() + TO_FINISH
            for process in processes:
                process.wait(until)


@contextlib.contextmanager
def _told_to_end() -> Iterator[threading.Event]:
    ending = threading.Event()
    former = {number: signal.signal(number, lambda *_: ending.set()) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield ending
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


def end_with_parent() -> None:
    """End this process when the one that started it is gone, however it went, where that one asks for it."""
    if parent := os.environ.pop(TOGETHER, ""):
        end_with(int(parent))


def end_with(parent: int) -> None:
    """End this process, as one is told to, when its parent is another than ``parent``."""
    threading.Thread(target=_wait_for_the_end, args=(parent,), daemon=True).start()


def _wait_for_the_end(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(GLANCE)
    os.kill(os.getpid(), signal.SIGTERM)
