"""The queue as a list: its views in tabs, counts that stop at a bound, and order by what is due.

A supervisor may see a million cases. So only those that are one's own are ordered by what is due, and nothing is
counted beyond a bound.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from minbar.foundation.access.decisions import decide
from minbar.foundation.screens.filters import Rows
from minbar.foundation.screens.listing import COLUMNS, PAGE, SORT, Listing
from minbar.foundation.screens.tables import Column
from minbar.foundation.text.numbers import format_number
from minbar.work.casework.cases import queries
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.queries import queue

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from minbar.foundation.accounts.models import User

    Label = str | _StrPromise

VIEW = "view"
MOST_COUNTED = 10_000


@dataclass(frozen=True)
class QueueView:
    """One tab: the cases that it shows, and whether what is due orders them."""

    key: str
    label: Label
    rows: Callable[[User], Rows]
    by_due: bool = False


OWN_OPEN = QueueView("open", pgettext_lazy("cases", "My open cases"), queue.own_open, by_due=True)
OWN_CLOSED = QueueView("closed", pgettext_lazy("cases", "My closed cases"), queue.own_closed)
ALL_OPEN = QueueView("all_open", pgettext_lazy("cases", "All open cases"), queue.all_open)
ALL = QueueView("all", pgettext_lazy("cases", "All that I may see"), queries.cases_visible_to)


def views_for(user: User) -> Sequence[QueueView]:
    """The tabs of one reader, what they see at first in front."""
    if decide(user, CasePermission.SUPERVISE):
        return (ALL_OPEN, OWN_OPEN, OWN_CLOSED, ALL)
    return (OWN_OPEN, OWN_CLOSED, ALL)


class Bounded(Paginator):  # type: ignore[type-arg]  # no class takes arguments when it runs
    """Pages of rows that were counted already, up to a bound."""

    def __init__(self, rows: Rows | list[Any], page_size: int, count: int) -> None:
        super().__init__(rows, page_size)
        self.count = count


class Queue(Listing):
    """The cases of one view, as the address narrows them."""

    @cached_property
    def views(self) -> Sequence[QueueView]:
        return views_for(self.user)

    @cached_property
    def view(self) -> QueueView:
        asked = self.params.get(VIEW)
        return next((view for view in self.views if view.key == asked), self.views[0])

    @cached_property
    def tabs(self) -> list[tuple[QueueView, str]]:
        """The views, each with its address; what the list is narrowed by stays."""
        params = self.params.copy()
        params.pop(PAGE, None)
        tabs = []
        for view in self.views:
            params[VIEW] = view.key
            tabs.append((view, f"?{params.urlencode()}"))
        return tabs

    @cached_property
    def narrowed(self) -> Rows:
        rows = self.view.rows(self.user)
        for state in self.filters:
            if state.condition is not None:
                rows = rows.filter(state.condition)
        return rows

    @cached_property
    def matching(self) -> Rows:
        rows = queue.with_next_due(self.narrowed).only(*queue.LISTED)
        if self.view.by_due and not self.params.get(SORT):
            return queue.by_urgency(rows)
        return rows.order_by(*self._ordering(), "pk")

    @cached_property
    def columns(self) -> list[Column]:
        """Unless the reader chose them: among one's own nobody asks whose a case is, nor what came of the open ones."""
        if self.params.getlist(COLUMNS) or self.view in (ALL, ALL_OPEN):
            return super().columns
        told = {"worker", "result"} if self.view is OWN_OPEN else {"worker", "due"}
        return [column for column in super().columns if column.key not in told]

    @cached_property
    def first(self) -> list[Any] | None:
        """The first page of what is put in order whole, where that was asked for: it is counted on the way."""
        if not self.view.by_due or self.params.get(SORT) or self.params.get(PAGE, "1") != "1":
            return None
        if self.view is OWN_OPEN and all(state.condition is None for state in self.filters):
            return queue.first_of_own_open(self.user)
        return list(queue.counted(self.matching)[: self.table.page_size])

    @cached_property
    def counted(self) -> int:
        if self.first is not None:
            return self.first[0].of if self.first else 0
        return int(self.narrowed.order_by()[: MOST_COUNTED + 1].count())

    @cached_property
    def page(self) -> Page[Any]:
        rows = self.matching if self.first is None else self.first
        pages = Bounded(rows, self.table.page_size, min(self.counted, MOST_COUNTED))
        return pages.get_page(self.params.get(PAGE))

    @property
    def total(self) -> str:
        if self.counted > MOST_COUNTED:
            return _("more than %(count)s") % {"count": format_number(MOST_COUNTED)}
        return format_number(self.counted)
