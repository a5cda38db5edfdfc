"""Long texts that are made to take ever longer: what reads them takes its time by their length, or refuses them.

No clock is read. Each reader has far more of the processor's time than it needs for 300,000 characters, and far less
than it would need if each of them made it look at all the others.
"""

from __future__ import annotations

import inspect
import os
import pkgutil
import resource
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest

from minbar.evidence.editions.checks.texts import typed_numbers
from minbar.evidence.editions.markup import read_narrative
from minbar.evidence.rendering.isolating import split_isolated
from minbar.foundation import text
from minbar.foundation.attachments.names import disposition, tidy_name
from minbar.foundation.attachments.plain import decode
from minbar.foundation.figures.forms import _wanted
from minbar.foundation.figures.period import read_unit
from minbar.foundation.sheets import cells, vocabulary
from minbar.foundation.sheets.problems import BadCell
from minbar.foundation.sheets.reading.delimited import delimiter_of, looks_like_formula
from minbar.foundation.text.names import NameIndex, score
from minbar.work.casework.evidence_requests import scanning

LENGTH = 300_000
SECONDS = 30
ROUNDS = ("1", "*a", "**", "***a", "{", "{a", "(", "#", "- ", "<", "a", "ا", "a@", "@", "www.", "http://", "1,", "1.")
ROUNDS += ("1 ", "1-", "ال", "al ", "abd ", "عبد ", "aا,", "'", "\n", "\t", "\\", "=", "٣", "é", "\u0301", "\u200f")
HOSTILE = [
    *(one * (LENGTH // len(one)) for one in ROUNDS),
    *(
        f"{start}{' ' * LENGTH}{end}"
        for start, end in (("1", "x"), ("12:00", "x"), ("##", "x"), ("a", "#"), ("a", ".."))
    ),
]


def of_text() -> Iterator[tuple[str, Callable[[str], Any]]]:
    """All functions of the room that take a text and need nothing else."""
    for found in pkgutil.iter_modules(text.__path__):
        module = import_module(f"{text.__name__}.{found.name}")
        for name, function in inspect.getmembers(module, inspect.isroutine):
            if name.startswith("_") or getattr(function, "__module__", "") != module.__name__:
                continue
            first, *others = inspect.signature(function).parameters.values() or [None]
            if first and first.annotation in {"str", "object"} and all(one.default is not one.empty for one in others):
                yield f"{found.name}.{name}", function


def of_cells() -> Iterator[tuple[str, Callable[[str], Any]]]:
    for kind, make in cells.PARSERS.items():
        yield f"cells.{kind}", make(cells.Limits())


ELSEWHERE: dict[str, Callable[[str], Any]] = {
    "markup": read_narrative,
    "typed numbers": typed_numbers,
    "isolated": split_isolated,
    "headers": vocabulary.without_aside,
    "delimiter": delimiter_of,
    "formula": looks_like_formula,
    "decoded": lambda found: decode(found.encode()),
    "name of a file": lambda found: tidy_name(found, "pdf"),
    "disposition": disposition,
    "score": lambda found: score(found, found),
    "index of names": lambda found: NameIndex([found]).search(found),
    "period": lambda found: read_unit("quarter", found),
    "range of a filter": _wanted,
    "ages": scanning.ages_in,
    "scan": lambda found: scanning.scan(found, known=scanning.Known(), places={}),
}
READERS = {**dict(of_text()), **dict(of_cells()), **ELSEWHERE}


def test_the_readers_of_text_are_among_them() -> None:
    assert {"numbers.parse_integer", "dates.parse_date", "normalise.normalise", "keys.consonant_key"} <= READERS.keys()
    assert len(READERS) > 40


@pytest.mark.parametrize("name", READERS)
def test_reads_a_long_text_in_a_time_that_grows_with_its_length(name: str) -> None:
    """In a process of its own, which is ended when its time is over."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        for found in HOSTILE:
            try:
                READERS[name](found)
            except (ValueError, BadCell, LookupError):
                pass
            except BaseException:  # anything else is this reader's mistake, and told by the exit
                os._exit(3)
        os._exit(0)
    _child, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0


def test_a_number_or_date_that_is_longer_than_any_is_refused_before_it_is_read() -> None:
    from decimal import Decimal

    from minbar.foundation.text.dates import NotADate, parse_date
    from minbar.foundation.text.numbers import NotANumber, parse_integer

    for value in ("1" * 200_000, "1" * 61, Decimal("1E+999999"), 10**100, "٣" * 5_000):
        with pytest.raises(NotANumber):
            parse_integer(value)
    with pytest.raises(NotADate):
        parse_date("1" * 5_000 + " May")
    assert parse_integer("1" * 60) == int("1" * 60)
