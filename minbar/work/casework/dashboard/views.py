"""The supervisor's view of all cases together: counts, and no case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views import View

from minbar.foundation.access.routes import requires
from minbar.foundation.screens import charts
from minbar.foundation.screens.cells import Cell, Severity, Status, writer
from minbar.foundation.text.dates import format_month
from minbar.foundation.text.numbers import format_number, format_range
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.enums import CaseResult
from minbar.work.casework.dashboard import queries as dashboard
from minbar.work.casework.dashboard.queries import (
    SHOWN_MONTHS,
    LoadRow,
    ResultRow,
    StageOutcome,
    TopicRow,
    Topics,
    Waiting,
)

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

#: For so many months back results and waiting times can be shown.
PERIODS = (1, 3, 12)
#: So many topics have a picture of their own.
SHOWN_TRENDS = 8


@requires(CasePermission.DASHBOARD, hides=True)
class Dashboard(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("months", "")
        months = int(asked) if asked in {str(period) for period in PERIODS} else PERIODS[1]
        since = timezone.localdate() - dt.timedelta(days=30 * months)
        with wall.counting():
            topics = dashboard.topics()
            now = [stages(), load(dashboard.load()), rising(topics)]
            outcomes = dashboard.outcomes(since)
            waiting = waiting_details(dashboard.waiting_times(since))
        context = {
            "now": now,
            "trends": trends(topics),
            "trend_table": monthly(topics),
            "flow": stage_flow(outcomes.by_stage),
            "flow_table": stage_results(outcomes.by_stage),
            "results": results(outcomes.by_service),
            "waiting": waiting,
            "months": months,
            "periods": [(each, _period(each)) for each in PERIODS],
        }
        return render(request, "casework/dashboard.html", context)


@dataclass(frozen=True)
class Grid:
    """A table as it stands on the page: each cell with the head of its column, which a phone shows beside it."""

    key: str
    title: str
    heads: Sequence[tuple[str, Cell]]
    values: Iterable[Sequence[Any]]
    empty: str
    note: str = ""

    @property
    def rows(self) -> list[list[tuple[str, Cell, SafeString]]]:
        return [
            [(label, kind, writer(kind)(value)) for (label, kind), value in zip(self.heads, row, strict=True)]
            for row in self.values
        ]


def stages() -> Grid:
    ages = [(_age(band), Cell.NUMBER) for band in dashboard.AGES]
    return Grid(
        "stages",
        _("Open cases, by how long"),
        [(_("Stage"), Cell.TEXT), *ages, (_("Together"), Cell.NUMBER)],
        [[row.stage.label, *row.by_age, row.total] for row in dashboard.open_by_stage()],
        "",
    )


def load(rows: list[LoadRow]) -> Grid:
    most = max((row.open for row in rows), default=1)
    heads = [
        (_("Case worker"), Cell.TEXT),
        (_("Open"), Cell.NUMBER),
        (_("Beside the most"), Cell.TEXT),
        (_("Of them urgent"), Cell.NUMBER),
        (_("The oldest opened on"), Cell.DATE),
    ]
    values = [[row.worker or _("Nobody yet"), row.open, Meter(row.open, most), row.urgent, row.oldest] for row in rows]
    return Grid("load", _("Open cases, by case worker"), heads, values, _("No case is open."))


@dataclass(frozen=True)
class Meter:
    """A bar beside the longest one; the number stands in the column before it."""

    value: int
    most: int

    def __html__(self) -> SafeString:
        return format_html('<meter max="{}" value="{}">{}</meter>', self.most, self.value, format_number(self.value))


def rising(topics: Topics) -> Grid:
    heads = [
        (_("Topic"), Cell.TEXT),
        (_("Province"), Cell.LABELS),
        (_("This month"), Cell.NUMBER),
        (_("Usual"), Cell.NUMBER),
        (_("Unusual above"), Cell.NUMBER),
    ]
    values = [
        [_name(row), row.place and row.place.labels, row.signal.count, _tenth(row.signal.usual),
         _tenth(row.signal.threshold)]
        for row in topics.rising
        if row.signal
    ]  # fmt: skip
    note = _(
        "A topic in a province is named here when this month has at least five cases and lies three standard errors "
        "above the mean of the twelve months that ended one month before."
    )
    empty = _("No topic rises unusually in any province this month.")
    return Grid("rising", _("Topics that rise unusually"), heads, values, empty, note)


def monthly(topics: Topics) -> Grid:
    heads = [(_("Topic"), Cell.TEXT), *((format_month(month), Cell.NUMBER) for month in topics.months[-SHOWN_MONTHS:])]
    values = [[_name(row), *row.latest, _signal(row)] for row in topics.everywhere]
    title, empty = _("Topics, month by month"), _("No case was opened in these months.")
    return Grid("months", title, [*heads, (_("Signal"), Cell.STATUS)], values, empty)


@dataclass(frozen=True)
class Trend:
    """A topic's picture over the months."""

    topic: str
    signal: SafeString | str
    picture: SafeString


