"""Rows into the store. Where the database refuses a batch, it is halved until the rows at fault stand alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import DatabaseError, DataError, IntegrityError, models, transaction
from django.utils.translation import gettext as _

from minbar.foundation.sheets.stores import Known, Update, Values, batches

if TYPE_CHECKING:
    from minbar.foundation.sheets.tabs import Line, TabImport

Item = TypeVar("Item")
#: Rows found at fault one by one; after so many the rest of their batch is refused with the last one's reason.
SOUGHT = 100
UNIQUE_VIOLATION, NOT_NULL_VIOLATION = "23505", "23502"


def create_rows(tab: TabImport, lines: Sequence[Line]) -> None:
    """Make records of new rows."""
    done = 0
    for batch in batches(lines):
        tab.tell("writing", tab.tab.name, done, len(lines))
        done += len(batch)

        def create(some: Sequence[Line]) -> list[Known]:
            return tab.store.create([line.values for line in some], by=tab.by)

        for line, known in _write(tab, batch, create):
            tab.note_created(line, known)


def update_rows(
    tab: TabImport, lines: Sequence[Line], befores: Sequence[Values], changed: Sequence[frozenset[str]]
) -> None:
    """Change records to what their rows say."""
    by_line = {id(line): index for index, line in enumerate(lines)}

    def update(some: Sequence[Line]) -> list[Line]:
        updates = []
        for line in some:
            index = by_line[id(line)]
            assert line.known
            values = {**befores[index], **{key: line.values[key] for key in changed[index]}}
            updates.append(Update(line.known, values, changed[index]))
        tab.store.update(updates, by=tab.by)
        return list(some)

    done = 0
    for batch in batches(lines):
        tab.tell("writing", tab.tab.name, done, len(lines))
        done += len(batch)
        for line, _same in _write(tab, batch, update):
            index = by_line[id(line)]
            tab.note_updated(line, befores[index], changed[index])


def _write(
    tab: TabImport, batch: Sequence[Line], write: Callable[[Sequence[Line]], Sequence[Item]]
) -> list[tuple[Line, Item]]:
    """Write as much of the batch as the database takes; the rest is noted as rejected."""
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
            key, reason = explain(tab.sheet.model, error)
            for line in part:
                tab.refused_by_database(line, key if key in tab.sheet.column else "", reason)
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
                labels = ", ".join(str(model._meta.get_field(field).verbose_name) for field in fields)  # type: ignore[union-attr]
                return fields[0] if len(fields) == 1 else "", _("another record has the same: %s") % labels
    if state == UNIQUE_VIOLATION:
        return "", _("another record has the same value, which only one may have")
    if state == NOT_NULL_VIOLATION:
        return column, _("a value is missing")
    return "", _("the values do not go together (%s)") % (name or state or "-")
