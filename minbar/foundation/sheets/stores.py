"""Where the rows of a sheet are kept: the one way in which the engine reads and writes records.

:class:`PlainStore` writes a plain model's table with COPY; :class:`HandlerStore` leaves it to the room's handler.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, NamedTuple, Protocol, TypeVar

from minbar.foundation.sheets.cells import Limits
from minbar.foundation.sheets.declare import Column, RowHandler, Sheet

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


class HandlerStore:
    """Asks the room's handler, in batches, within what the sheet declares to be opened around it.

    ``within`` replaces that where the caller has opened something narrower.
    """

    def __init__(
        self, sheet: Sheet, handler: RowHandler, within: Callable[[], AbstractContextManager[Any]] | None = None
    ) -> None:
        self.sheet = sheet
        self.handler = handler
        self.within = within or sheet.within

    def limits(self, column: Column) -> Limits:
        from minbar.foundation.sheets.tables import declared_limits

        return declared_limits(column)

    def by_identifier(self, uids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Known]:
        found: dict[uuid.UUID, Known] = {}
        for batch in batches(uids):
            with self.within():
                query = self.sheet.model._default_manager.filter(uid__in=batch).values_list("pk", "uid")
                found |= {uid: Known(pk, uid) for pk, uid in query}
        return found

    def match(self, rows: Sequence[Values]) -> list[Known | AmbiguousMatch | None]:
        found: list[Known | AmbiguousMatch | None] = []
        for batch in batches(rows):
            with self.within():
                records: Sequence[Any] = self.handler.match(batch)
            found += [Known(record.pk, record.uid) if record is not None else None for record in records]
        return found

    def states(self, known: Sequence[Known]) -> list[Values]:
        found: list[Values] = []
        for batch in batches(known):
            with self.within():
                found += self.handler.state(self._instances(batch))
        return found

    def create(self, rows: Sequence[Values], *, by: Any) -> list[Known]:
        made: list[Known] = []
        for batch in batches(rows):
            with self.within():
                records: Sequence[Any] = self.handler.create(batch, by=by)
            made += [Known(record.pk, record.uid) for record in records]
        return made

    def update(self, updates: Sequence[Update], *, by: Any) -> None:
        for batch in batches(updates):
            changes = [{key: update.values[key] for key in update.changed} for update in batch]
            with self.within():
                self.handler.update(self._instances([update.known for update in batch]), changes, by=by)

    def delete(self, known: Sequence[Known], *, by: Any) -> None:
        for batch in batches(known):
            with self.within():
                self.handler.delete(self._instances(batch), by=by)

    def _instances(self, known: Sequence[Known]) -> list[Any]:
        found = self.sheet.model._default_manager.in_bulk([each.pk for each in known])
        return [found[each.pk] for each in known]


def batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """The items, ``BATCH`` at a time."""
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


def store_of(sheet: Sheet, within: Callable[[], AbstractContextManager[Any]] | None = None) -> Store:
    """The store of a sheet; for ``within`` see :class:`HandlerStore`."""
    from minbar.foundation.sheets.tables import PlainStore

    return HandlerStore(sheet, sheet.handler, within) if sheet.handler else PlainStore(sheet)
