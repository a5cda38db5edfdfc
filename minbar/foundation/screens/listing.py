"""One list for one reader: a table, narrowed, ordered and cut into pages as the address says."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe

from minbar.foundation.screens.addresses import around
from minbar.foundation.screens.cells import writer
from minbar.foundation.screens.filters import Chip, Rows, State
from minbar.foundation.screens.navigation import holds
from minbar.foundation.screens.tables import BulkOperation, Column, Table
from minbar.foundation.text.numbers import format_number, format_range

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

#: Parameters that are the list's own; the others belong to its filters.
SEARCH, SORT, PAGE, COLUMNS = "q", "sort", "page", "column"


@dataclass
class Header:
    """The head of a column: its label and, where it can order the rows, the address that does so."""

    key: str
    label: str
    numeric: bool
    url: str = ""
    direction: str = "none"  # as in aria-sort


class Listing:
    """A table as one request asks for it; everything is read when first needed.

    Unknown parameters and values that make no sense are ignored: an old address still opens.
    """

    def __init__(self, table: Table, user: User, params: QueryDict) -> None:
        self.table, self.user, self.params = table, user, params

    @cached_property
    def filters(self) -> list[State]:
        return [declared.state(self.params) for declared in self.table.filters]

    @cached_property
    def search(self) -> str:
        return self.params.get(SEARCH, "").strip() if self.table.searchable else ""

    @cached_property
    def matching(self) -> Rows:
        """The rows that the reader may see, narrowed by filters and search, in order."""
        rows = self.table.rows(self.user)
        for state in self.filters:
            if state.condition is not None:
                rows = rows.filter(state.condition)
        if self.search:
            rows = self.table.search(rows, self.search)
            if not self.params.get(SORT) and rows.query.order_by:
                return rows  # the search's own order: best match first
        return rows.order_by(*self._ordering(), "pk")

    @cached_property
    def page(self) -> Page[Any]:
        return Paginator(self.matching, self.table.page_size).get_page(self.params.get(PAGE))

    @cached_property
    def count(self) -> int:
        return self.page.paginator.count

    @property
    def total(self) -> str:
        """How many rows there are, in words."""
        return format_number(self.count)

    @property
    def span(self) -> str:
        """The rows of the page by their number: "51–100"."""
        return format_range(self.page.start_index(), self.page.end_index())

    @cached_property
    def is_narrowed(self) -> bool:
        return bool(self.search or self.chips)

    @cached_property
    def chips(self) -> list[tuple[Chip, str]]:
        """The filters in force, each with the address without it."""
        return [(chip, self.address(without=chip.without)) for state in self.filters for chip in state.chips]

    # Columns and order

    @cached_property
    def columns(self) -> list[Column]:
        chosen = set(self.params.getlist(COLUMNS)) & {column.key for column in self.table.columns}
        if not chosen:
            return [column for column in self.table.columns if column.shown]
        return [column for column in self.table.columns if column.key in chosen or column.link]

    @cached_property
    def column_choices(self) -> list[tuple[Column, bool]]:
        shown = {column.key for column in self.columns}
        return [(column, column.key in shown) for column in self.table.columns]

    @cached_property
    def _sorted_by(self) -> tuple[Column | None, bool]:
        asked = self.params.get(SORT, "")
        found = next((column for column in self.table.columns if column.sort and column.key == asked.lstrip("-")), None)
        return found, asked.startswith("-")

    def _ordering(self) -> Iterable[str]:
        column, descending = self._sorted_by
        return column.ordering(descending=descending) if column else self.table.order

    @cached_property
    def headers(self) -> list[Header]:
        by, descending = self._sorted_by
        return [self._header(column, by, descending) for column in self.columns]

    def _header(self, column: Column, by: Column | None, descending: bool) -> Header:
        header = Header(column.key, str(column.label), column.kind == "number")
        if column.sort:
            turn = column is by and not descending
            header.url = self.address(sort=f"-{column.key}" if turn else column.key)
            if column is by:
                header.direction = "descending" if descending else "ascending"
        return header

    # Rows

    @cached_property
    def bulk(self) -> list[BulkOperation]:
        return [operation for operation in self.table.bulk if holds(self.user, operation.permission)]

    def body(self) -> SafeString:
        """The rows of the page, written as HTML in one go (a template tag a cell takes many times longer)."""
        columns = [(column.getter(), writer(column.kind), self._opening(column)) for column in self.columns]
        names = [escape(str(column.label)) for column in self.columns]
        before, after = around(self.table.record_route) if self.table.record_route else ("", "")
        selectable = bool(self.bulk)
        parts: list[str] = []
        for row in self.page.object_list:
            parts.append("<tr>")
            if selectable:
                parts.append(f'<td class="pick"><input type="checkbox" name="uid" value="{row.uid}" ')
                parts.append(f'aria-labelledby="r{row.pk}"></td>')
            for (get, write, (opening, linked)), name in zip(columns, names, strict=True):
                shown = write(get(row))
                if linked and before:
                    shown = mark_safe(f'<a id="r{row.pk}" href="{before}{row.uid}{after}">{shown}</a>')  # noqa: S308
                parts.append(f'{opening} data-label="{name}">{shown}</td>')
            parts.append("</tr>")
        return mark_safe("".join(parts))  # noqa: S308  (cells escape their values, see cells.writer)

    @staticmethod
    def _opening(column: Column) -> tuple[str, bool]:
        return ('<td class="number"' if column.kind == "number" else "<td", column.link)

    def chosen(self, uids: Iterable[str], *, everything: bool = False) -> Rows:
        """The matching rows that were picked; all of them, on every page, where ``everything`` was asked for."""
        rows = self.matching
        if everything:
            return rows
        try:
            return rows.filter(uid__in=[UUID(uid) for uid in uids])
        except (ValueError, ValidationError):
            return rows.none()

    # Addresses

    def address(self, *, without: Iterable[tuple[str, str]] = (), sort: str = "") -> str:
        """The list's query string on its first page, without some parameters or in another order."""
        removed = set(without)
        pairs = [
            (name, value)
            for name, values in self.params.lists()
            for value in values
            if value and name != PAGE and (name, value) not in removed and not (sort and name == SORT)
        ]
        query = QueryDict(mutable=True)
        for name, value in pairs:
            query.appendlist(name, value)
        if sort:
            query[SORT] = sort
        return f"?{query.urlencode()}"

    @cached_property
    def query(self) -> str:
        """What a saved view keeps: filters, search, order and columns, without the page."""
        return self.address().removeprefix("?")

    def _kept(self, own: Collection[str]) -> list[tuple[str, str]]:
        """The parameters that a form sends along: all but the page and those that it has fields for."""
        return [
            (name, value)
            for name, values in self.params.lists()
            if name not in own and name != PAGE
            for value in values
            if value
        ]

    @cached_property
    def kept_by_filters(self) -> list[tuple[str, str]]:
        return self._kept({SEARCH, *(name for declared in self.table.filters for name in declared.parameters())})

    @cached_property
    def kept_by_columns(self) -> list[tuple[str, str]]:
        return self._kept({COLUMNS})
