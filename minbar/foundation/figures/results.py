"""What an evaluated figure is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from minbar.foundation.figures.audiences import Hidden
from minbar.foundation.figures.declare import Dimension
from minbar.foundation.text.languages import in_language

Value = int | Decimal | None


class Row(NamedTuple):
    """A part of a disaggregated figure.

    Attributes:
        values: of the dimensions that the figure is split by, in their order; None is unknown.
        value: of the part: a whole number as int, else Decimal; None where a ratio has no divisor.
        records: how many of the dataset's rows are behind it; None where that is hidden.
        hidden: why neither is told.
    """

    values: tuple[str | None, ...]
    value: Value
    records: int | None
    hidden: Hidden | None = None


@dataclass(frozen=True)
class Result:
    """An evaluated figure.

    Attributes:
        value: the true total, which for people counted once is not the sum of the parts.
        unit: labels in three languages; empty where a plain number says enough.
        by: the dimensions of ``rows``.
        records: how many of the dataset's rows are behind the value; None for a declared figure.
        as_of: when the rows were true; for a declared figure the day that it names.
        engine: "live", "snapshot", the dialect of another engine, or "declared".
        hidden: why neither value nor records are told to the audience that it was made for.
    """

    key: str
    value: Value
    unit: Mapping[str, str]
    by: tuple[Dimension, ...] = ()
    rows: tuple[Row, ...] = ()
    records: int | None = None
    as_of: datetime | date | None = None
    engine: str = "declared"
    hidden: Hidden | None = None

    @property
    def is_traced(self) -> bool:
        return self.engine != "declared"


def value_label(dimension: Dimension, value: str | None, *, language: str | None = None,
                known: Mapping[str, Mapping[str, str]] | None = None) -> str:  # fmt: skip
    """A dimension's value in words: its label, "unknown" for None, or the value itself where it has no label.

    Args:
        language: that of the label; the reader's where None.
        known: the dimension's values where the caller has read them already.
    """
    if value is None:
        return _("Unknown")
    labels = known if known is not None else (dimension.values() if dimension.values else {})
    return in_language(dict(labels.get(value, {})), language) or value
