"""Figures are defined and changed here; both are in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from minbar.foundation.access.decisions import require
from minbar.foundation.accounts.models import User
from minbar.foundation.figures.access import FiguresPermission
from minbar.foundation.figures.models import Figure
from minbar.foundation.journal.record import record

#: What an author gives; the rest of a figure is kept by the system.
FIELDS = ("key", "labels", "note", "kind", "unit", "definition", "value", "source", "source_url", "as_of")


def define_figure(*, by: User | None, **fields: Any) -> Figure:
    """Make a figure of :data:`FIELDS`.

    Args:
        by: who defines it; None for the system itself (a demonstration, a migration).

    Raises:
        Denied: the role does not allow it.
        ValidationError: the definition does not fit the datasets; "definition" names each part that is wrong.
    """
    if by is not None:
        require(by, FiguresPermission.DEFINE)
    with transaction.atomic():
        figure = Figure(**_known(fields))
        figure.save()
        changes = {name: [None, _plain(getattr(figure, name))] for name in FIELDS if getattr(figure, name)}
        record(by=by, event="figures.figure_defined", subject=figure, changes=changes)
    return figure


def change_figure(*, figure: Figure, by: User | None, **fields: Any) -> Figure:
    """Change some of :data:`FIELDS`; nothing is written where nothing differs. Raises as :func:`define_figure`."""
    if by is not None:
        require(by, FiguresPermission.DEFINE)
    with transaction.atomic():
        figure = Figure.objects.select_for_update().get(pk=figure.pk)
        changes = {}
        for name, value in _known(fields).items():
            before = getattr(figure, name)
            setattr(figure, name, value)
            if before != value:
                changes[name] = [_plain(before), _plain(value)]
        if changes:
            figure.save()
            record(by=by, event="figures.figure_changed", subject=figure, changes=changes)
    return figure


def _known(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    if unknown := set(fields) - set(FIELDS):
        raise TypeError(f"a figure has no {', '.join(sorted(unknown))}")
    return fields


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, dict | list | str | int | bool) else str(value)
