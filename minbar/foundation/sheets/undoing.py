"""Taking back a whole import: records that it made go, records that it changed become what they were."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import Denied, denied, require
from minbar.foundation.journal.models import Entry
from minbar.foundation.journal.record import JournalEvent, journal_label_of, record_many, subject_of
from minbar.foundation.sheets.declare import Kind, Sheet, sheets
from minbar.foundation.sheets.files import ranks
from minbar.foundation.sheets.models import Import, ImportedRow, ImportStatus
from minbar.foundation.sheets.progress import silent
from minbar.foundation.sheets.rows import Known, Store, Update, batches
from minbar.foundation.sheets.shown import name_of_row
from minbar.foundation.sheets.stores import store_of
from minbar.foundation.sheets.worksheets import Tell

#: Records that are named where an undo is refused.
NAMED = 50


class CannotUndo(Exception):
    """Records stand in the way; ``obstacles`` names them, with the reason ("changed", "used" or "gone")."""

    def __init__(self, obstacles: Sequence[Obstacle]) -> None:
        super().__init__(f"{len(obstacles)} obstacles")
        self.obstacles = list(obstacles)


@dataclass(frozen=True)
class Obstacle:
    """A record that was changed since, is used by another, or is gone."""

    sheet: str
    row: int
    name: str
    reason: str

    @property
    def sentence(self) -> str:
        return str(OBSTACLES[self.reason])


OBSTACLES = {
    "changed": _("was changed after the import"),
    "used": _("is used by other records"),
    "gone": _("is no longer there"),
}


@dataclass
class _Part:
    """What an import did in one sheet."""

    sheet: Sheet
    store: Store
    made: list[tuple[ImportedRow, Known]] = field(default_factory=list)
    changed: list[tuple[ImportedRow, Known]] = field(default_factory=list)
    gone: list[ImportedRow] = field(default_factory=list)

    @property
    def everything(self) -> list[tuple[ImportedRow, Known]]:
        return self.made + self.changed


@transaction.atomic
def undo(record: Import, *, by: Any, tell: Tell = silent) -> None:
    """Take the import back, all of it.

    Raises:
        CannotUndo: something that it wrote has a life of its own by now.
        Denied: the reader may not import one of its sheets, or the import was not applied.
    """
    record = Import.objects.select_for_update(of=("self",)).defer("content").get(pk=record.pk)
    if record.status != ImportStatus.APPLIED:
        raise Denied(denied(_("Only an import that was taken over can be undone.")))
    parts = _parts(record)
    for part in parts:
        if by is not None:
            require(by, part.sheet.permission_import)
    obstacles = [obstacle for part in parts for obstacle in _obstacles(part, record)]
    if obstacles:
        raise CannotUndo(obstacles)
    for part in parts:
        tell("undoing", str(part.sheet.label), 0, len(part.everything))
        _restore(part, by)
        part.store.delete([known for _row, known in part.made], by=by)
    record.status, record.undone_at = ImportStatus.UNDONE, timezone.now()
    record.save(update_fields=["status", "undone_at", "updated_at"])
    record_many(by=by, events=_events(record, parts))


def _parts(record: Import) -> list[_Part]:
    """By sheet, those that need others first."""
    parts: dict[str, _Part] = {}
    for row in record.rows.order_by("pk"):
        if row.sheet not in parts:
            sheet = sheets()[row.sheet]
            parts[row.sheet] = _Part(sheet, store_of(sheet))
    for part in parts.values():
        rows = list(record.rows.filter(sheet=part.sheet.key).order_by("-pk"))
        there = part.store.by_identifier([row.record for row in rows])
        for row in rows:
            known = there.get(row.record)
            if known is None:
                part.gone.append(row)
            else:
                (part.made if row.before is None else part.changed).append((row, known))
    place = ranks(parts)
    return sorted(parts.values(), key=lambda part: -place[part.sheet.key])


def _obstacles(part: _Part, record: Import) -> Iterator[Obstacle]:
    for row in part.gone:
        yield Obstacle(part.sheet.key, row.row, "", "gone")
    changed = _changed_since(part, record)
    with part.sheet.within():
        used = {known.pk for known in _used(part, record)}
    found = [
        (row, known, "changed" if row.record in changed else "used")
        for row, known in part.everything
        if row.record in changed or known.pk in used
    ]
    if part.sheet.walled:  # named by their rows alone
        yield from (Obstacle(part.sheet.key, row.row, "", reason) for row, _known, reason in found)
        return
    for batch in batches(found):
        states = part.store.states([known for _row, known, _reason in batch])
        for (row, _known, reason), state in zip(batch, states, strict=True):
            yield Obstacle(part.sheet.key, row.row, name_of_row(part.sheet, state), reason)


def _changed_since(part: _Part, record: Import) -> set[uuid.UUID]:
    """Records of which the journal tells something after the import did."""
    applied = (
        Entry.objects.filter(subject=subject_of(record), event="sheets.import_applied")
        .order_by("-sequence")
        .values_list("sequence", flat=True)
        .first()
    )
    last = (applied or 0) + record.rows.count()  # the import's own entries follow without a gap
    model = journal_label_of(part.sheet.model)
    changed: set[uuid.UUID] = set()
    for batch in batches([row.record for row, _known in part.everything]):
        subjects = [f"{model}:{uid}" for uid in batch]
        later = Entry.objects.filter(subject__in=subjects, sequence__gt=last).values_list("subject", flat=True)
        changed |= {uuid.UUID(subject.rpartition(":")[2]) for subject in later}
    return changed


def _used(part: _Part, record: Import) -> Iterator[Known]:
    """Of the records that the import made, those that others refer to.

    What goes with a record (its names, its contact points) counts only where it came after the import. Records that
    the same import made do not count: they go first.
    """
    made = {known.pk: known for _row, known in part.made}
    ours = set(record.rows.filter(before__isnull=True).values_list("record", flat=True))
    for relation in _relations(part.sheet.model):
        rows = relation.related_model._base_manager.all()
        here = relation.field.attname
        names = {field.name for field in relation.related_model._meta.concrete_fields}
        if relation.on_delete is models.CASCADE:
            if "created_at" not in names:
                continue
            rows = rows.filter(created_at__gt=record.applied_at)
        for batch in batches(list(made)):
            found = rows.filter(**{f"{here}__in": batch})
            if "uid" in names:
                yield from (made[pk] for pk, uid in found.values_list(here, "uid") if uid not in ours)
            else:
                yield from (made[pk] for pk in found.values_list(here, flat=True))


def _relations(model: type[models.Model]) -> Iterator[Any]:
    """Foreign keys of other tables that point to the model, or to the one that it extends."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            yield relation


