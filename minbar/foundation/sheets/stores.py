"""Which store a sheet has: :class:`.tables.PlainStore` for a plain model, :class:`HandlerStore` where the room has a
handler."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any

from minbar.foundation.sheets.cells import Limits, declared_limits
from minbar.foundation.sheets.declare import Column, RowHandler, Sheet
from minbar.foundation.sheets.rows import AmbiguousMatch, Known, Store, Update, Values, batches
from minbar.foundation.sheets.tables import PlainStore


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


def store_of(sheet: Sheet, within: Callable[[], AbstractContextManager[Any]] | None = None) -> Store:
    """The store of a sheet; for ``within`` see :class:`HandlerStore`."""
    return HandlerStore(sheet, sheet.handler, within) if sheet.handler else PlainStore(sheet)
