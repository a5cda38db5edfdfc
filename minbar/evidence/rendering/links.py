"""Where a figure on the page leads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from minbar.evidence.editions.entries import Ledger
from minbar.evidence.editions.models import Edition
from minbar.evidence.rendering.web import Link, definition_link
from minbar.foundation.access.decisions import decide
from minbar.foundation.figures.access import FiguresPermission
from minbar.foundation.figures.declare import datasets
from minbar.foundation.figures.definition import dataset_key
from minbar.foundation.figures.parts import records_url
from minbar.foundation.figures.records import may_see_records


def links_for(user: Any, edition: Edition, ledger: Ledger) -> Link:
    """To its records for those who may see them, else to its definition further down.

    A page as others read it does not lead to protected records, whoever looks at it.
    """
    if not decide(user, FiguresPermission.VIEW):
        return definition_link
    guarded = not ledger.audience.sees_all
    open_datasets = {
        key
        for key, dataset in datasets().items()
        if may_see_records(user, dataset) and not (guarded and dataset.is_protected)
    }
    period = QueryDict(urlencode({"from": edition.period_from.isoformat(), "to": edition.period_to.isoformat()}))

    def link(key: str, part: Mapping[str, str | None] | None = None) -> str:
        entry = ledger[key]
        if entry.definition is None or dataset_key(entry.definition) not in open_datasets:
            return definition_link(key)
        return records_url(entry.figure, period, dict(part or {}))

    return link
