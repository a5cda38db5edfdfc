"""Setting fields of a record, and saying for the journal what that changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models

Changes = dict[str, list[Any]]


def set_fields(record: models.Model, values: Mapping[str, Any]) -> Changes:
    """Set ``values`` (field → value) on ``record`` without saving it.

    Returns field → [before, after] of those that differ, as the journal keeps it. Of a new record, what is empty is
    left out. A related record is written by its code or its identifier, never by a name.
    """
    is_new = record._state.adding
    changes: Changes = {}
    for field, value in values.items():
        before = None if is_new else getattr(record, field)
        setattr(record, field, value)
        if before != value and not (is_new and value in (None, "", [], {})):
            changes[field] = [_plain(before), _plain(value)]
    return changes


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return getattr(value, "code", None) or str(getattr(value, "uid", value.pk))
    return value
