"""How a room says what can be imported and exported: a ``sheets.py`` with calls to :func:`declare`.

    declare(Sheet(
        key="meetings",
        label=_("Meetings"),
        model=Meeting,
        columns=(
            Column("held_on", _("Date"), Kind.DATE, required=True, synonyms=("تاريخ اللقاء", "تاريخ", "tarih", "date")),
            Column("counterpart", _("Counterpart"), Kind.REFERENCE, to="organisations", synonyms=(...)),
            Column("category", _("Category"), Kind.CHOICE, choices=meeting_category_choices, synonyms=(...)),
        ),
        identity=("held_on", "counterpart", "subject"),
        permission_import=EngagementPermission.EDIT,
        permission_export=EngagementPermission.EXPORT,
    ))

Rows are matched to records by the exported identifier where the sheet carries one, else by ``identity``: the same file
imported twice changes nothing. A room whose rows are more than one plain record gives ``handler`` (see
:class:`RowHandler`); otherwise columns are fields of ``model`` (``key`` is the field's name; ``labels__ar`` is one
language of a LabelsField) and are written with COPY, past ``save()``; what follows from others is the
model's ``derived_values``.

What rows hold once cleaned, for handlers and hooks:

=========== ======================================================= ==========
kind        value                                                   empty cell
=========== ======================================================= ==========
TEXT, EMAIL, ``str``                                                ``""``
PHONE, URL
INTEGER     ``int``                                                 ``None``
DECIMAL     ``Decimal``                                             ``None``
DATE        ``date``                                                ``None``
BOOLEAN     ``bool``                                                ``None``
CHOICE      the code, ``str`` (also where the field is a            ``""``
            ForeignKey to a model with a ``code``)
REFERENCE   primary key of the record referred to, ``int``          ``None``
many=True   tuple of such values, in the order written              ``()``
=========== ======================================================= ==========

A row has only the columns that the file has. An empty cell clears what a record holds only where the row carries the
identifier of an export; in other sheets it leaves the record's value alone.

A sheet whose records lie behind a wall is declared ``walled``: what its cells hold goes to the room's handler and
nowhere else. No problem, preview, difference, journal entry, log or undo image repeats a cell; headers that are not
known are named by their letter; who may not import it is not told that it exists. Its rows are added and never compared
with records that are there, since a comparison would tell what those hold. :mod:`minbar.foundation.sheets.walled` has
the means.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from django.db import models

from minbar.foundation.access.permissions import Permission

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from minbar.foundation.accounts.models import User

    Label = str | _StrPromise


class Kind(StrEnum):
    """What a cell holds; says how it is read and which errors it can have."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    BOOLEAN = "boolean"
    CHOICE = "choice"  # one of ``choices``, by code or by label in any of the three languages
    REFERENCE = "reference"  # a record of another sheet, by identifier or by name
    EMAIL = "email"
    PHONE = "phone"
    URL = "url"


@dataclass(frozen=True)
class Column:
    """A column of a sheet.

    Attributes:
        key: the model's field, or a name that the handler knows.
        label: the header written on export; its three translations are recognised on import too.
        synonyms: other headers that mean the same, in any language; compared after normalisation.
        choices: code → labels in three languages, read when needed.
        to: for REFERENCE, the key of the sheet referred to; several for models that share their primary keys, such as
            organisations and people, which are both parties.
        personal: about an identifiable person; kept out of error reports, logs, the journal and public exports.
        sealed: kept sealed; read on import, and in no export whoever asks.
        many: the cell holds several values, separated by ``;``, ``؛``, ``|`` or a new line.
        field: the model's field, where it is not called like the key.
        max_length, minimum: limits; where unset, those of the model's field hold.
    """

    key: str
    label: Label
    kind: Kind = Kind.TEXT
    required: bool = False
    synonyms: tuple[str, ...] = ()
    choices: Callable[[], Mapping[str, Mapping[str, str]]] | None = None
    to: str | tuple[str, ...] | None = None
    personal: bool = False
    sealed: bool = False
    max_length: int | None = None
    minimum: float | None = None
    many: bool = False
    field: str = ""

    @property
    def referred(self) -> tuple[str, ...]:
        """Keys of the sheets that hold what a REFERENCE may name."""
        return (self.to,) if isinstance(self.to, str) else self.to or ()


@dataclass(frozen=True)
class RowProblem:
    """Why a row can't be taken: ``column`` is a key of the sheet; ``message`` says what is wrong and what to do."""

    column: str
    message: Label


@dataclass(frozen=True)
class PossibleDuplicate:
    """A record that a new row resembles: shown as a warning, never an error. ``likeness`` from 0 to 1."""

    uid: uuid.UUID
    name: str
    likeness: float


@dataclass(frozen=True)
class Notice:
    """Something to look at before a row is taken, which does not reject it. ``row`` is the row's place among those that
    were handed over; ``message`` repeats no cell. Where it says ``{row}``, the number of ``other`` stands, a place as
    well."""

    row: int
    column: str
    message: Label
    other: int | None = None


