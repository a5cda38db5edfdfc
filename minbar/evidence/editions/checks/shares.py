"""Shares against the counts that they are shares of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from minbar.evidence.editions.checks.findings import Finding, Material, Relationship, named, written
from minbar.evidence.editions.entries import Entry
from minbar.evidence.editions.enums import RelationKind, Severity, Style


def shares_fit_their_counts(material: Material) -> Iterator[Finding]:
    """A share is its part divided by its whole, rounded no further than it is written."""
    for relation in material.of_kind(RelationKind.SHARE):
        if (counts := _counts(relation)) is None or relation.subject.value is None:
            continue
        part, whole = counts
        exact = part / whole
        if abs(exact - relation.subject.value) > _rounding(relation.subject.value):
            yield Finding(
                "share", Severity.ERROR, relation.where,
                _("It says %(said)s, but %(part)s of %(whole)s is %(exact)s.")
                % {
                    "said": written(relation.subject.value, Style.PERCENT), "part": written(part),
                    "whole": written(whole), "exact": written(exact.quantize(Decimal("0.001")), Style.PERCENT),
                },
                relation.keys,
            )  # fmt: skip


def same_counts_same_share(material: Material) -> Iterator[Finding]:
    """The same part of the same whole is not called by two shares."""
    alike: dict[tuple[Decimal, Decimal], list[Entry]] = defaultdict(list)
    for relation in material.of_kind(RelationKind.SHARE):
        if (counts := _counts(relation)) is not None and relation.subject.value is not None:
            alike[counts].append(relation.subject)
    for (part, whole), entries in alike.items():
        said = sorted({entry.value for entry in entries if entry.value is not None})
        if len(said) > 1:
            yield Finding(
                "same_share", Severity.ERROR, _("; ").join(named(entry) for entry in entries),
                _("%(part)s of %(whole)s stands once as %(first)s and once as %(last)s.")
                % {
                    "part": written(part), "whole": written(whole), "first": written(said[0], Style.PERCENT),
                    "last": written(said[-1], Style.PERCENT),
                },
                tuple(entry.key for entry in entries),
            )  # fmt: skip


def shares_have_counts(material: Material) -> Iterator[Finding]:
    """A declared percentage names the counts that it comes from."""
    explained = {relation.subject.key for relation in material.of_kind(RelationKind.SHARE)}
    for entry in material.ledger.values():
        if entry.style == Style.PERCENT and entry.declared and entry.key not in explained:
            yield Finding(
                "share_without_counts", Severity.ERROR, named(entry),
                _("No count explains this share of %(said)s. Say which part of which whole it is.")
                % {"said": written(entry.value, Style.PERCENT)},
                (entry.key,),
            )  # fmt: skip


def _counts(relation: Relationship) -> tuple[Decimal, Decimal] | None:
    """Part and whole; None where either is missing or there is nothing to share."""
    if len(relation.terms) != 2:
        return None
    part, whole = (term.value for term in relation.terms)
    return (part, whole) if part is not None and whole else None


def _rounding(share: Decimal) -> Decimal:
    """Half of the last place that the share is written with; whole per cents at the least."""
    exponent = share.normalize().as_tuple().exponent
    places = max(2, -exponent) if isinstance(exponent, int) else 2
    return Decimal(5).scaleb(-places - 1)
