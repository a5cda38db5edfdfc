"""Dates against their causes."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from minbar.evidence.editions.checks.findings import Finding, Material, written
from minbar.evidence.editions.entries import Entry
from minbar.evidence.editions.enums import RelationKind, Severity


def effects_follow_their_causes(material: Material) -> Iterator[Finding]:
    """What came out of something did not come before it: a merger before the bodies that merged."""
    for relation in material.of_kind(RelationKind.FOLLOWS):
        effect = relation.subject
        early = [term for term in relation.terms if _before(effect, term)]
        if early:
            causes = _("; ").join(
                _("“%(name)s” in %(year)s") % {"name": term.label(), "year": written(term.value, term.style)}
                for term in early
            )
            yield Finding(
                "order", Severity.ERROR, relation.where,
                _("It is %(effect)s, which comes before what it follows from: %(causes)s.")
                % {"effect": written(effect.value, effect.style), "causes": causes},
                relation.keys,
            )  # fmt: skip


def _before(effect: Entry, cause: Entry) -> bool:
    return effect.value is not None and cause.value is not None and effect.value < cause.value