class RowHandler(Protocol):
    """Writes rows that are more than one plain record (a person with names, affiliation and contact points).

    Called with whole batches so that it may read and write in bulk. All of it runs inside the import's transaction.
    """

    def match(self, rows: Sequence[Mapping[str, Any]]) -> Sequence[models.Model | None]:
        """For each row (cleaned values by column key) the record that it already is, or None."""
        ...

    def state(self, records: Sequence[models.Model]) -> Sequence[Mapping[str, Any]]:
        """For each record its present values by column key (all columns), comparable with cleaned rows; used for the
        difference, for export and for undo."""
        ...

    def create(self, rows: Sequence[Mapping[str, Any]], *, by: User | None) -> Sequence[models.Model]:
        """Make records of rows, in bulk, and return them in order."""
        ...

    def update(self, records: Sequence[models.Model], changes: Sequence[Mapping[str, Any]], *, by: User | None) -> None:
        """Set the given values (only those that differ) on records, in bulk."""
        ...

    def delete(self, records: Sequence[models.Model], *, by: User | None) -> None:
        """Take back records that an import created (undo), with what is part of them."""
        ...


class Composite(Protocol):
    """Several columns that together are one field of a plain model, such as the country, province and district of a
    place."""

    field: str
    columns: tuple[Column, ...]

    def reader(self) -> Callable[[Any], Mapping[str, Any]]:
        """Makes of what the table holds the cells of these columns; asked for once for a batch."""
        ...

    def writer(self) -> Callable[[Mapping[str, Any], Mapping[str, Any]], Any]:
        """Makes of a row's cells, and of those that are there, what the table is to hold; asked for once for a batch.

        A row has only the columns that are given or that change.
        """
        ...


@dataclass(frozen=True)
class Sheet:
    """A kind of sheet; see the module's docstring.

    Attributes:
        identity: the columns that tell a row apart where it carries no identifier.
        permission_personal: who may export its personal columns; nobody where unset.
        synonyms: what people call such a sheet (its worksheet's name).
        after: sheets that must be imported before this one when they come together.
        named_by: how other sheets refer to its records: ORM paths to texts or LabelsFields, such as ``("code",
            "labels", "names__text")``. Where unset, its TEXT columns of ``identity``.
        check: problems of a whole row, after its cells were found good. What the constraints of a plain model say is
            asked anyway (see :mod:`.constraints`).
        composites: those of the columns that together are one field; for plain models.
        possible_duplicates: for each row that would be created the records that it resembles, best first; called in
            batches.
        notices: what is to be looked at in rows that would be created; called once for a worksheet, with the reader.
        records: what a reader may export; all records of the model where unset.
        record_route: the route of a record's page (takes its uid), for links from an import's result.
        walled: see the module's docstring; needs a handler, and all of its columns are personal.
        within: opened around all that the engine and the handler read and write of the records.
        seen_by: opened around what a reader takes out; where unset, ``within``.
    """

    key: str
    label: Label
    model: type[models.Model]
    columns: tuple[Column, ...]
    identity: tuple[str, ...]
    permission_import: Permission
    permission_export: Permission
    permission_personal: Permission | None = None
    synonyms: tuple[str, ...] = ()
    handler: RowHandler | None = None
    after: tuple[str, ...] = ()
    named_by: tuple[str, ...] = ()
    check: Callable[[Mapping[str, Any]], Iterable[RowProblem]] | None = None
    composites: tuple[Composite, ...] = ()
    possible_duplicates: Callable[[Sequence[Mapping[str, Any]]], Sequence[Sequence[PossibleDuplicate]]] | None = None
    notices: Callable[[Sequence[Mapping[str, Any]], User | None], Iterable[Notice]] | None = None
    records: Callable[[User], models.QuerySet[Any]] | None = None
    record_route: str | None = None
    walled: bool = False
    within: Callable[[], AbstractContextManager[Any]] = nullcontext
    seen_by: Callable[[User], AbstractContextManager[Any]] | None = None

    @cached_property
    def constrained(self) -> bool:
        """Whether its rows are asked what the model's constraints say: where its columns are the model's fields."""
        return self.handler is None

    @cached_property
    def column(self) -> Mapping[str, Column]:
        """Its columns by key."""
        return {column.key: column for column in self.columns}


_SHEETS: dict[str, Sheet] = {}


def declare(sheet: Sheet) -> Sheet:
    """Register a sheet.

    Raises:
        ValueError: its key is taken, its identity names a column that it has not, a REFERENCE says not to what, or it
            is walled without a handler or with a column that is not personal.
    """
    if sheet.key in _SHEETS:
        raise ValueError(f"sheet '{sheet.key}' is declared twice")
    if missing := set(sheet.identity) - {column.key for column in sheet.columns}:
        raise ValueError(f"sheet '{sheet.key}': identity names unknown columns {sorted(missing)}")
    for column in sheet.columns:
        if column.kind is Kind.REFERENCE and not column.to:
            raise ValueError(f"sheet '{sheet.key}': column '{column.key}' refers to nothing; name a sheet in 'to'")
    if sheet.walled and (sheet.handler is None or not all(column.personal for column in sheet.columns)):
        raise ValueError(f"sheet '{sheet.key}': behind a wall it needs a handler, and all of its columns are personal")
    _SHEETS[sheet.key] = sheet
    return sheet


def sheets() -> Mapping[str, Sheet]:
    """All declared sheets, by key."""
    return _SHEETS
