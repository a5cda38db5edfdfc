"""One figure, one value."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Hashable, Iterator

from django.utils.translation import gettext as _

from minbar.evidence.editions.checks.findings import Finding, Material, named, written
from minbar.evidence.editions.entries import Entry
from minbar.evidence.editions.enums import Severity
from minbar.evidence.editions.ledger import read_ledger
from minbar.evidence.editions.models import EditionFigure
from minbar.foundation.text.languages import Language, in_language
from minbar.foundation.text.normalise import normalise


def one_value_for_one_figure(material: Material) -> Iterator[Finding]:
    """Figures that are the same by name or by definition have the same value."""
    alike: dict[Hashable, dict[str, Entry]] = defaultdict(dict)
    for entry in material.ledger.values():
        if entry.hidden is None:
            for identity in _identities(entry):
                alike[identity][entry.key] = entry
    told: set[frozenset[str]] = set()
    for entries in alike.values():
        group = frozenset(entries)
        values = {entry.value for entry in entries.values()}
        if len(values) > 1 and group not in told:
            told.add(group)
            yield Finding(
                "two_values", Severity.ERROR, _("; ").join(named(entry) for entry in entries.values()),
                _("The same figure is cited with different values: %(values)s.")
                % {"values": _(", ").join(written(entry.value, entry.style) for entry in entries.values())},
                tuple(entries),
            )  # fmt: skip


def _identities(entry: Entry) -> Iterator[Hashable]:
    if entry.definition is not None:
        yield "definition", json.dumps(entry.definition, sort_keys=True, default=str)
    for language in Language:
        if name := entry.figure.labels.get(language):
            yield "name", language, normalise(name), entry.style


def same_figure_in_other_editions(material: Material) -> Iterator[Finding]:
    """What an earlier edition of the same period said still holds; a difference is a drift to be explained."""
    edition, audience = material.edition, material.ledger.audience
    others = EditionFigure.objects.filter(
        figure__key__in=material.ledger, as_of__isnull=False, edition__period_from=edition.period_from,
        edition__period_to=edition.period_to,
    ).exclude(edition=edition).select_related("edition", "figure")  # fmt: skip
    told = {other.edition: read_ledger(other.edition, audience) for other in others if not audience.sees_all}
    for other in others:
        entry = material.ledger[other.figure.key]
        hidden = entry.hidden or (told and told[other.edition][other.figure.key].hidden)
        if other.value != entry.value and not hidden:
            yield Finding(
                "drift", Severity.WARNING, named(entry),
                _("Here it is %(here)s; the edition “%(other)s” of the same period says %(there)s.")
                % {
                    "here": written(entry.value, entry.style), "other": in_language(other.edition.titles),
                    "there": written(other.value, entry.style),
                },
                (entry.key,),
            )  # fmt: skip
