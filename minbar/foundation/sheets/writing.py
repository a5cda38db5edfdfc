"""Rows into the store. Where the database refuses a batch, it is halved until the rows at fault stand alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import DatabaseError, DataError, IntegrityError, models, transaction
from django.utils.translation import gettext as _

from minbar.foundation.sheets.declare import Sheet
from minbar.foundation.sheets.rows import Known, Line, Store, Update, Values, batches
from minbar.foundation.text.languages import listed

Item = TypeVar("Item")
#: Rows found at fault one by one; after so many the rest of their batch is refused with the last one's reason.
SOUGHT = 100
UNIQUE_VIOLATION, NOT_NULL_VIOLATION = "23505", "23502"


@dataclass(frozen=True)
class RowWriter:
    """Writes rows of one sheet.

    Attributes:
        tell: told how many rows are done, of how many; raises to stop.
        refuse: told of a row that breaks a rule of the database, the column at fault ("" for none alone) and the rule.
    """

    sheet: Sheet
    store: Store
    by: Any
    tell: Callable[[int, int], None]
    refuse: Callable[[Line, str, str], None]

    def create(self, lines: Sequence[Line]) -> Iterator[tuple[Line, Known]]:
        """Make records of new rows; gives those that became one."""

        def create(some: Sequence[Line]) -> list[Known]:
            return self.store.create([line.values for line in some], by=self.by)

        yield from self._write(lines, create)

    def update(
        self, lines: Sequence[Line], befores: Sequence[Values], changed: Sequence[frozenset[str]]
    ) -> Iterator[int]:
        """Change records to what their rows say; gives the positions of those that were changed."""
        by_line = {id(line): index for index, line in enumerate(lines)}

        def update(some: Sequence[Line]) -> list[int]:
            indexes = [by_line[id(line)] for line in some]
            self.store.update([self._update(lines[i], befores[i], changed[i]) for i in indexes], by=self.by)
            return indexes

        for _line, index in self._write(lines, update):
            yield index

    @staticmethod
    def _update(line: Line, before: Values, changed: frozenset[str]) -> Update:
        assert line.known
        return Update(line.known, {**before, **{key: line.values[key] for key in changed}}, changed)

    def _write(
        self, lines: Sequence[Line], write: Callable[[Sequence[Line]], Sequence[Item]]
    ) -> Iterator[tuple[Line, Item]]:
        done = 0
        for batch in batches(lines):
            self.tell(done, len(lines))
            done += len(batch)
            yield from self._write_batch(batch, write)

    def _write_batch(
        self, batch: Sequence[Line], write: Callable[[Sequence[Line]], Sequence[Item]]
    ) -> list[tuple[Line, Item]]:
        """Write as much of the batch as the database takes; the rest is refused."""
        written: list[tuple[Line, Item]] = []
        parts = [batch]
        found = 0
        while parts:
            part = parts.pop(0)
            try:
                with transaction.atomic():
                    answers = write(part)
            except (IntegrityError, DataError) as error:
                if len(part) > 1 and found < SOUGHT:
                    middle = len(part) // 2
                    parts[:0] = [part[:middle], part[middle:]]
                    continue
                found += 1
                key, reason = explain(self.sheet.model, error)
                for line in part:
                    self.refuse(line, key if key in self.sheet.column else "", reason)
            else:
                written += zip(part, answers, strict=True)
        return written


def explain(model: type[models.Model], error: DatabaseError) -> tuple[str, str]:
    """The column at fault ("" where there is none alone) and what was broken, without any of the row's values."""
    diagnosis: Any = getattr(error.__cause__, "diag", None)
    state = getattr(diagnosis, "sqlstate", "")
    name = getattr(diagnosis, "constraint_name", None) or ""
    column = getattr(diagnosis, "column_name", None) or ""
    for constraint in model._meta.total_unique_constraints + list(model._meta.constraints):
        if constraint.name == name:
            if constraint.violation_error_message != constraint.default_violation_error_message:
                return "", str(constraint.violation_error_message)
            fields = getattr(constraint, "fields", ())
            if state == UNIQUE_VIOLATION and fields:
                # fields of the table, never relations from elsewhere
                labels = listed(model._meta.get_field(field).verbose_name for field in fields)  # type: ignore[union-attr]
                return fields[0] if len(fields) == 1 else "", _("another record has the same: %s") % labels
    if state == UNIQUE_VIOLATION:
        return "", _("another record has the same value, which only one may have")
    if state == NOT_NULL_VIOLATION:
        return column, _("a value is missing")
    return "", _("the values do not go together (%s)") % (name or state or "-")
