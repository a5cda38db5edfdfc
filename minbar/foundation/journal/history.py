"""A record's history as its page shows it: who, what, when, what changed, in the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import gettext as _

from minbar.foundation.journal.descriptions import name_of_value
from minbar.foundation.journal.record import history_of
from minbar.foundation.text.languages import in_language, listed

SYSTEM = "system"


@dataclass(frozen=True)
class Change:
    """A field by its translated name, with its values before and after (None: there was none)."""

    label: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Line:
    """One event in the record's history."""

    at: dt.datetime
    who: str
    what: str
    changes: tuple[Change, ...]


def history(record: models.Model, *, limit: int = 50) -> list[Line]:
    """The last ``limit`` events of ``record``, newest first, in two queries.

    Shows values as they were: only for those who may see the record whole.
    """
    entries = list(history_of(record)[:limit])
    names = _names(entry.actor for entry in entries)
    return [
        Line(
            at=entry.at,
            who=names.get(entry.actor, _("an account that is no longer there")),
            what=entry.description,
            changes=tuple(_change(record, field, values) for field, values in entry.changes.items()),
        )
        for entry in entries
    ]


def _names(actors: Iterable[str]) -> dict[str, str]:
    """Names of accounts by uid, as the journal writes them."""
    accounts = get_user_model()._default_manager.filter(uid__in={actor for actor in actors if actor != SYSTEM})
    return {SYSTEM: _("the system")} | {str(account.uid): str(account) for account in accounts}


def _change(record: models.Model, name: str, values: Any) -> Change:
    """``values`` is [before, after]; a bare value stands for what is now."""
    before, after = values if isinstance(values, list) and len(values) == 2 else (None, values)
    try:
        field = record._meta.get_field(name)
    except FieldDoesNotExist:
        return Change(name_of_value(record._meta.label_lower, name), before, after)
    choices = dict(getattr(field, "flatchoices", None) or ())
    return Change(str(getattr(field, "verbose_name", name)), _shown(before, choices), _shown(after, choices))


def _shown(value: Any, choices: Mapping[Any, Any]) -> Any:
    """A value as the journal holds it, as the reader reads it: labels in their language, each item of a list."""
    if isinstance(value, list):
        return listed(_shown(item, choices) for item in value)
    if isinstance(value, dict):
        return in_language(value)
    return str(choices[value]) if value in choices else value