def _restore(part: _Part, by: Any) -> None:
    for batch in batches(part.changed):
        states = part.store.states([known for _row, known in batch])
        updates = []
        for (row, known), state in zip(batch, states, strict=True):
            before = restored(part.sheet, row.before or {})
            updates.append(Update(known, {**state, **before}, frozenset(before)))
        part.store.update(updates, by=by)


def restored(sheet: Sheet, kept: Mapping[str, Any]) -> dict[str, Any]:
    """Values as they were before they were written as JSON."""
    return {key: _value(sheet, key, value) for key, value in kept.items() if key in sheet.column}


def _value(sheet: Sheet, key: str, value: Any) -> Any:
    column = sheet.column[key]
    if column.many:
        return tuple(value)
    if value is None:
        return None
    if column.kind is Kind.DATE:
        return dt.date.fromisoformat(value)
    return Decimal(str(value)) if column.kind is Kind.DECIMAL else value


def _events(record: Import, parts: Sequence[_Part]) -> Iterator[JournalEvent]:
    yield JournalEvent("sheets.import_undone", subject_of(record))
    origin = {"import": [str(record.uid), None]}
    for part in parts:
        model = journal_label_of(part.sheet.model)
        for rows, event in ((part.made, "sheets.record_removed"), (part.changed, "sheets.record_restored")):
            for row, _known in rows:
                yield JournalEvent(event, f"{model}:{row.record}", origin)