def trends(topics: Topics) -> list[Trend]:
    """The topics that rise, then those with the most cases; all stand in the table beside."""
    first, last = format_month(topics.months[0]), format_month(topics.months[-1])
    return [_trend(row, first, last) for row in topics.everywhere[:SHOWN_TRENDS]]


def _trend(row: TopicRow, first: str, last: str) -> Trend:
    name, latest = _name(row), format_number(row.months[-1])
    alt = _("%(topic)s in %(month)s: %(count)s.") % {"topic": name, "count": latest, "month": last}
    if row.signal:
        usual, limit = round(row.signal.usual, 1), round(row.signal.threshold, 1)
        numbers = {"usual": format_number(usual), "limit": format_number(limit)}
        alt += " " + _("Usual: %(usual)s, unusual above %(limit)s.") % numbers
    limit_line = row.signal.threshold if row.signal else None
    severity = Severity.BAD if row.rises else None
    plot = charts.line(row.months, first=first, last=last, text=latest, limit=limit_line, severity=severity)
    signal = writer(Cell.STATUS)(_signal(row)) if row.rises else ""
    return Trend(name, signal, charts.draw(plot, alt))


#: What a result means to the reader; the last for cases without one.
SEVERITIES = (Severity.GOOD, Severity.BAD, Severity.WAITING, Severity.NEUTRAL, Severity.INFO)


def stage_flow(rows: Sequence[StageOutcome]) -> SafeString | None:
    """From stages to results, the more cases the broader."""
    if not rows:
        return None
    names = _result_names()
    totals = [sum(column) for column in zip(*(row.results for row in rows), strict=True)]
    sources = [charts.End(_counted(str(row.stage.label), row.total)) for row in rows]
    targets = [
        charts.End(_counted(name, total), severity)
        for name, total, severity in zip(names, totals, SEVERITIES, strict=True)
    ]
    alt = "; ".join(
        [*(end.name for end in sources), *(end.name for end, total in zip(targets, totals, strict=True) if total)]
    )
    return charts.draw(charts.flow(sources, targets, [row.results for row in rows]), alt)


def stage_results(rows: Sequence[StageOutcome]) -> Grid:
    heads = [(_("Stage"), Cell.TEXT), *((name, Cell.NUMBER) for name in _result_names()), (_("Cases"), Cell.NUMBER)]
    values = [[row.stage.label, *row.results, row.total] for row in rows]
    return Grid("flow", _("From stage to result"), heads, values, _("No case was opened in this period."))


def results(rows: Sequence[ResultRow]) -> Grid:
    heads = [(_("Service"), Cell.TEXT), *((name, Cell.NUMBER) for name in _result_names()), (_("Cases"), Cell.NUMBER)]
    values = [[row.kind.label, *row.results, row.total] for row in rows]
    empty = _("Nothing was done yet for cases of this period.")
    return Grid("results", _("Results, by what was done"), heads, values, empty)


def _result_names() -> list[str]:
    return [*(str(label) for label in CaseResult.labels), _("Not measured yet")]


def _counted(name: str, count: int) -> str:
    return f"{name} · {format_number(count)}"


def waiting_details(waiting: Waiting) -> list[tuple[str, SafeString]]:
    """Label and value of what is known of waiting times."""
    number, date = writer(Cell.NUMBER), writer(Cell.DATE)
    return [
        (_("Half were helped within (days)"), number(_tenth(waiting.median))),
        (_("Nine in ten within (days)"), number(_tenth(waiting.slow))),
        (_("Cases with a service"), number(waiting.begun)),
        (_("Open and without any"), number(waiting.untouched)),
        (_("The oldest of these opened on"), date(waiting.oldest)),
    ]


def _tenth(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _name(row: TopicRow) -> str:
    return str(row.topic) if row.topic else _("Without a topic")


def _signal(row: TopicRow) -> Status:
    if row.rises:
        return Status(_("Rises unusually"), Severity.BAD)
    return Status(_("As usual")) if row.signal else Status(_("Too few months"))


def _period(months: int) -> str:
    text = ngettext("The last month", "The last %(count)s months", months)
    return text % {"count": format_number(months)}


def _age(band: tuple[int, int | None]) -> str:
    least, below = band
    if below is None:
        return pgettext("open cases", "over a year")
    span = format_range(least, below - 1)
    return ngettext("%(span)s day", "%(span)s days", below - 1) % {"span": span}
