"""The rows of a sheet as records: the one way in which the engine reads and writes them (:class:`Store`)."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol, TypeVar

from minbar.foundation.sheets.cells import Limits
from minbar.foundation.sheets.declare import Column

Item = TypeVar("Item")
Values = Mapping[str, Any]
#: Rows that are handed on at once.
BATCH = 5_000


class Known(NamedTuple):
    """A record that is there."""

    pk: int
    uid: uuid.UUID


class Update(NamedTuple):
    """New values for a record; ``changed`` are the keys of those that differ."""

    known: Known
    values: Values
    changed: frozenset[str]


@dataclass
class Line:
    """A data row on its way: its number, its cleaned values, and the record that it was found to be."""

    number: int
    values: dict[str, Any]
    uid: uuid.UUID | None = None
    known: Known | None = None


class AmbiguousMatch(NamedTuple):
    """Several records answer to a row."""

    records: int


class Store(Protocol):
    def limits(self, column: Column) -> Limits: ...

    def by_identifier(self, uids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Known]: ...

    def match(self, rows: Sequence[Values]) -> list[Known | AmbiguousMatch | None]:
        """The record that each row is, by identity."""
        ...

    def states(self, known: Sequence[Known]) -> list[Values]: ...

    def create(self, rows: Sequence[Values], *, by: Any) -> list[Known]: ...

    def update(self, updates: Sequence[Update], *, by: Any) -> None: ...

    def delete(self, known: Sequence[Known], *, by: Any) -> None: ...


def batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """The items, ``BATCH`` at a time."""
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
