"""Parts against wholes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from minbar.evidence.editions.checks.findings import Finding, Material, named, written
from minbar.evidence.editions.enums import RelationKind, Severity


def parts_make_the_whole(material: Material) -> Iterator[Finding]:
    """Where figures are said to be the parts of another, they add up to it."""
    for relation in material.of_kind(RelationKind.PARTS):
        values = [term.value for term in relation.terms]
        if relation.subject.value is None or any(value is None for value in values):
            continue
        total = sum((value for value in values if value is not None), Decimal(0))
        if total != relation.subject.value:
            yield Finding(
                "parts", Severity.ERROR, relation.where,
                _("The parts (%(sum)s) add up to %(total)s, but “%(whole)s” is %(value)s: a difference of %(gap)s.")
                % {
                    "sum": " + ".join(written(value) for value in values), "total": written(total),
                    "whole": relation.subject.label(), "value": written(relation.subject.value),
                    "gap": written(abs(relation.subject.value - total)),
                },
                relation.keys,
            )  # fmt: skip


def splits_make_the_total(material: Material) -> Iterator[Finding]:
    """A count or sum that is split adds up to its total. People counted once may stand in several parts."""
    for entry in material.ledger.values():
        if not entry.rows or entry.value is None or any(row.hidden for row in entry.rows) or not entry.adds_up:
            continue
        total = sum((row.value for row in entry.rows if row.value is not None), Decimal(0))
        if total != entry.value:
            yield Finding(
                "parts", Severity.ERROR, named(entry),
                _("Its parts add up to %(total)s, but the figure is %(value)s.")
                % {"total": written(total), "value": written(entry.value)},
                (entry.key,),
            )  # fmt: skip
