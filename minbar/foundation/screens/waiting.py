"""What waits for somebody, on the first page of their day. A room declares it in its ``waiting.py``::

WAITING = [Waiting(SheetsPermission.IMPORT, lambda user: [Task(ngettext(…), url)])]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from minbar.foundation.access.permissions import Permission
from minbar.foundation.screens.cells import Severity
from minbar.foundation.screens.navigation import declared, holds

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Label = str | _StrPromise


@dataclass(frozen=True)
class Task:
    """Something to look at: a sentence that leads there."""

    text: Label
    url: str
    on: date | None = None
    severity: Severity = Severity.WAITING


@dataclass(frozen=True)
class Waiting:
    """Tells the tasks of a user who holds ``permission``; few queries, whatever there is."""

    permission: Permission | None
    tasks: Callable[[Any], Iterable[Task]]


@cache
def _declarations() -> tuple[Waiting, ...]:
    return tuple(declared("waiting", "WAITING"))


def waiting_for(user: Any) -> list[Task]:
    """The tasks of every room, those with a day first, the nearest day before the later."""
    found = [task for each in _declarations() if holds(user, each.permission) for task in each.tasks(user)]
    return sorted(found, key=lambda task: (task.on is None, task.on or date.max))
