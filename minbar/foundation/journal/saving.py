"""The one way in which a record is created or updated: asked, validated, saved and written down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models, transaction

from minbar.foundation.access.decisions import require
from minbar.foundation.access.permissions import Permission
from minbar.foundation.journal.record import record as write_to_journal
from minbar.foundation.records.changes import Changes, set_fields
from minbar.foundation.records.models import Record

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

M = TypeVar("M", bound=models.Model)


@transaction.atomic
def create_or_update(
    instance: M,
    values: Mapping[str, Any],
    *,
    by: User,
    permission: Permission,
    events: tuple[str, str],
    also: Changes | None = None,
) -> M:
    """Set ``values`` on a new or present record and save it.

    Args:
        instance: ``Meeting()`` to create one, or the record to change.
        values: field → value; a ManyToManyField takes the records that it is to refer to.
        events: the journal's codes for a record that was added, and for one that was changed.
        also: what else was changed in the same act, for the journal.

    Raises:
        Denied: ``by`` does not have the permission.
        ValidationError: by field, what does not hold.
    """
    is_new = instance._state.adding
    require(by, permission, subject=None if is_new else instance)
    many: Iterable[Any] = instance._meta.many_to_many
    lists = {
        field.name: list(values.get(field.name, ()))
        for field in many
        if field.name in values or (is_new and not field.blank and field.remote_field.through._meta.auto_created)
    }
    changes = set_fields(instance, {name: value for name, value in values.items() if name not in lists})
    instance.full_clean()
    if isinstance(instance, Record):
        instance.clean_lists(lists)
    instance.save()
    for name in sorted(lists):
        changes |= set_list(instance, name, lists[name])
    if changes := changes | (also or {}):
        write_to_journal(by=by, event=events[0 if is_new else 1], subject=instance, changes=changes)
    return instance


def set_list(instance: models.Model, name: str, members: Iterable[models.Model]) -> Changes:
    """Let a ManyToManyField refer to ``members``. The journal gets the codes of a catalogue's entries; of others, who
    may be people, it gets how many there are."""
    relation = getattr(instance, name)
    before, after = set(relation.all()), set(members)
    if before == after:
        return {}
    relation.set(after)
    coded = hasattr(relation.model, "code")
    return {name: [_written(before, coded), _written(after, coded)]}


def _written(members: set[Any], coded: bool) -> list[str] | int:
    return sorted(member.code for member in members) if coded else len(members)
