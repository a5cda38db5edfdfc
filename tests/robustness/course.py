"""One piece of work killed at many points, looked at after each kill, and brought to its end."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from minbar.foundation.journal.checkpoints import checkpoints, public_key
from minbar.foundation.journal.export import exported_entries
from minbar.foundation.journal.verifier import verify
from tests.robustness.killing import NOWHERE, Outcome, Point, run_until

#: Of so many points one is by the clock: within a statement, while the server works.
BY_THE_CLOCK = 5
#: How often what was taken up after a kill is killed again.
AGAIN = 0.3


class Work(Protocol):
    """Something that is done in one go, and taken up by entry it again."""

    def lay(self) -> None:
        """What is there before anything is done; once."""

    def set_out(self) -> None:
        """Make it due, or due again."""

    def run(self) -> None:
        """Do it, or take it up. In a process that may be killed."""

    def beside(self) -> None:
        """A step of what others do meanwhile.

        Raises:
            AssertionError: they saw what they must not see.
        """

    def check(self) -> str:
        """What must hold at any time; returns where the work stands.

        Raises:
            AssertionError: something is lost, or half.
        """

    def check_whole(self) -> str:
        """The same, and that it is done."""


@dataclass
class Tally:
    """What was killed where, and how it stood then."""

    points: int = 0
    by_the_clock: int = 0
    again: int = 0
    events: int = 0
    at: Counter[str] = field(default_factory=Counter)
    stood: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def count(self, outcome: Outcome, stood: str, *, again: bool = False) -> None:
        self.points += not again
        self.again += again
        self.by_the_clock += not again and outcome.what == "by the clock"
        self.at[outcome.what] += 1
        self.stood[stood] += 1

    def __str__(self) -> str:
        at, stood = (", ".join(f"{number} {name}" for name, number in sorted(c.items())) for c in (self.at, self.stood))
        return (
            f"{self.points} points over {self.events} events ({self.by_the_clock} by the clock), "
            f"{self.again} kills of what was taken up; {self.seconds:.0f} s\n  killed: {at}\n  it stood then: {stood}"
        )


def kill(work: Work, *, points: int, seed: int) -> Tally:
    """Kill ``work`` at ``points`` points spread over all of its run; each time it must come to its end after all.

    Raises:
        AssertionError: an invariant does not hold; the message says after which kill.
        Failed: it could not be taken up.
    """
    draw, tally, began = random.Random(seed), Tally(), time.monotonic()
    work.lay()
    work.set_out()
    whole = run_until(NOWHERE, work.run, work.beside)
    work.check_whole()
    tally.events = whole.events
    work.set_out()
    missed = 0
    while tally.points < points:
        point = _point(tally.points, points, whole, draw, missed)
        outcome = run_until(point, work.run, work.beside)
        missed = 0 if outcome.killed else missed + 1
        if outcome.killed:
            tally.count(outcome, _checked(work.check, outcome, tally))
            while draw.random() < AGAIN:
                outcome = run_until(_anywhere(whole, draw), work.run, work.beside)
                if outcome.killed:
                    tally.count(outcome, _checked(work.check, outcome, tally), again=True)
            run_until(NOWHERE, work.run, work.beside)
        _checked(work.check_whole, outcome, tally)
        work.set_out()
    tally.seconds = time.monotonic() - began
    return tally


def _point(number: int, points: int, whole: Outcome, draw: random.Random, missed: int) -> Point:
    """The next point; an earlier one where a run was shorter than the first and escaped it."""
    if number % BY_THE_CLOCK == BY_THE_CLOCK - 1:
        return Point(seconds=draw.uniform(0.01, whole.seconds / (1 + missed)))
    return _anywhere(whole, draw) if missed else Point(event=1 + number * whole.events // points)


def _anywhere(whole: Outcome, draw: random.Random) -> Point:
    return Point(event=draw.randint(1, whole.events))


def _checked(check: Callable[[], str], outcome: Outcome, tally: Tally) -> str:
    try:
        check_journal()
        return check()
    except AssertionError as error:
        error.add_note(f"after point {tally.points + 1}, killed {outcome.what}")
        raise


def check_journal() -> None:
    """The chain is whole, and every checkpoint holds."""
    report = verify(exported_entries(), checkpoints(), public_key())
    assert report.whole, report.findings[:3]
