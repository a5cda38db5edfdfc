"""A figure's definition in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from minbar.evidence.editions.ledger import Entry
from minbar.evidence.editions.models import Edition
from minbar.evidence.editions.writing import NOTHING
from minbar.foundation.figures.declare import Count, Dimension, Fact, facts
from minbar.foundation.figures.definition import EDITION
from minbar.foundation.figures.results import value_label
from minbar.foundation.text.dates import format_date_long, format_period
from minbar.foundation.text.languages import Language, in_language


class Definitions:
    """Says definitions in one language; reads the labels of each dimension's values once.

    The language must be active (``translation.override``), since facts name themselves by gettext.
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self._known: dict[tuple[str, str], Mapping[str, Mapping[str, str]]] = {}

    def describe(self, entry: Entry, edition: Edition) -> str:
        """What is counted, of what, with which limits and over which days; for a declared figure, its source."""
        if entry.definition is None:
            source = in_language(entry.figure.source, self.language) or entry.figure.source_url
            return _("Declared by: %(source)s") % {"source": source}
        fact = facts()[entry.definition["fact"]]
        measure = fact.all_measures()[entry.definition.get("measure") or Count.key]
        filters = entry.definition.get("filters") or {}
        parts = [f"{measure.label}: {fact.label}"]
        parts += [self._filter(fact, key, wanted) for key, wanted in filters.items()]
        if period := self._period(entry.definition.get("period"), edition):
            parts.append(period)
        return " · ".join(parts)

    def value(self, fact_key: str, dimension_key: str, value: str | None) -> str:
        """A dimension's value in words."""
        fact = facts()[fact_key]
        dimension = fact.all_dimensions()[dimension_key]
        return value_label(dimension, value, language=self.language, known=self._values(fact, dimension))

    def dimension(self, fact_key: str, dimension_key: str) -> str:
        """A dimension's name."""
        return str(facts()[fact_key].all_dimensions()[dimension_key].label)

    def _filter(self, fact: Fact, key: str, wanted: Any) -> str:
        dimension = fact.all_dimensions()[key]
        if isinstance(wanted, Mapping):
            limits = _("from %(low)s to %(high)s") % {
                "low": NOTHING if wanted.get("from") is None else wanted["from"],
                "high": NOTHING if wanted.get("to") is None else wanted["to"],
            }
            return f"{dimension.label}: {limits}"
        known = self._values(fact, dimension)
        labels = [
            value_label(dimension, None if value is None else str(value), language=self.language, known=known)
            for value in wanted
        ]
        separator = _(", ")
        return f"{dimension.label}: {separator.join(labels)}"

    def _values(self, fact: Fact, dimension: Dimension) -> Mapping[str, Mapping[str, str]]:
        if (fact.key, dimension.key) not in self._known:
            self._known[fact.key, dimension.key] = dimension.values() if dimension.values else {}
        return self._known[fact.key, dimension.key]

    def _period(self, period: Any, edition: Edition) -> str:
        if period == EDITION:
            return format_period(edition.period_from, edition.period_to, language=self.language)
        if not isinstance(period, Mapping):
            return ""
        start, end = (date.fromisoformat(period[side]) if period.get(side) else None for side in ("from", "to"))
        if start and end:
            return format_period(start, end, language=self.language)
        if start:
            return _("from %(date)s on") % {"date": format_date_long(start, language=self.language)}
        return _("until %(date)s") % {"date": format_date_long(end, language=self.language)} if end else ""
