"""The records behind a figure as their screen shows them, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, overload

from django.urls import NoReverseMatch, reverse

from minbar.foundation.figures.declare import Dimension
from minbar.foundation.figures.definition import OneOf
from minbar.foundation.figures.models import Figure
from minbar.foundation.figures.period import UNITS, Period
from minbar.foundation.figures.queries import titles_of
from minbar.foundation.figures.reading import read_definition
from minbar.foundation.figures.records import RecordRow, records_behind
from minbar.foundation.figures.words import Words


@dataclass(frozen=True)
class Line:
    """A record: its name where it has one of its own, its day, its dimensions in words, where it is."""

    title: str
    day: date | None
    words: list[str]
    url: str


class RecordsPage(Sequence[Line]):
    """A sequence of :class:`Line` that a paginator cuts; only the page that is shown is read."""

    SIZE = 50
    #: More columns than this are hard to read.
    MOST_COLUMNS = 6

    def __init__(self, figure: Figure, period: Period | None, part: dict[str, str | None], *, user: Any) -> None:
        """Raises DefinitionError as :func:`.records.records_behind` does."""
        self.figure, self.period, self.part, self.user = figure, period, part, user
        self.definition = read_definition(figure.definition or {}, figure=figure.key)
        self.dataset = self.definition.dataset
        self._words = Words(self.dataset)
        behind = records_behind(figure, period, user=user, part=part, limit=0)
        self.open, self.number = behind.open, behind.count

    def __len__(self) -> int:
        return self.number or 0 if self.open else 0

    @overload
    def __getitem__(self, wanted: int) -> Line: ...
    @overload
    def __getitem__(self, wanted: slice) -> list[Line]: ...
    def __getitem__(self, wanted: int | slice) -> Line | list[Line]:
        if isinstance(wanted, int):
            return self[wanted : wanted + 1][0]
        start, stop, _step = wanted.indices(len(self))
        behind = records_behind(
            self.figure, self.period, user=self.user, part=self.part, offset=start, limit=stop - start
        )
        with self.dataset.listed_for(self.user):
            titles = titles_of(self.dataset, behind.uids)
        return [self._line(row, titles.get(row.uid, "")) for row in behind.rows]

    @cached_property
    def columns(self) -> Sequence[Dimension]:
        """Dimensions that the figure names first, then others as far as there is room."""
        named = [one.dimension for one in self.definition.conditions if isinstance(one, OneOf)]
        named = [key for key in dict.fromkeys([*self.part, *self.definition.by, *named]) if key not in UNITS]
        keys = dict.fromkeys([*named, *(dimension.key for dimension in self.dataset.dimensions)])
        return [self.dataset.all_dimensions()[key] for key in list(keys)[: self.MOST_COLUMNS]]

    @cached_property
    def description(self) -> list[tuple[str, str]]:
        """What is counted, in words; the part that was opened last."""
        dimensions = self.dataset.all_dimensions()
        parts = [(str(dimensions[key].label), self._words.value(dimensions[key], self.part[key])) for key in self.part]
        return [*self._words.describe(self.definition, self.period), *parts]

    @property
    def has_days(self) -> bool:
        return self.dataset.period is not None

    def _line(self, row: RecordRow, title: str) -> Line:
        by_key = dict(zip((dimension.key for dimension in self.dataset.dimensions), row.values, strict=True))
        words = [self._words.value(dimension, by_key[dimension.key]) for dimension in self.columns]
        return Line(title, row.day, words, self._url(row))

    def _url(self, row: RecordRow) -> str:
        if not self.dataset.record_route:
            return ""
        try:
            return reverse(self.dataset.record_route, args=[row.uid])
        except NoReverseMatch:
            return ""
