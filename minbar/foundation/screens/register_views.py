"""The list, the page and the forms of a register, their addresses, and what it declares to the menu and the search.

A view by hand derives from one of these, names its register and is given in the register's ``views``::

    @requires(EngagementPermission.VIEW)
    class MeetingRecord(RegisterRecord):
        register = MEETINGS
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
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
from minbar.foundation.screens.register import Menu, Part, Register
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
    parts = [register.presentation(name) for name in register.columns if isinstance(name, str)]
    select = {path for part in parts for path in part.select}
    prefetch = {path for part in parts for path in part.prefetch}

    class RegisterTable(Table):
        key = register.key
        title = register.heading
        columns = tuple(_column(register, name, first=not at) for at, name in enumerate(register.columns))
        filters = tuple(_filter(register, name) for name in register.filters)
        order = tuple(register.order or map(str, register.model._meta.ordering or ()))
        record_route = register.route()
        add = Add(register.route("add"), register.words.add, register.edit_permission)
        sheet = register.sheet
        empty = register.words.empty

        @property
        def searchable(self) -> bool:
            return bool(register.search)

        def rows(self, user: User) -> QuerySet[Any]:
            return register.visible_to(user).select_related(*select).prefetch_related(*prefetch)

        def search(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
            return register.find(rows, text)

    return RegisterTable


def _column(register: Register, name: str | Column, *, first: bool) -> Column:
    if isinstance(name, Column):
        return name
    changes: dict[str, Any] = {"link": True} if first else {}
    if name in register.hidden:
        changes["shown"] = False
    if name == "status" and register.status is not None:
        changes |= {"kind": Cell.STATUS, "value": register.status}
    return register.presentation(name).column(**changes)


def _filter(register: Register, name: str | Filter) -> Filter:
    if isinstance(name, Filter):
        return name
    found = register.presentation(name).filter()
    if found is None:
        raise ValueError(f"register '{register.key}': nothing filters by '{name}'; give a filter by hand")
    return found


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
        names = [name for part in self.register.sections for name in part.shown if isinstance(name, str)]
        select = {path for name in names for path in self.register.presentation(name).select_for_page}
        return self.register.visible_to(user).select_related(*select)

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
            found = self.register.presentation(shown).detail(record) if isinstance(shown, str) else shown(record)
            items += [found] if isinstance(found, DetailItem) else found
        return Section(part.title, items)

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
        self.form_class = form_of(self.register)  # type: ignore[misc]
        self.list_route, self.list_title = self.register.list_route, self.register.heading  # type: ignore[misc]
        self.done = self.register.words.saved  # type: ignore[misc]

    def heading(self, record: Any | None) -> Label:
        return self.register.words.edit if record else self.register.words.add

    def act(self, form: Any, user: User) -> Any:
        return self.register.create_or_update(by=user, record=self.record, **form.cleaned_data)


class RegisterEdit(RegisterForm):
    """The form that changes a record."""

    def rows(self, user: User) -> QuerySet[Any]:
        return self.register.visible_to(user)

    def initial(self, record: Any | None) -> dict[str, Any]:
        if record is None:
            return {}
        own = {name for name in self.register.fields if _is_field(record, name)}
        found = {name: _value(record, name) for name in own}
        return found | dict(self.register.initial(record) if self.register.initial else {})


def form_of(register: Register) -> type[forms.Form]:
    """The form that a register declares."""
    given: dict[str, Any] = dict(register.fields) if isinstance(register.fields, dict) else {}

    class RecordForm(forms.Form):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            for name in register.fields:
                by_hand = given.get(name)
                self.fields[name] = deepcopy(by_hand) if by_hand else register.presentation(name).form_field()

    return RecordForm


def _is_field(record: Any, name: str) -> bool:
    return name in {field.name for field in record._meta.get_fields()}


def _value(record: Any, name: str) -> Any:
    value = getattr(record, name)
    return list(value.all()) if record._meta.get_field(name).many_to_many else value


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


def urls_of(*declared: Register) -> list[URLPattern]:
    """The addresses of the views of registers, each with its rule: VIEW for list and page, EDIT for the forms."""
    patterns = []
    for register in declared:
        for kind, (address, name, usual, changes) in _VIEWS.items():
            permission = register.edit_permission if changes else register.view_permission
            by_hand = register.views.get(kind)
            view = by_hand.as_view() if by_hand else requires(permission)(usual.as_view(register=register))
            route = name.format(name=register.name, plural=register.plural)
            patterns.append(path(f"{register.plural}/{address}", view, name=route))
    return patterns
