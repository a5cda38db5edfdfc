"""A figure's definition in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from minbar.evidence.editions.entries import Entry
from minbar.foundation.figures.declare import facts
from minbar.foundation.figures.period import Period
from minbar.foundation.figures.reading import read_definition
from minbar.foundation.figures.words import Words
from minbar.foundation.text.languages import in_language


class Definitions:
    """Says definitions in the active language; reads the labels of each fact's dimensions once."""

    def __init__(self, period: Period) -> None:
        self.period = period
        self._facts: dict[str, Words] = {}

    def describe(self, entry: Entry) -> str:
        """What is counted, with which limits and over which days; for a declared figure, its source."""
        if entry.definition is None:
            source = in_language(entry.figure.source) or entry.figure.source_url
            return _("Declared by: %(source)s") % {"source": source}
        definition = read_definition(entry.definition, figure=entry.key)
        counted, *limits = self._words(definition.fact.key).describe(definition, self.period)
        if definition.by:
            limits.pop()  # how it is split stands in its table
        return " · ".join([counted[1], *(f"{name}: {said}" for name, said in limits)])

    def value(self, fact: str, dimension: str, value: str | None) -> str:
        """A dimension's value in words."""
        return self._words(fact).value(facts()[fact].all_dimensions()[dimension], value)

    def dimension(self, fact: str, dimension: str) -> str:
        """A dimension's name."""
        return str(facts()[fact].all_dimensions()[dimension].label)

    def _words(self, fact: str) -> Words:
        if fact not in self._facts:
            self._facts[fact] = Words(facts()[fact])
        return self._facts[fact]
