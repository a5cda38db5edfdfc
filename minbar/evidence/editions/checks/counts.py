"""Counts that count nothing."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from minbar.evidence.editions.checks.findings import Finding, Material, named
from minbar.evidence.editions.enums import Severity


def something_was_counted(material: Material) -> Iterator[Finding]:
    """A traced figure without any record behind it is more often a filter gone wrong than news."""
    for entry in material.ledger.values():
        if not entry.declared and not entry.hidden and not entry.records:
            yield Finding(
                "no_records", Severity.WARNING, named(entry),
                _("No record stands behind it in the edition's period. Look at its definition."), (entry.key,),
            )  # fmt: skip
