"""Reads a definition; says what is wrong in it so that its author can correct it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from minbar.foundation.figures.declare import CALENDAR, Dataset, Dimension, Measure, datasets
from minbar.foundation.figures.definition import (
    EDITION,
    FORMER,
    PARTS,
    Between,
    Condition,
    Definition,
    DefinitionError,
    During,
    OneOf,
    Problem,
    dataset_key,
    number,
    value_text,
)
from minbar.foundation.figures.period import Period, read_unit
from minbar.foundation.text.languages import listed

_CALENDAR_KEYS = {dimension.key for dimension in CALENDAR}
_EXAMPLES = {"year": "2023", "quarter": "2023-Q2", "month": "2023-05"}


class Reader:
    """Reads one definition; :attr:`problems` says what was wrong."""

    def __init__(self, *, check_values: bool) -> None:
        self.check_values = check_values
        self.problems: list[Problem] = []

    def read(self, data: Any) -> Definition | None:
        """The definition, or None if it has problems."""
        if not isinstance(data, Mapping):
            self._problem("", _("A definition names a dataset, a measure, filters, a period and dimensions."))
            return None
        for part in data:
            if part not in PARTS and part != FORMER:
                self._problem(str(part), _("unknown part '%(part)s'; a definition has: %(known)s"), part=part,
                              known=PARTS)  # fmt: skip
        if (dataset := self._dataset(dataset_key(data))) is None:
            return None
        measure = self._measure(dataset, data.get("measure", dataset.measures[0].key))
        conditions = [*self._filters(dataset, data.get("filters") or {}), *self._period(dataset, data.get("period"))]
        by = self._by(dataset, data.get("by") or ())
        if self.problems or measure is None:
            return None
        return Definition(dataset, measure, tuple(conditions), by, in_edition=data.get("period") == EDITION)

    def _problem(self, where: str, message: str, /, **names: Any) -> None:
        written = {name: _listed(value) if isinstance(value, list | tuple) else value for name, value in names.items()}
        self.problems.append(Problem(where, message % written))

    def _dataset(self, key: Any) -> Dataset | None:
        if isinstance(key, str) and (dataset := datasets().get(key)):
            return dataset
        self._problem(
            "dataset", _("unknown dataset '%(dataset)s'; there are: %(known)s"), dataset=key, known=sorted(datasets())
        )
        return None

    def _measure(self, dataset: Dataset, key: Any) -> Measure | None:
        known = dataset.all_measures()
        if isinstance(key, str) and key in known:
            return known[key]
        self._problem("measure", _("unknown measure '%(measure)s' of dataset '%(dataset)s'; it has: %(known)s"),
                      measure=key, dataset=dataset.key, known=list(known))  # fmt: skip
        return None

    def _dimension(self, dataset: Dataset, key: Any, part: str) -> Dimension | None:
        known = dataset.all_dimensions()
        if isinstance(key, str) and key in known:
            return known[key]
        self._problem(part, _("unknown dimension '%(dimension)s' of dataset '%(dataset)s'; it has: %(known)s"),
                      dimension=key, dataset=dataset.key, known=list(known))  # fmt: skip
        return None

    def _by(self, dataset: Dataset, keys: Any) -> tuple[str, ...]:
        if isinstance(keys, str) or not isinstance(keys, Iterable):
            self._problem("by", _("'by' is a list of dimensions"))
            return ()
        found = tuple(dimension.key for key in keys if (dimension := self._dimension(dataset, key, "by")))
        if len(set(found)) < len(found):
            self._problem("by", _("a dimension is named twice in 'by'"))
        return found

    def _filters(self, dataset: Dataset, filters: Any) -> Iterable[Condition]:
        if not isinstance(filters, Mapping):
            self._problem("filters", _("'filters' names dimensions and the values wanted of each"))
            return
        for key, wanted in filters.items():
            part = f"filters.{key}"
            if (dimension := self._dimension(dataset, key, part)) is None:
                continue
            if isinstance(wanted, Mapping):
                yield from self._range(dataset, dimension, wanted, part)
            elif isinstance(wanted, list | tuple | set | frozenset) and wanted:
                yield from self._values(dataset, dimension, wanted, part)
            else:
                self._problem(part, _("dimension '%(dimension)s': give a list of values, or a range"), dimension=key)

    def _values(self, dataset: Dataset, dimension: Dimension, wanted: Iterable[Any], part: str) -> Iterable[Condition]:
        values = frozenset(value_text(value) for value in wanted)
        named = {value for value in values if value is not None}
        if dimension.key in _CALENDAR_KEYS:
            wrong = [value for value in sorted(named) if _calendar(dimension.key, value) is None]
            if wrong:
                self._problem(part, _("'%(value)s' is no value of '%(dimension)s'; write it like %(example)s"),
                              value=wrong, dimension=dimension.label, example=_EXAMPLES[dimension.key])  # fmt: skip
                return
        elif self.check_values and dimension.values is not None:
            known = dimension.values()
            if wrong := sorted(named - {str(value) for value in known}):
                self._problem(part, _("dimension '%(dimension)s' of dataset '%(dataset)s' has no value %(value)s; it "
                              "has: %(known)s"), value=wrong, dimension=dimension.key, dataset=dataset.key,
                              known=[str(value) for value in known])  # fmt: skip
                return
        yield OneOf(dimension.key, values)

    def _range(
        self, dataset: Dataset, dimension: Dimension, wanted: Mapping[str, Any], part: str
    ) -> Iterable[Condition]:
        if dimension.key in _CALENDAR_KEYS:
            yield from self._calendar_range(dimension, wanted, part)
            return
        if dimension.values is not None or not _is_numeric(dataset, dimension.source):
            self._problem(part, _("dimension '%(dimension)s' is not a number: give a list of values, not a range"),
                          dimension=dimension.key)  # fmt: skip
            return
        try:
            low, high = (number(wanted[end]) if wanted.get(end) is not None else None for end in ("from", "to"))
        except ValueError:
            self._problem(part, _("dimension '%(dimension)s': a range is {'from': number, 'to': number}"),
                          dimension=dimension.key)  # fmt: skip
            return
        yield Between(dimension.key, low, high)

    def _calendar_range(self, dimension: Dimension, wanted: Mapping[str, Any], part: str) -> Iterable[Condition]:
        unit = dimension.key
        ends = [_calendar(unit, str(wanted[end])) if wanted.get(end) is not None else None for end in ("from", "to")]
        if any(end is None and wanted.get(name) is not None for end, name in zip(ends, ("from", "to"), strict=True)):
            self._problem(part, _("'%(value)s' is no value of '%(dimension)s'; write it like %(example)s"),
                          value=list(wanted.values()), dimension=dimension.label, example=_EXAMPLES[unit])  # fmt: skip
            return
        first, last = ends
        yield from self._during(first.start if first else None, last.end if last else None, part)

    def _period(self, dataset: Dataset, period: Any) -> Iterable[Condition]:
        if period is None:
            return
        if dataset.period is None:
            self._problem(
                "period", _("dataset '%(dataset)s' has no date, so it can't have a period"), dataset=dataset.key
            )
        elif isinstance(period, Mapping) and set(period) <= {"from", "to"}:
            try:
                start, end = (date.fromisoformat(period[side]) if period.get(side) else None for side in ("from", "to"))
            except (TypeError, ValueError):
                self._problem("period", _("a period's dates are written like 2023-05-31"))
                return
            yield from self._during(start, end, "period")
        elif period != EDITION:
            self._problem("period", _("a period is 'edition', or a first and a last day, or nothing"))

    def _during(self, start: date | None, end: date | None, part: str) -> Iterable[Condition]:
        try:
            yield During(Period(start, end))
        except ValueError:
            self._problem(part, _("the period ends before it starts"))


def read_definition(data: Mapping[str, Any], *, values: bool = False, figure: str = "") -> Definition:
    """Read a definition and check it.

    Args:
        data: the JSON that :mod:`.definition` describes.
        values: check filter values against the dimensions' declared values too (this may read the database).
        figure: the figure's key, for the error.

    Raises:
        DefinitionError: with a problem for each part that is wrong.
    """
    reader = Reader(check_values=values)
    definition = reader.read(data)
    if definition is None:
        raise DefinitionError(reader.problems, figure)
    return definition


def _calendar(unit: str, text: str) -> Period | None:
    try:
        return read_unit(unit, text)
    except ValueError:
        return None


def _is_numeric(dataset: Dataset, column: str) -> bool:
    query = dataset.rows().query
    annotated = query.annotations.get(column)
    output = annotated.output_field if annotated else query.get_meta().get_field(column)
    return isinstance(output, models.IntegerField | models.DecimalField | models.FloatField)


def _listed(values: Iterable[Any], limit: int = 20) -> str:
    shown = [str(value) for value in values]
    return listed(shown[:limit]) + (" …" if len(shown) > limit else "")
