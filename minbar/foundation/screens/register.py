"""A model's screens, declared once: its list, page and forms, their addresses, its entry in the menu, what the search
finds of it, and how the journal tells of it. A room writes in its ``registers.py``::

    MEETINGS = Register(
        model=Meeting,
        name="meeting",
        permissions=EngagementPermission,
        words=Words(add=_("Add a meeting"), edit=_("Edit the meeting"), added=_("Meeting added"), …),
        columns=("subject", "held_on", "category", "place"),
        filters=("category", "held_on", "place"),
        search=("subject", "venue"),
        fields=("held_on", "category", "subject", "place", "venue", "notes"),
        sections=(Part(_("When and where"), "held_on", "place", "venue"), Part(_("Notes"), "notes")),
        menu=Menu(Group.WORK, order=10),
    )

and in its ``urls.py``: ``urlpatterns = urls_of(MEETINGS)``. Whatever a field is called, and how its values are
shown, typed, narrowed and compared, follows from the model (see :mod:`minbar.foundation.screens.presentations`).

Each part can be given by hand: a ``Column``, ``Filter`` or form field in place of a field's name, a class in place of a
view (see :func:`minbar.foundation.screens.register_views.urls_of`). Where more than three are, the register no longer
says anything: write the classes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import decide
from minbar.foundation.access.permissions import Permission
from minbar.foundation.journal.descriptions import describe
from minbar.foundation.journal.saving import create_or_update
from minbar.foundation.records.labels import label_of_model
from minbar.foundation.screens.cells import Status
from minbar.foundation.screens.filters import Filter
from minbar.foundation.screens.navigation import Group
from minbar.foundation.screens.presentations import Presentation, presentation_of
from minbar.foundation.screens.records import Button, DetailItem, Due
from minbar.foundation.screens.tables import Column, Table

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from minbar.foundation.accounts.models import User

    Label = str | _StrPromise


@dataclass(frozen=True, init=False)
class Field:
    """A field of the model of which something is otherwise than the model says::

        Field("is_official", key="official", shown=False)

    ``changes`` are attributes of what it becomes where it is named: of a ``Column``, a ``Filter`` or a ``DetailItem``;
    of a form, ``key`` alone, by which the form calls it. ``name`` may lead to a field of another record
    ("organisation__place").
    """

    name: str
    changes: Mapping[str, Any]

    def __init__(self, name: str, **changes: Any) -> None:
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "changes", changes)


#: What a part of a page shows: a field, or what a function makes of the record.
Shown = str | Field | Callable[[Any], DetailItem | Iterable[DetailItem]]


@dataclass(frozen=True, kw_only=True)
class Words:
    """What people read of a model beside the names of its fields.

    Attributes:
        add, edit: headings of the forms; ``add`` is also the button above the list. "" where records are not added
            from their list.
        added, changed: what the journal says was done.
        saved: what is said once the form was saved.
        made: what is said once a record was added, where that differs.
        empty: what stands in place of an empty list; says what to do next.
        plural: heading of the list, and the name in the menu; the model's ``verbose_name_plural`` where left out.
    """

    add: Label
    edit: Label
    added: Label
    changed: Label
    saved: Label = _("Saved.")  # noqa: RUF009  (lazy and immutable)
    made: Label = ""
    empty: Label = Table.empty
    plural: Label = ""


@dataclass(frozen=True)
class Menu:
    """Where the list stands in the menu."""

    group: Group
    order: int = 50


class Part:
    """A part of a record's page: a heading and what stands under it."""

    def __init__(self, title: Label, *shown: Shown) -> None:
        self.title, self.shown = title, shown


