"""What a model's constraints say of a row, before the database is asked: the same rule and the same words for an import
as for an action.

Check constraints that compare fields with values or with each other are put together once for a model and then asked
of each row in memory, as SQL would answer: what is not known breaks nothing. Others, and those without a message for
the reader, are left to the database, as are unique constraints (see :func:`.writing.explain`).
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from django.db import models
from django.db.models.expressions import F

from minbar.foundation.sheets.declare import RowProblem

Row = Mapping[str, Any]
#: Whether a row fulfils a condition; None where it can't be said.
Holds = Callable[[Row], bool | None]

_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "exact": operator.eq, "gt": operator.gt, "gte": operator.ge, "lt": operator.lt, "lte": operator.le,
    "in": lambda value, among: value in among,
}  # fmt: skip


class Rule(NamedTuple):
    """A check constraint: the field that it speaks of first, and what is said where it is broken."""

    name: str
    column: str
    message: Any
    holds: Holds


def broken(model: type[models.Model], row: Row, *names: str) -> Iterator[RowProblem]:
    """The check constraints that a row's cleaned values break.

    Args:
        row: values by column, where a column is called like its field.
        names: of the constraints to ask, for a handler whose other columns are not fields; all where none is named.
    """
    for rule in rules_of(model):
        if (not names or rule.name in names) and rule.holds(row) is False:
            yield RowProblem(rule.column, rule.message)


@cache
def rules_of(model: type[models.Model]) -> tuple[Rule, ...]:
    """The check constraints of a model that can be asked of a row."""
    return tuple(
        Rule(constraint.name, _names(constraint.condition)[0], constraint.violation_error_message, holds)
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint) and isinstance(constraint.condition, models.Q)
        if constraint.violation_error_message != constraint.default_violation_error_message
        if (holds := _compiled(model, constraint.condition)) is not None
    )


def _names(condition: models.Q) -> list[str]:
    """The fields on the left sides, in their order."""
    found: list[str] = []
    for part in condition.children:
        found += _names(part) if isinstance(part, models.Q) else [str(part[0]).partition("__")[0]]  # type: ignore[index]
    return found


def _compiled(model: type[models.Model], condition: models.Q) -> Holds | None:
    """None where a part of it is nothing that can be asked of values."""
    parts: list[Holds] = []
    for child in condition.children:
        part = _compiled(model, child) if isinstance(child, models.Q) else _leaf(model, *child)  # type: ignore[misc]
        if part is None:
            return None
        parts.append(part)
    settled = condition.connector == models.Q.OR  # one True settles an OR, one False an AND

    def holds(row: Row) -> bool | None:
        answers = [part(row) for part in parts]
        answer = settled if settled in answers else None if None in answers else not settled
        return not answer if condition.negated and answer is not None else answer

    return holds if condition.connector in {models.Q.AND, models.Q.OR} else None


def _leaf(model: type[models.Model], path: str, wanted: Any) -> Holds | None:
    name, _sign, lookup = path.partition("__")
    read = _reader(model, name)
    related = str(getattr(wanted, "name", "")) if isinstance(wanted, F) else ""
    if read is None or "__" in related:
        return None
    other = _reader(model, related) if related else lambda _row: wanted
    if lookup == "isnull" or (wanted is None and lookup in {"", "exact"}):
        empty = True if wanted is None else bool(wanted)
        return lambda row: None if name not in row else (read(row) is None) is empty
    compare = _COMPARISONS.get(lookup or "exact")
    if compare is None or other is None or (hasattr(wanted, "resolve_expression") and not isinstance(wanted, F)):
        return None

    def holds(row: Row) -> bool | None:
        mine, theirs = read(row), other(row)
        return None if mine is None or theirs is None else compare(mine, theirs)

    return holds


def _reader(model: type[models.Model], name: str) -> Callable[[Row], Any] | None:
    """Gives a field's value of a row, None where it is empty or the row has no such column."""
    field = model._meta.get_field(name)
    if not isinstance(field, models.Field) or field.many_to_many:
        return None
    empties = ("", None) if field.null else (None,)
    return lambda row: None if (value := row.get(name)) in empties else value
