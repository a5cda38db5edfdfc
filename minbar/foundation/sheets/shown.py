"""Values as a reader sees them in a difference or writes them in a spreadsheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from minbar.foundation.sheets.choices import choices_of, label_of
from minbar.foundation.sheets.declare import Column, Kind, Sheet, sheets
from minbar.foundation.sheets.names import written_names
from minbar.foundation.text.dates import format_date_short

JOINED = "; "


class Shower:
    """Shows one column's values; references and choices are read once for all of them."""

    def __init__(self, sheet: Sheet, column: Column, values: Collection[Any]) -> None:
        self.column = column
        self.choices = choices_of(sheet, column)
        self.names: dict[int, str] = {}
        if column.kind is Kind.REFERENCE:
            wanted = {pk for value in values for pk in self._each(value)}
            self.names = written_names([sheets()[key] for key in column.referred], wanted) if wanted else {}

    def cell(self, value: Any) -> Any:
        """For a spreadsheet: dates, numbers and yes or no stay what they are; None where there is nothing."""
        if self.column.many:
            return JOINED.join(str(self._one(item)) for item in value)
        return None if value is None or value == "" else self._one(value)

    def text(self, value: Any) -> str:
        """For a page."""
        cell = self.cell(value)
        if isinstance(cell, bool):
            return str(_("yes") if cell else _("no"))
        if isinstance(cell, dt.date):
            return format_date_short(cell)
        if isinstance(cell, Decimal):
            return f"{cell.normalize():f}"
        return "" if cell is None else str(cell)

    def _each(self, value: Any) -> Sequence[int]:
        if self.column.many:
            return tuple(value)
        return () if value is None else (value,)

    def _one(self, value: Any) -> Any:
        if self.column.kind is Kind.REFERENCE:
            return self.names.get(value, "")
        if self.column.kind is Kind.CHOICE:
            return label_of(self.choices, value)
        return value


def name_of_row(sheet: Sheet, row: Any) -> str:
    """A few words by which a reader knows the row again: its first texts or dates of the identity.

    Personal columns are left out where there is another.
    """
    keys = [*sheet.identity, *(column.key for column in sheet.columns if column.kind is Kind.TEXT)]
    words = []
    for key in dict.fromkeys(keys):
        value = row.get(key)
        if value and sheet.column[key].kind in {Kind.TEXT, Kind.DATE, Kind.INTEGER} and not sheet.column[key].many:
            words.append(format_date_short(value) if isinstance(value, dt.date) else str(value))
        if len(words) == 2:
            break
    return " · ".join(words)[:120]
