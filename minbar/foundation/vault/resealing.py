"""Sealing a table's values anew under another key, a batch at a time, while others read and write it.

A batch reads rows in the order of their ids, seals them, and writes back those that nobody changed or holds meanwhile.
Rows that others hold are passed over and found by the next pass: a batch never waits, so it is in no deadlock.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction

from minbar.foundation.vault import envelope, keyring, subjects
from minbar.foundation.vault.envelope import Place
from minbar.foundation.vault.errors import KeyMissing, Shredded, Tampered, Unreadable
from minbar.foundation.vault.records import SealedRecord
from minbar.foundation.vault.tables import MARK_BYTES, statements

#: Few enough for others not to notice the rows' locks, many enough for the cost of a statement not to count.
BATCH_ROWS: Final = 500
BATCH_BYTES: Final = 8 * 1024 * 1024

Values = list[bytes | None]


class Walled(Exception):
    """The table is behind row security, and its model does not say how rotation may see it whole."""


@dataclass(frozen=True)
class Row:
    """A row as it was read, its sealed values in the order of the columns."""

    id: int
    uid: UUID
    subject: UUID
    values: Values


@dataclass
class Batch:
    """What a batch did: the last row's id (None at the table's end), rows written, ids of rows that nothing opens."""

    last: int | None = None
    written: int = 0
    unreadable: list[int] = field(default_factory=list)


class Resealer:
    """Seals the values of one table under the data key ``number``."""

    def __init__(self, model: type[SealedRecord], number: int) -> None:
        self.model = model
        self.number = number
        self._statements = statements(model)

    def check_it_sees_all(self) -> None:
        """A key must not be destroyed over rows that were hidden.

        Raises:
            Walled: the table has row security and the model names no ``system_access``.
        """
        with connection.cursor() as cursor:
            query = "SELECT relrowsecurity FROM pg_class WHERE oid = to_regclass(quote_ident(%s))"
            cursor.execute(query, [self.model._meta.db_table])
            (walled,) = cursor.fetchone()
        if walled and self.model.system_access is nullcontext:
            raise Walled(self.model._meta.db_table)

    def left(self) -> int:
        """How many rows hold a value under another key."""
        with transaction.atomic(), self.model.system_access(), connection.cursor() as cursor:
            cursor.execute(self._statements.count, {"header": envelope.header(self.number)})
            (count,) = cursor.fetchone()
        return int(count)

    def batch(self, *, after: int) -> Batch:
        """Seal the next rows after the id ``after``; belongs inside a transaction.

        Values of subjects that were erased are removed: nothing can open them.

        Raises:
            KeyMissing: a data key or the halves of the subjects' keys are not there.
        """
        with self.model.system_access():
            rows = self._read(after)
            if not rows:
                return Batch()
            batch = Batch(last=rows[-1].id)
            halves = subjects.halves(row.subject for row in rows)
            changed = []
            for row in rows:
                try:
                    changed.append((row, self._anew(row, halves)))
                except Tampered:
                    batch.unreadable.append(row.id)
            batch.written = self._write(changed)
            return batch

    def _read(self, after: int) -> list[Row]:
        header = envelope.header(self.number)
        bounds: dict[str, Any] = {"after": after, "header": header, "rows": BATCH_ROWS, "bytes": BATCH_BYTES}
        with connection.cursor() as cursor:
            cursor.execute(self._statements.read, bounds)
            return [Row(id, uid, subject, values) for id, uid, subject, *values in cursor.fetchall()]

    def _anew(self, row: Row, halves: Mapping[UUID, bytes | Unreadable]) -> Values:
        half = halves[row.subject]
        if isinstance(half, Shredded):
            return [None] * len(row.values)
        if isinstance(half, Unreadable):
            raise half
        key = envelope.value_key(keyring.data_key(self.number), half)
        former: dict[int, bytes] = {}
        anew: Values = []
        for column, value in zip(self._statements.columns, row.values, strict=True):
            if value is None or envelope.key_number(value) == self.number:
                anew.append(value)
                continue
            number = envelope.key_number(value)
            if number not in former:
                former[number] = envelope.value_key(_former_key(number), half)
            place = Place(self.model._meta.db_table, column, row.uid)
            plain = envelope.open_sealed(value, key=former[number], place=place)
            anew.append(envelope.seal(plain, key=key, number=self.number, place=place))
        return anew

    def _write(self, changed: Sequence[tuple[Row, Values]]) -> int:
        if not changed:
            return 0
        arrays: dict[str, Any] = {"ids": [row.id for row, _anew in changed]}
        for place in range(len(self._statements.columns)):
            read = [row.values[place] for row, _anew in changed]
            arrays[f"mark{place}"] = [value and value[:MARK_BYTES] for value in read]
            arrays[f"new{place}"] = [anew[place] for _row, anew in changed]
        with connection.cursor() as cursor:
            cursor.execute(self._statements.write, arrays)
            return int(cursor.rowcount)


def _former_key(number: int) -> bytes:
    """A key number that never was is the mark of a row that was altered, not of a key that is missing."""
    try:
        return keyring.data_key(number)
    except KeyMissing:
        raise Tampered from None
