"""The list, the page and the forms of a register, their addresses, and what it declares to the menu and the search.

A view by hand derives from one of these, names its register and is given to :func:`urls_of`::

    @requires(EngagementPermission.VIEW)
    class MeetingRecord(RegisterRecord):
        register = MEETINGS
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, cast
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import decide
from minbar.foundation.access.routes import requires
from minbar.foundation.screens.cells import Cell, Status
from minbar.foundation.screens.filters import Filter
from minbar.foundation.screens.forms import FormView
from minbar.foundation.screens.lists import ListView
from minbar.foundation.screens.navigation import Item
from minbar.foundation.screens.records import Button, DetailItem, Due, RecordView, Section
from minbar.foundation.screens.register import Field, Menu, Part, Register
from minbar.foundation.screens.related import Panel
from minbar.foundation.screens.searching import Hit, Searcher
from minbar.foundation.screens.tables import Add, Column, Table

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from minbar.foundation.accounts.models import User

    Label = str | _StrPromise


#: A view is given its register by ``as_view``, or names it.
UNDECLARED: Register = cast(Any, None)
_TABLES: dict[str, type[Table]] = {}


def table_of(register: Register) -> type[Table]:
    """The list that a register declares; for panels on the pages of other records too."""
    if register.key not in _TABLES:
        _TABLES[register.key] = _table(register)
    return _TABLES[register.key]


def _table(register: Register) -> type[Table]:
    shown = [register.presentation(each) for each in register.columns if isinstance(each, str | Field)]
    select = {path for each in shown for path in each.select}
    prefetch = {path for each in shown for path in each.prefetch}
    annotations = {name: value for each in shown for name, value in each.annotations.items()} | {**register.annotations}
    # a row comes once, whichever of its lists it is found by
    lists = any(register.presentation(each).field.many_to_many for each in register.filters if isinstance(each, str))

    class RegisterTable(Table):
        key = register.key
        title = register.heading
        columns = tuple(_column(register, name, first=not at) for at, name in enumerate(register.columns))
        filters = tuple(_filter(register, name) for name in register.filters)
        order = tuple(register.order or map(str, register.model._meta.ordering or ()))
        record_route = register.route()
        add = Add(register.route("add"), register.words.add, register.edit_permission) if register.words.add else None
        sheet = register.sheet
        empty = register.words.empty

        @property
        def searchable(self) -> bool:
            return bool(register.search)

        def rows(self, user: User) -> QuerySet[Any]:
            rows: QuerySet[Any] = register.visible_to(user).annotate(**annotations).prefetch_related(*prefetch)
            rows = rows.select_related(*select) if select else rows
            return rows.distinct() if lists else rows

        def search(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
            return register.find(rows, text)

    return RegisterTable


def _named(shown: str | Field) -> tuple[str, dict[str, Any]]:
    return (shown, {}) if isinstance(shown, str) else (shown.name, dict(shown.changes))


def _column(register: Register, shown: str | Field | Column, *, first: bool) -> Column:
    if isinstance(shown, Column):
        return shown
    name, by_hand = _named(shown)
    changes: dict[str, Any] = {"link": True} if first else {}
    if name in register.hidden:
        changes["shown"] = False
    if name == "status" and register.status is not None:
        changes |= {"kind": Cell.STATUS, "value": register.status}
    return register.presentation(name).column(**(changes | by_hand))


def _filter(register: Register, shown: str | Field | Filter) -> Filter:
    if isinstance(shown, Filter):
        return shown
    name, by_hand = _named(shown)
    found: Any = register.presentation(name).filter()
    if found is None:
        raise ValueError(f"register '{register.key}': nothing filters by '{name}'; give a filter by hand")
    return cast(Filter, replace(found, **by_hand) if by_hand else found)


class RegisterList(ListView):
    """The list."""

    register: ClassVar[Register] = UNDECLARED

    def get_table(self) -> Table:
        return table_of(self.register)()


class RegisterRecord(RecordView):
    """The page of a record."""

    register: ClassVar[Register] = UNDECLARED

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.list_route, self.list_title = self.register.list_route, self.register.heading  # type: ignore[misc]

    def rows(self, user: User) -> QuerySet[Any]:
        shown = [each for part in self.register.sections for each in part.shown if isinstance(each, str | Field)]
        select = {path for each in shown for path in self.register.presentation(each).select_for_page}
        rows = self.register.visible_to(user)
        return rows.select_related(*select) if select else rows

    def title(self, record: Any) -> str:
        return str(self.register.title(record))

    def summary(self, record: Any) -> Label:
        return self.register.summary(record) if self.register.summary else super().summary(record)

    def status(self, record: Any) -> Status | None:
        return self.register.status(record) if self.register.status else None

    def due(self, record: Any) -> Sequence[Due]:
        return self.register.due(record) if self.register.due else []

    def sections(self, record: Any) -> Sequence[Section]:
        return [self._section(part, record) for part in self.register.sections]

    def _section(self, part: Part, record: Any) -> Section:
        items: list[DetailItem] = []
        for shown in part.shown:
            found = shown(record) if callable(shown) else self._details(shown, record)
            items += [found] if isinstance(found, DetailItem) else found
        return Section(part.title, items)

    def _details(self, shown: str | Field, record: Any) -> Sequence[DetailItem]:
        name, by_hand = _named(shown)
        found = self.register.presentation(name).detail(record)
        return [replace(each, **by_hand) for each in ([found] if isinstance(found, DetailItem) else found)]

    def buttons(self, record: Any, user: User) -> Sequence[Button]:
        if not decide(user, self.register.edit_permission, subject=record):
            return []
        edit = Button(_("Edit"), self.register.address(record, "edit"))
        return [edit, *(self.register.buttons(record, user) if self.register.buttons else ())]


class RegisterForm(FormView):
    """The form that adds a record."""

    register: ClassVar[Register] = UNDECLARED

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.form_class = form_of(self.register, self.more_fields())  # type: ignore[misc]
        self.list_route, self.list_title = self.register.list_route, self.register.heading  # type: ignore[misc]
        self.done = self.said()  # type: ignore[misc]

    def more_fields(self) -> Mapping[str, forms.Field]:
        """What stands in this form besides the register's fields."""
        return self.register.when_new

    def said(self) -> Label:
        """What is said once the form was saved."""
        return self.register.words.made or self.register.words.saved

    def heading(self, record: Any | None) -> Label:
        return self.register.words.edit if record else self.register.words.add

    def act(self, form: Any, user: User) -> Any:
        return self.register.create_or_update(by=user, record=self.record, **form.cleaned_data)


