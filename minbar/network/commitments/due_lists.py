"""What falls due in the rooms' own records, such as a visit that is planned or a partnership that ends.

It is no follow-up, since nobody owes it to anybody; but it stands with them on the first page and in the month. A room
declares its lists in a module of this name::

    DUE_LISTS = [
        DueList(
            permission=EngagementPermission.EDIT,
            rows=partnerships_that_end,              # (user, first day, last day) → those that fall due then
            day="ends_on",                           # the field that says when
            text=lambda partnership: _("…") % {…},
            ahead=dt.timedelta(days=60),             # so long before, it stands on the first page
        )
    ]
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils import timezone

from minbar.foundation.access.permissions import Permission
from minbar.foundation.screens.navigation import declared, holds
from minbar.network.commitments.sources import USUALLY_AHEAD

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

#: So many of each list stand on the first page.
SHOWN = 10


@dataclass(frozen=True)
class DueList:
    """Records that fall due on a day; see the module's docstring.

    Attributes:
        permission: who sees them among what waits.
        rows: (user, first day, last day) → those that the user may see and that still are due; the first day is None
            where those that are late count too.
        day: the field with the day.
        text: a record as a sentence in the reader's language.
        ahead: how long before its day a record stands on the first page.
        can_be_late: whether it goes on being due when its day is over.
    """

    permission: Permission
    rows: Callable[[User, dt.date | None, dt.date], QuerySet[Any]]
    day: str
    text: Callable[[Any], str]
    ahead: dt.timedelta = USUALLY_AHEAD
    can_be_late: bool = True


@dataclass(frozen=True)
class Due:
    """A record that falls due."""

    text: str
    url: str
    on: dt.date
    is_late: bool


@cache
def due_lists() -> tuple[DueList, ...]:
    """The lists of all rooms."""
    return tuple(declared("due_lists", "DUE_LISTS"))


def due_soon(user: User) -> Iterator[Due]:
    """What stands on the first page: the nearest of each list, what is late first."""
    today = timezone.localdate()
    for each in due_lists():
        if holds(user, each.permission):
            first = None if each.can_be_late else today
            yield from _due(each, each.rows(user, first, today + each.ahead)[:SHOWN], today)


def due_between(user: User, first: dt.date, last: dt.date, *, most: int) -> Iterator[Due]:
    """What falls due on these days."""
    for each in due_lists():
        if holds(user, each.permission):
            yield from _due(each, each.rows(user, first, last)[:most], timezone.localdate())


def _due(of: DueList, rows: QuerySet[Any], today: dt.date) -> Iterator[Due]:
    for record in rows:
        day = getattr(record, of.day)
        yield Due(of.text(record), record.get_absolute_url(), day, of.can_be_late and day < today)
