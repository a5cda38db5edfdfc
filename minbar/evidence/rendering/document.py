"""An edition made ready for one language: every figure found, written and marked. All outputs are made of this.

:func:`compose` does all the reading; the dataclasses below hold plain values and finished texts, and know nothing of
HTML, typst or workbooks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from minbar.evidence.editions.models import Edition
from minbar.foundation.screens.charts import Plot
from minbar.foundation.text.languages import Language


@dataclass(frozen=True)
class Words:
    """A run of text. ``isolated``: a date, address or number typed in it, which keeps its own direction."""

    text: str
    strong: bool = False
    emphasis: bool = False
    isolated: bool = False
    type: Literal["text"] = "text"


@dataclass(frozen=True)
class CitedFigure:
    """A figure in running text. ``numeric``: digits and signs only, to be read from left to right."""

    key: str
    text: str
    numeric: bool
    declared: bool = False
    note: str = ""
    strong: bool = False
    type: Literal["figure"] = "figure"


@dataclass(frozen=True)
class CitedDate:
    """A date in running text."""

    date: date
    text: str
    type: Literal["date"] = "date"


Run = Words | CitedFigure | CitedDate
Runs = tuple[Run, ...]


@dataclass(frozen=True)
class HeadingBlock:
    level: int
    content: Runs
    type: Literal["heading"] = "heading"


@dataclass(frozen=True)
class ParagraphBlock:
    content: Runs
    type: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True)
class ListBlock:
    items: tuple[Runs, ...]
    type: Literal["list"] = "list"


@dataclass(frozen=True)
class ExhibitRow:
    """A row of a table and its mark in the chart.

    Attributes:
        key: the figure that it shows.
        value, share: as numbers; the share is of the exhibit's whole, or of the sum in a chart of shares.
        fraction: length of its bar, 1 for the longest.
        start: where its part of a whole begins, 0 to 1.
        part: dimension → value where the row is a part of the figure.
        hidden: the audience is not told the value; ``text`` says so.
    """

    key: str
    label: str
    value: Decimal | None
    text: str
    share: Decimal | None = None
    share_text: str = ""
    fraction: float = 0.0
    start: float = 0.0
    declared: bool = False
    note: str = ""
    part: Mapping[str, str | None] | None = None
    hidden: bool = False


@dataclass(frozen=True)
class ExhibitBlock:
    """A table, or a chart with its table. ``head`` names the table's columns: label, value and, with shares, share."""

    key: str
    title: str
    form: str
    alt: str
    head: tuple[str, ...]
    rows: tuple[ExhibitRow, ...]
    total: ExhibitRow | None = None
    plot: Plot | None = None
    #: Told under the table, where something in it is hidden.
    note: str = ""
    type: Literal["exhibit"] = "exhibit"

    @property
    def shares(self) -> bool:
        return len(self.head) > 2


Block = HeadingBlock | ParagraphBlock | ListBlock | ExhibitBlock


@dataclass(frozen=True)
class ReportSection:
    key: str
    heading: str
    blocks: tuple[Block, ...]
    #: Keys of the figures that the section's text and exhibits show, in order.
    figures: tuple[str, ...]


@dataclass(frozen=True)
class DefinedFigure:
    """A figure with what it says, for the list at the end, for workbooks and for machines."""

    key: str
    label: str
    labels: dict[str, str]
    value: Decimal | None
    text: str
    style: str
    unit: str
    declared: bool
    kind: str
    definition_text: str
    definition: dict[str, object] | None
    records: int | None
    records_text: str
    as_of: str
    source: str
    source_url: str
    hidden: bool = False


@dataclass(frozen=True)
class ReportDocument:
    """A whole edition in one language."""

    edition: Edition
    language: Language
    title: str
    period: str
    status: str
    as_of: str
    notes: tuple[str, ...]
    sections: tuple[ReportSection, ...]
    figures: dict[str, DefinedFigure]

    @property
    def direction(self) -> str:
        return self.language.direction
