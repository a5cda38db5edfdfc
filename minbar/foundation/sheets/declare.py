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
:class:`RowHandler`); otherwise columns are fields of ``model``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
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
        to: for REFERENCE, the key of the sheet referred to.
        personal: about an identifiable person; kept out of error reports, logs and public exports.
    """

    key: str
    label: Label
    kind: Kind = Kind.TEXT
    required: bool = False
    synonyms: tuple[str, ...] = ()
    choices: Callable[[], Mapping[str, Mapping[str, str]]] | None = None
    to: str | None = None
    personal: bool = False
    max_length: int | None = None
    minimum: float | None = None


class RowHandler(Protocol):
    """Writes rows that are more than one plain record (a person with names, affiliation and contact points).

    Called with whole batches so that it may read and write in bulk. All of it runs inside the import's transaction.
    """

    def match(self, rows: Sequence[Mapping[str, Any]]) -> Sequence[models.Model | None]:
        """For each row (cleaned values by column key) the record that it already is, or None."""
        ...

    def state(self, records: Sequence[models.Model]) -> Sequence[Mapping[str, Any]]:
        """For each record its present values by column key, comparable with cleaned rows; used for the difference,
        for export and for undo."""
        ...

    def create(self, rows: Sequence[Mapping[str, Any]], *, by: User | None) -> Sequence[models.Model]:
        """Make records of rows, in bulk, and return them in order."""
        ...

    def update(self, records: Sequence[models.Model], changes: Sequence[Mapping[str, Any]], *, by: User | None) -> None:
        """Set the given values (only those that differ) on records, in bulk."""
        ...

    def delete(self, records: Sequence[models.Model], *, by: User | None) -> None:
        """Take back records that an import created (undo)."""
        ...


@dataclass(frozen=True)
class Sheet:
    """A kind of sheet; see the module's docstring. ``identity`` names the columns that tell a row apart."""

    key: str
    label: Label
    model: type[models.Model]
    columns: tuple[Column, ...]
    identity: tuple[str, ...]
    permission_import: Permission
    permission_export: Permission
    synonyms: tuple[str, ...] = ()  # what people call such a sheet (its tab's name)
    handler: RowHandler | None = None
    after: tuple[str, ...] = ()  # sheets that must be imported before this one when they come together


_SHEETS: dict[str, Sheet] = {}


def declare(sheet: Sheet) -> Sheet:
    """Register a sheet.

    Raises:
        ValueError: its key is taken or its identity names a column that it has not.
    """
    if sheet.key in _SHEETS:
        raise ValueError(f"sheet '{sheet.key}' is declared twice")
    if missing := set(sheet.identity) - {column.key for column in sheet.columns}:
        raise ValueError(f"sheet '{sheet.key}': identity names unknown columns {sorted(missing)}")
    _SHEETS[sheet.key] = sheet
    return sheet


def sheets() -> Mapping[str, Sheet]:
    """All declared sheets, by key."""
    return _SHEETS
