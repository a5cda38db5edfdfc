"""An overview of the year: the figures of the network's choice, over the latest report's period and year by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from minbar.evidence.editions.models import Edition
from minbar.foundation.figures.access import FiguresPermission
from minbar.foundation.figures.audiences import Audience
from minbar.foundation.figures.declare import datasets
from minbar.foundation.figures.definition import dataset_key
from minbar.foundation.figures.enums import FigureKind
from minbar.foundation.figures.models import Figure
from minbar.foundation.figures.period import Period
from minbar.foundation.figures.records import may_see_records
from minbar.foundation.figures.results import Result, Value
from minbar.foundation.figures.showing import results_for
from minbar.foundation.screens.navigation import holds
from minbar.foundation.text.dates import format_period
from minbar.foundation.text.languages import in_language, reader_language
from minbar.foundation.text.reader import in_readers_digits

#: How many figures of the latest report are shown where the network has chosen none.
USUAL = 8
#: Height of a trend's tallest bar, in the units of its drawing.
TALLEST = 32


@dataclass(frozen=True)
class Bar:
    """A figure in one year; ``height`` and ``top`` are for the drawing."""

    year: str
    value: Value
    height: int
    top: int


@dataclass(frozen=True)
class OverviewFigure:
    """One figure on the first page; ``hidden`` stands in the place of a value that is not told."""

    label: str
    value: Value
    hidden: str
    unit: str
    url: str
    bars: Sequence[Bar]


@dataclass(frozen=True)
class Overview:
    """What stands on the first page, and the period that it is about, in words."""

    period: str
    figures: Sequence[OverviewFigure]


def overview(user: Any) -> Overview | None:
    """The overview for ``user``; None for those who may not see figures. One query for each dataset that is counted."""
    if not holds(user, FiguresPermission.VIEW):
        return None
    edition = Edition.objects.first()  # the latest
    this_year = date.today().year  # noqa: DTZ011  (the network's own day, not an instant)
    period = (
        Period(edition.period_from, edition.period_to)
        if edition
        else Period(date(this_year - 2, 1, 1), date(this_year, 12, 31))
    )
    shown = [_by_year(figure, user) for figure in chosen_figures(edition)]
    results = results_for(user, shown, period)
    figures = [_overview_figure(figure, results[figure.key], period, user) for figure in shown]
    return Overview(format_period(period.start, period.end) if period.start and period.end else "", figures)


def chosen_figures(edition: Edition | None) -> list[Figure]:
    """The figures that settings name, in that order; where none of them is there, the first that the report counts."""
    found: Mapping[str, Figure] = {
        figure.key: figure for figure in Figure.objects.filter(key__in=settings.HOME_FIGURES)
    }
    if chosen := [found[key] for key in settings.HOME_FIGURES if key in found]:
        return chosen
    if edition is None:
        return []
    places = edition.figures.filter(figure__kind=FigureKind.TRACED).select_related("figure")
    return [place.figure for place in places[:USUAL]]


def _by_year(figure: Figure, user: Any) -> Figure:
    """The same figure, split by year where what it counts has a day and its parts may be known."""
    if figure.kind == FigureKind.TRACED and (definition := figure.definition):
        dataset = datasets().get(dataset_key(definition))
        if dataset and dataset.is_protected and not may_see_records(user, dataset):
            return figure
        figure.definition = definition | {"by": ["year"] if dataset and dataset.period else []}
    return figure


def _overview_figure(figure: Figure, result: Result, period: Period, user: Any) -> OverviewFigure:
    return OverviewFigure(
        label=str(figure), value=result.value,
        hidden=result.hidden.words(Audience.PUBLIC) if result.hidden else "",
        unit=in_language(dict(result.unit)), bars=_bars(result, period),
        url=_records_url(figure, period, user),
    )  # fmt: skip


def _bars(result: Result, period: Period) -> list[Bar]:
    if [dimension.key for dimension in result.by] != ["year"] or period.start is None or period.end is None:
        return []
    values = {row.values[0]: row.value for row in result.rows}
    years = range(period.start.year, period.end.year + 1)
    most = max((value for value in values.values() if value), default=0) or 1
    bars = []
    for year in years:
        value = values.get(str(year), 0)
        height = round(TALLEST * (value or 0) / most)
        bars.append(Bar(in_readers_digits(str(year), reader_language()), value, height, TALLEST - height))
    return bars if len(bars) > 1 else []


def _records_url(figure: Figure, period: Period, user: Any) -> str:
    dataset = datasets().get(dataset_key(figure.definition))
    if dataset is None or not may_see_records(user, dataset):
        return ""
    span = {"from": str(period.start), "to": str(period.end)}
    try:
        return f"{reverse('figures:records', args=[figure.uid])}?{urlencode(span)}"
    except NoReverseMatch:
        return ""
