"""Opens a figure to the exact records behind it, for those who may see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import Decision, decide, denied
from minbar.foundation.figures.access import FiguresPermission
from minbar.foundation.figures.declare import Dataset, Sensitivity
from minbar.foundation.figures.definition import Definition
from minbar.foundation.figures.engines import LiveEngine
from minbar.foundation.figures.enums import FigureKind
from minbar.foundation.figures.models import Figure
from minbar.foundation.figures.period import Period
from minbar.foundation.figures.reading import read_definition


@dataclass(frozen=True)
class RecordRow:
    """One record: its identifier, its day, and the values of the dataset's declared dimensions in their order."""

    uid: UUID
    day: date | None
    values: tuple[str | None, ...]


@dataclass(frozen=True)
class Behind:
    """The records behind a figure.

    Attributes:
        dataset: what is counted.
        open: whether they are open to the person who asked, or why not; if not, ``rows`` is empty.
        count: how many there are now; for a figure that counts, its live value. None where the dataset is protected and
            they are not open.
        rows: those of the page asked for, latest first.
    """

    dataset: Dataset
    open: Decision
    count: int | None
    rows: tuple[RecordRow, ...] = ()

    @property
    def uids(self) -> list[UUID]:
        return [row.uid for row in self.rows]


def may_see_records(user: Any, dataset: Dataset) -> Decision:
    """Whether the records of a dataset are open to somebody: by the permission that the dataset names.

    Where it names none, those who may see figures see records too, unless they are about people.
    """
    if dataset.records_permission is not None:
        allowed = decide(user, dataset.records_permission)
    elif dataset.sensitivity in (Sensitivity.PUBLIC, Sensitivity.INTERNAL):
        allowed = decide(user, FiguresPermission.VIEW)
    else:
        allowed = denied("")
    if allowed:
        return allowed
    return denied(
        _("These records are not open to you.")
        if dataset.is_protected
        else _("These records are not open to you. You see how many there are, because your role shows figures.")
    )


def records_behind(
    figure: Figure,
    period: Period | tuple[date | None, date | None] | None = None,
    *,
    user: Any,
    part: Mapping[str, str | None] | None = None,
    offset: int = 0,
    limit: int | None = None,
) -> Behind:
    """The records that a traced figure counts, as they are in the database now.

    Args:
        period: of the edition, as in :func:`.evaluate.evaluate`.
        user: who asks.
        part: dimension → value, to open one part of a disaggregated figure.
        offset, limit: the page; all of them where no limit is given.

    Raises:
        ValueError: the figure is declared, so there are no records behind it.
        DefinitionError: the definition does not fit the datasets, or ``part`` names no dimension of the dataset.
    """
    if figure.kind != FigureKind.TRACED:
        raise ValueError(f"{figure.key} is a declared figure")
    definition = _with_part(figure, part or {})
    edition = Period(*period) if isinstance(period, tuple) else period
    conditions = definition.conditions_in(edition)
    from minbar.foundation.figures.tree import count_query, records_query  # sqlglot is loaded where it is used

    dataset, engine = definition.dataset, LiveEngine()
    decision = may_see_records(user, dataset)
    if dataset.is_protected and not decision:
        return Behind(dataset, decision, None)
    with dataset.within():
        count = int(engine.fetch(count_query(dataset, engine.relation(dataset), conditions))[0][0])
    if not decision:
        return Behind(dataset, decision, count)
    with dataset.listed_for(user):
        query = records_query(dataset, engine.relation(dataset), conditions).offset(offset)
        found = engine.fetch(query if limit is None else query.limit(limit))
    return Behind(dataset, decision, count, tuple(RecordRow(row[0], row[1], tuple(row[2:])) for row in found))


def _with_part(figure: Figure, part: Mapping[str, str | None]) -> Definition:
    definition = read_definition(figure.definition or {}, figure=figure.key)
    if not part:
        return definition
    filters = {key: [value] for key, value in part.items()}
    chosen = read_definition({"dataset": definition.dataset.key, "filters": filters}, figure=figure.key)
    conditions = (*definition.conditions, *chosen.conditions)
    return Definition(definition.dataset, definition.measure, conditions, definition.by, definition.in_edition)