class RegisterEdit(RegisterForm):
    """The form that changes a record."""

    def rows(self, user: User) -> QuerySet[Any]:
        return self.register.visible_to(user)

    def more_fields(self) -> Mapping[str, forms.Field]:
        return {}

    def said(self) -> Label:
        return self.register.words.saved

    def initial(self, record: Any | None) -> dict[str, Any]:
        if record is None:
            return {}
        own = {field.name for field in record._meta.get_fields()}
        typed = {key: name for key, name in _form_names(self.register).items() if name in own}
        found = {key: self.register.presentation(name).initial(record) for key, name in typed.items()}
        return found | dict(self.register.initial(record) if self.register.initial else {})


def form_of(register: Register, more: Mapping[str, forms.Field] | None = None) -> type[forms.Form]:
    """The form that a register declares; ``more`` stands at its end."""
    by_hand: dict[str, Any] = dict(register.fields) if isinstance(register.fields, dict) else {}

    class RecordForm(forms.Form):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            for key, name in _form_names(register).items():
                given = by_hand.get(name)
                self.fields[key] = deepcopy(given) if given else register.presentation(name).form_field()
            self.fields |= deepcopy(dict(more or {}))

    return RecordForm


def _form_names(register: Register) -> dict[str, str]:
    """What the form calls its fields → their names in the model."""
    named = [_named(each) for each in register.fields]
    return {changes.get("key", name): name for name, changes in named}


def menu_item(register: Register, menu: Menu) -> Item:
    """The list's entry in the menu."""
    return Item(register.heading, register.list_route, register.view_permission, menu.group, menu.order)


def searcher_of(register: Register, found: Callable[[Any], Label]) -> Searcher:
    """What the search over everything finds of a register's records; ``found`` gives the line under each."""

    def find(user: User, text: str, limit: int) -> Sequence[Hit]:
        rows = register.find(table_of(register)().rows(user), text)[:limit]
        return [Hit(str(register.title(each)), register.address(each), found(each)) for each in rows]

    return Searcher(
        title=register.heading,
        permission=register.view_permission,
        find=find,
        more=lambda text: f"{reverse(register.list_route)}?{urlencode({'q': text})}",
        order=register.found_order,
    )


#: Kind of view → its address within the register, its route, the view, and whether it changes something.
_VIEWS: dict[str, tuple[str, str, Any, bool]] = {
    "list": ("", "{plural}", RegisterList, False),
    "add": ("add/", "{name}-add", RegisterForm, True),
    "record": ("<uuid:uid>/", "{name}", RegisterRecord, False),
    "edit": ("<uuid:uid>/edit/", "{name}-edit", RegisterEdit, True),
}


def urls_of(*declared: Register, **views: Any) -> list[URLPattern]:
    """The addresses of the views of registers, each with its rule: VIEW for list and page, EDIT for the forms.

    Args:
        views: of one register: "list", "add", "record", "edit" → a class by hand, or None where there is no such view.
    """
    assert len(declared) == 1 or not views, "say of one register which views it has"
    patterns = []
    for register in declared:
        for kind, (address, name, usual, changes) in _VIEWS.items():
            view = views.get(kind, usual)
            if view is None:
                continue
            permission = register.edit_permission if changes else register.view_permission
            called = requires(permission)(usual.as_view(register=register)) if view is usual else view.as_view()
            route = name.format(name=register.name, plural=register.plural)
            patterns.append(path(f"{register.plural}/{address}", called, name=route))
    return patterns


def panel_of(register: Register, through: str, **changes: Any) -> Panel:
    """A short list of the records that refer to the record of a page.

    Args:
        through: their field that refers to it.
        changes: attributes of :class:`Panel` that differ from what the register says.
    """
    table = table_of(register)
    usual: dict[str, Any] = {
        "title": register.heading,
        "table": table,
        "rows": lambda record, user: table().rows(user).filter(**{through: record.pk}),
        "permission": register.view_permission,
    }
    return Panel(**(usual | changes))
