"""A figure's definition in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from minbar.evidence.editions.entries import Entry
from minbar.foundation.figures.declare import datasets
from minbar.foundation.figures.period import Period
from minbar.foundation.figures.reading import read_definition
from minbar.foundation.figures.words import Words
from minbar.foundation.text.languages import in_language


class Definitions:
    """Says definitions in the active language; reads the labels of each dataset's dimensions once."""

    def __init__(self, period: Period) -> None:
        self.period = period
        self._datasets: dict[str, Words] = {}

    def describe(self, entry: Entry) -> str:
        """What is counted, with which limits and over which days; for a declared figure, its source."""
        if entry.definition is None:
            source = in_language(entry.figure.source) or entry.figure.source_url
            return _("Declared by: %(source)s") % {"source": source}
        definition = read_definition(entry.definition, figure=entry.key)
        counted, *limits = self._words(definition.dataset.key).describe(definition, self.period)
        if definition.by:
            limits.pop()  # how it is split stands in its table
        return " · ".join([counted[1], *(f"{name}: {said}" for name, said in limits)])

    def value(self, dataset: str, dimension: str, value: str | None) -> str:
        """A dimension's value in words."""
        return self._words(dataset).value(datasets()[dataset].all_dimensions()[dimension], value)

    def dimension(self, dataset: str, dimension: str) -> str:
        """A dimension's name."""
        return str(datasets()[dataset].all_dimensions()[dimension].label)

    def _words(self, dataset: str) -> Words:
        if dataset not in self._datasets:
            self._datasets[dataset] = Words(datasets()[dataset])
        return self._datasets[dataset]
