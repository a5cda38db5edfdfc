"""What each figure of an edition is: counted now for a draft, as it was frozen once the edition is checked.

:mod:`.ledger` gives it as an audience may know it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from minbar.evidence.editions.enums import Style
from minbar.evidence.editions.models import Edition, EditionFigure
from minbar.foundation.figures.audiences import Audience, Hidden
from minbar.foundation.figures.declare import Count, Sum
from minbar.foundation.figures.definition import DefinitionError
from minbar.foundation.figures.enums import FigureKind
from minbar.foundation.figures.evaluate import evaluate
from minbar.foundation.figures.models import Figure
from minbar.foundation.figures.period import Period
from minbar.foundation.figures.reading import read_definition
from minbar.foundation.figures.results import Result
from minbar.foundation.text.languages import in_language


@dataclass(frozen=True)
class Part:
    """A part of a figure that is split: the value of each dimension (None where unknown), and the number.

    ``hidden`` says why the audience is told neither number nor records.
    """

    values: tuple[str | None, ...]
    value: Decimal | None
    records: int | None = None
    hidden: Hidden | None = None


@dataclass(frozen=True)
class Entry:
    """One figure of the ledger.

    Attributes:
        value: None where it can't be had (a ratio over nothing). Percentages are shares: 0.19 is 19 %.
        definition: what is counted (see ``foundation.figures.definition``); None for a declared figure.
        rows: the value split by the dimensions of its definition; empty where it is not split.
        records: how many records stand behind it; None for a declared figure.
        as_of: when it was counted, or the day that a declared figure's source speaks of.
        unit: what is counted, in three languages; empty where the name says enough.
        hidden: why the audience is told neither value nor records.
    """

    figure: Figure
    style: Style
    value: Decimal | None
    definition: Mapping[str, Any] | None = None
    rows: tuple[Part, ...] = ()
    records: int | None = None
    as_of: datetime | date | None = None
    unit: Mapping[str, str] = field(default_factory=dict)
    hidden: Hidden | None = None

    @property
    def key(self) -> str:
        return self.figure.key

    @property
    def declared(self) -> bool:
        return self.figure.kind == FigureKind.DECLARED

    @property
    def by(self) -> tuple[str, ...]:
        """The dimensions of ``rows``."""
        return tuple((self.definition or {}).get("by") or ())

    @property
    def adds_up(self) -> bool:
        """Whether its parts add up to it: those of a count or sum do, people counted once may stand in several."""
        try:
            return isinstance(read_definition(self.definition or {}).measure, Count | Sum)
        except DefinitionError:  # a frozen figure may count what is no longer declared
            return False

    def label(self, language: str | None = None) -> str:
        """The figure's name in a language, else the reader's."""
        return in_language(self.figure.labels, language)


class Ledger(dict[str, Entry]):
    """The figures of an edition by key, in the edition's order, as an audience may know them.

    Attributes:
        exposed: how many small numbers follow from what earlier editions told, whatever this one hides.
    """

    audience: Audience = Audience.INTERNAL
    exposed: int = 0

    @property
    def hides(self) -> bool:
        """Whether anything in it is not told."""
        return any(entry.hidden or any(row.hidden for row in entry.rows) for entry in self.values())


def period_of(edition: Edition) -> Period:
    """The edition's period, first and last day within it."""
    return Period(edition.period_from, edition.period_to)


def exact_ledger(edition: Edition) -> Ledger:
    """Every figure of the edition with its value, whoever may know it."""
    places = list(edition.figures.select_related("figure"))
    if edition.is_frozen:
        return Ledger({place.figure.key: _frozen(place) for place in places})
    results = evaluate([place.figure for place in places], period=period_of(edition))
    return Ledger({place.figure.key: _live(place, results[place.figure.key]) for place in places})


def _frozen(place: EditionFigure) -> Entry:
    figure = place.figure
    return Entry(
        figure, Style(place.style), place.value, place.definition,
        rows=tuple(_part(*row) for row in place.rows), records=place.records,
        as_of=figure.as_of if figure.kind == FigureKind.DECLARED else place.as_of, unit=figure.unit,
    )  # fmt: skip


def _live(place: EditionFigure, result: Result) -> Entry:
    return Entry(
        place.figure, Style(place.style), _decimal(result.value), place.figure.definition,
        rows=tuple(Part(row.values, _decimal(row.value), row.records) for row in result.rows), records=result.records,
        as_of=result.as_of, unit=result.unit,
    )  # fmt: skip


def _part(values: list[str | None], value: str | None, records: int | None = None) -> Part:
    """A part as it was frozen; formerly without its records, which a count tells itself."""
    return Part(tuple(values), _decimal(value), records if records is not None else int(Decimal(value or 0)))


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))
