"""Says in the reader's language what a figure counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from minbar.foundation.figures.declare import Dataset, Dimension
from minbar.foundation.figures.definition import Between, Condition, Definition, During, OneOf
from minbar.foundation.figures.period import UNITS, Period, read_unit
from minbar.foundation.figures.results import value_label
from minbar.foundation.text.dates import format_date_long, format_month, format_period
from minbar.foundation.text.numbers import format_number


class Words:
    """Words of one dataset in the active language; reads the labels of each dimension's values once."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self._known: dict[str, Mapping[str, Mapping[str, str]]] = {}

    def value(self, dimension: Dimension, value: str | None) -> str:
        """A value of a dimension."""
        if value is not None and dimension.key in UNITS:
            return unit_label(dimension.key, value)
        if dimension.key not in self._known:
            self._known[dimension.key] = dimension.values() if dimension.values else {}
        return value_label(dimension, value, known=self._known[dimension.key])

    def describe(self, definition: Definition, edition: Period | None = None) -> list[tuple[str, str]]:
        """(part, words) of a definition: what is counted, each limit, what it is split by.

        Args:
            edition: the period that stands for "edition"; where None, the words say that it is the edition's own.
        """
        parts = [(_("What is counted"), f"{definition.measure.label} · {self.dataset.label}")]
        parts += [self._condition(condition) for condition in definition.conditions]
        if definition.in_edition:
            parts.append((_("Period"), period_words(edition) if edition else _("that of the edition it is printed in")))
        if definition.by:
            names = [str(self.dataset.all_dimensions()[key].label) for key in definition.by]
            parts.append((_("Split by"), listed(names)))
        return parts

    def _condition(self, condition: Condition) -> tuple[str, str]:
        if isinstance(condition, During):
            return _("Period"), period_words(condition.period)
        dimension = self.dataset.all_dimensions()[condition.dimension]
        if isinstance(condition, Between):
            return str(dimension.label), _between(condition)
        return str(dimension.label), listed(self._values(dimension, condition))

    def _values(self, dimension: Dimension, condition: OneOf) -> list[str]:
        values = sorted(condition.values, key=lambda value: (value is None, value or ""))
        return [self.value(dimension, value) for value in values]


def unit_label(unit: str, text: str) -> str:
    """A year, quarter or month in words."""
    start = read_unit(unit, text).start
    assert start
    if unit == "month":
        return format_month(start)
    if unit == "quarter":
        names = (_("first quarter of %(year)s"), _("second quarter of %(year)s"), _("third quarter of %(year)s"),
                 _("fourth quarter of %(year)s"))  # fmt: skip
        return names[start.month // 3] % {"year": start.year}
    return text


def period_words(period: Period) -> str:
    """From the first day to the last; an open end is said so."""
    start, end = period.start, period.end
    if start and end:
        return format_period(start, end)
    if start:
        return _("from %(day)s on") % {"day": _day(start)}
    return _("until %(day)s") % {"day": _day(end)} if end else _("all time")


def listed(words: Iterable[str]) -> str:
    """Words one after another."""
    return _(", ").join(words)


def _between(condition: Between) -> str:
    low = None if condition.low is None else format_number(condition.low)
    high = None if condition.high is None else format_number(condition.high)
    if low is None:
        return _("at most %(high)s") % {"high": high}
    return (
        _("at least %(low)s") % {"low": low} if high is None else _("%(low)s to %(high)s") % {"low": low, "high": high}
    )


def _day(day: date) -> str:
    return format_date_long(day)
