"""How a room declares a list: a ``Table`` with its columns, filters and what can be done with its rows.

::

    class MeetingTable(Table):
        key = "engagement.meetings"
        title = _("Meetings")
        columns = (
            Column("held_on", _("Date"), Cell.DATE, sort="held_on", link=True),
            Column("counterpart", _("Counterpart"), value=lambda meeting: meeting.counterpart.display_name),
            Column("category", _("Category"), Cell.LABELS, value="category.labels", sort="category__code"),
        )
        filters = (PeriodFilter("held_on", _("Date"), "held_on"), ChoiceFilter("category", …))
        order = ("-held_on",)
        record_route = "engagement:meeting"
        add = Add("engagement:meeting-add", _("Add a meeting"), EngagementPermission.EDIT)
        sheet = "meetings"

        def rows(self, user): return queries.meetings_visible_to(user)
        def search(self, rows, text): return rows.filter(…)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.permissions import Permission
from minbar.foundation.screens.cells import Cell
from minbar.foundation.screens.filters import Filter

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from minbar.foundation.accounts.models import User

    Label = str | _StrPromise

Rows = QuerySet[Any, Any]


@dataclass(frozen=True)
class Column:
    """A column of a list.

    Attributes:
        key: its name in the address.
        value: a path of attributes ("category.labels") or a function of the row; the key where it is left out.
            A path that meets None ends there: the cell is empty.
        sort: what rows are ordered by, as in ``QuerySet.order_by``; None where the column can't order them.
        link: the cell leads to the record. Each table needs one such column.
        shown: whether it is shown unless the reader chooses otherwise.
    """

    key: str
    label: Label
    kind: Cell = Cell.TEXT
    value: Callable[[Any], object] | str | None = None
    sort: str | tuple[str, ...] | None = None
    link: bool = False
    shown: bool = True

    def getter(self) -> Callable[[Any], object]:
        if callable(self.value):
            return self.value
        read = attrgetter(self.value or self.key)

        def get(row: Any) -> object:
            try:
                return read(row)
            except AttributeError:
                return None

        return get if "." in (self.value or "") else read

    def ordering(self, *, descending: bool) -> list[str]:
        fields = (self.sort,) if isinstance(self.sort, str) else (self.sort or ())
        return [field[1:] if field.startswith("-") else f"-{field}" for field in fields] if descending else [*fields]


@dataclass(frozen=True)
class Add:
    """The way to a new record of the list."""

    route: str
    label: Label
    permission: Permission


@dataclass(frozen=True)
class BulkOperation:
    """Something done to every chosen row at once.

    ``run`` gets the rows and the user, calls an action, and returns the sentence that tells what was done. Where what
    was done can be taken back, ``undo`` names the route that does so.
    """

    key: str
    label: Label
    permission: Permission
    run: Callable[[Rows, User], Label]
    dangerous: bool = False


class Table:
    """Base of declared lists; see the module's docstring."""

    key: ClassVar[str] = ""
    title: ClassVar[Label]
    columns: ClassVar[tuple[Column, ...]]
    filters: ClassVar[tuple[Filter, ...]] = ()
    order: ClassVar[tuple[str, ...]] = ()
    record_route: ClassVar[str | None] = None
    add: ClassVar[Add | None] = None
    bulk: ClassVar[tuple[BulkOperation, ...]] = ()
    #: Key of the sheet that exports this list's records, where there is one.
    sheet: ClassVar[str | None] = None
    #: What stands in place of an empty list; says what to do next.
    empty: ClassVar[Label] = _("Nothing is here yet. Add the first record, or import a workbook.")
    page_size: ClassVar[int] = 50

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.key:
            _TABLES[cls.key] = cls

    def rows(self, user: User) -> Rows:
        """The records that ``user`` may see, with all that the columns need (``select_related``, ``annotate``)."""
        raise NotImplementedError

    def search(self, rows: Rows, text: str) -> Rows:
        """Those of ``rows`` that match what was typed. A table that overrides this has a search box."""
        return rows

    @property
    def searchable(self) -> bool:
        return type(self).search is not Table.search


_TABLES: dict[str, type[Table]] = {}


def tables() -> Mapping[str, type[Table]]:
    """Every table that has a key, by key."""
    return _TABLES