@dataclass(kw_only=True)
class Register:
    """A model's screens; see the module's docstring.

    Attributes:
        name, plural: of its addresses and routes: "visit-plan" gives ``visit-plans/``, ``app:visit-plan-edit`` ….
        permissions: has VIEW and EDIT.
        columns: fields of the model, or columns by hand; the first leads to the record.
        hidden: those of the columns that are shown only to who asks for them.
        annotations: what the database works out for the list's rows: name → expression.
        filters: fields of the model, or filters by hand.
        search: fields in which what is typed into the list's box is looked for; none leaves the box out.
        fields: of the form, in order; a mapping gives some of them by hand.
        when_new: more fields of the form that adds a record, by hand.
        order: as in ``QuerySet.order_by``; the model's own where left out.
        status: record → what stands beside its name, and in a column ``status``.
        title, summary, due, buttons: of the record's page; see :class:`RecordView`.
        found: record → the line under its name among what the search over everything finds; gives it a searcher.
        events: codes by which the journal knows that a record was added, and changed.
        rows: user → the records that the user may see; all of them, with VIEW, where left out.
        save: (by, record or None, **values) → the record; a room's action in place of ``create_or_update``.
        initial: record → what stands in the form besides the fields of the model.
        sheet: key of the sheet that exports the list.
    """

    model: type[Model]
    name: str
    permissions: Any
    words: Words
    columns: Sequence[str | Field | Column]
    fields: Sequence[str | Field] | Mapping[str, forms.Field | None]
    when_new: Mapping[str, forms.Field] = field(default_factory=dict)
    sections: Sequence[Part] = ()
    plural: str = ""
    key: str = ""
    hidden: Sequence[str] = ()
    annotations: Mapping[str, Any] = field(default_factory=dict)
    filters: Sequence[str | Field | Filter] = ()
    search: Sequence[str] = ()
    order: Sequence[str] = ()
    status: Callable[[Any], Status | None] | None = None
    title: Callable[[Any], Label] = str
    summary: Callable[[Any], Label] | None = None
    due: Callable[[Any], Sequence[Due]] | None = None
    buttons: Callable[[Any, Any], Sequence[Button]] | None = None
    found: Callable[[Any], Label] | None = None
    found_order: int = 50
    menu: Menu | None = None
    events: tuple[str, str] = ("", "")
    rows: Callable[[Any], QuerySet[Any]] | None = None
    save: Callable[..., Any] | None = None
    initial: Callable[[Any], Mapping[str, Any]] | None = None
    sheet: str | None = None

    def __post_init__(self) -> None:
        self.plural = self.plural or f"{self.name}s"
        self.app: str = self.model._meta.app_label
        self.key = self.key or f"{self.app}.{self.plural.replace('-', '_')}"
        code = f"{self.app}.{self.name.replace('-', '_')}"
        self.events = self.events if any(self.events) else (f"{code}_added", f"{code}_changed")
        describe(self.events[0], self.words.added)
        describe(self.events[1], self.words.changed)
        _REGISTERS[self.key] = self

    # What is read

    @property
    def view_permission(self) -> Permission:
        found: Permission = self.permissions.VIEW
        return found

    @property
    def edit_permission(self) -> Permission:
        found: Permission = self.permissions.EDIT
        return found

    @property
    def heading(self) -> Label:
        return self.words.plural or label_of_model(self.model, plural=True)

    def presentation(self, name: str | Field) -> Presentation:
        return presentation_of(self.model, name if isinstance(name, str) else name.name)

    def visible_to(self, user: User) -> QuerySet[Any]:
        """The records that the user may see."""
        if self.rows is not None:
            return self.rows(user)
        records: QuerySet[Any] = self.model._default_manager.all()
        return records if decide(user, self.view_permission) else records.none()

    def find(self, records: QuerySet[Any], text: str) -> QuerySet[Any]:
        """Those of ``records`` in which ``text`` is found."""
        condition = Q(pk__in=())
        for name in self.search:
            condition |= self.presentation(name).search(text)
        return records.filter(condition)

    # What is written

    def create_or_update(self, *, by: User, record: Any = None, **values: Any) -> Any:
        """Create a record, or update the one given.

        Raises:
            Denied: ``by`` may not edit these records.
            ValidationError: by field, what does not hold.
        """
        if self.save is not None:
            return self.save(by=by, record=record, **values)
        return create_or_update(
            record or self.model(), values, by=by, permission=self.edit_permission, events=self.events
        )

    # Its routes

    def route(self, suffix: str = "") -> str:
        """Of a record's page, or with ``suffix`` ("edit", "add") of another view."""
        return f"{self.app}:{self.name}-{suffix}" if suffix else f"{self.app}:{self.name}"

    @property
    def list_route(self) -> str:
        return f"{self.app}:{self.plural}"

    def address(self, record: Model, suffix: str = "") -> str:
        return reverse(self.route(suffix), args=[record.uid])  # type: ignore[attr-defined]  # a Record has one


_REGISTERS: dict[str, Register] = {}


def registers() -> Mapping[str, Register]:
    """Every declared register, by key."""
    return _REGISTERS


def choice_status(name: str, severities: Mapping[Any, Any]) -> Callable[[Any], Status | None]:
    """The value of a field with choices as a status, each with its severity."""
    by_value = {str(value): severity for value, severity in severities.items()}

    def status(record: Any) -> Status | None:
        value = getattr(record, name)
        if not value:
            return None
        return Status(presentation_of(record._meta.model, name).value(record), by_value[value])

    return status
