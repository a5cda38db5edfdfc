"""A traced figure's definition; :mod:`.reading` reads it from its JSON and checks it against the declared datasets.

The JSON is ``{"dataset", "measure", "filters", "period", "by"}``; older ones say "fact" for "dataset":

- ``measure``: the dataset's first where it is left out;
- ``filters``: dimension → list of values (None stands for unknown) or ``{"from", "to"}``;
- ``period``: "edition" (that of the edition it is printed in), ``{"from", "to"}`` with ISO dates, or None for all time;
- ``by``: dimensions that the value is split by.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from minbar.foundation.figures.declare import Dataset, Measure
from minbar.foundation.figures.period import Period

#: Stands for the period of the edition in which a figure is printed.
EDITION = "edition"
PARTS = ("dataset", "measure", "filters", "period", "by")
#: What definitions called the dataset when many of those that are stored, frozen or written by people came to be.
FORMER = "fact"


@dataclass(frozen=True)
class OneOf:
    """The dimension has one of these values; None among them stands for unknown."""

    dimension: str
    values: frozenset[str | None]


@dataclass(frozen=True)
class Between:
    """The dimension is a number within these bounds, both included; None leaves an end open."""

    dimension: str
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True)
class During:
    """The dataset's day lies in the period."""

    period: Period


Condition = OneOf | Between | During


@dataclass(frozen=True)
class Definition:
    """A definition that fits its dataset."""

    dataset: Dataset
    measure: Measure
    conditions: tuple[Condition, ...]
    by: tuple[str, ...]
    in_edition: bool

    def conditions_in(self, edition: Period | None) -> tuple[Condition, ...]:
        """The conditions, with the edition's period among them where the definition asks for it."""
        if self.in_edition and edition is not None:
            return (*self.conditions, During(edition))
        return self.conditions


@dataclass(frozen=True)
class Problem:
    """What is wrong in a definition: ``part`` as a path ("filters.category"), ``message`` in the reader's language."""

    part: str
    message: str


class DefinitionError(ValueError):
    """A definition does not fit the declared datasets; ``problems`` names each part that is wrong."""

    def __init__(self, problems: list[Problem], figure: str = "") -> None:
        named = f"{figure}: " if figure else ""
        super().__init__(named + " ".join(problem.message for problem in problems))
        self.problems = problems


def dataset_key(definition: Mapping[str, Any] | None) -> Any:
    """The key of what a definition counts, by its present or its former name; "" where it has neither."""
    return (definition or {}).get("dataset", (definition or {}).get(FORMER, ""))


def value_text(value: Any) -> str | None:
    """A dimension's value as definitions, queries and results write it: text, None for unknown."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def number(value: Any) -> Decimal:
    """A number of a JSON definition.

    Raises:
        ValueError: it is none, or not finite.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise ValueError(value)
    try:
        read = Decimal(str(value))
    except InvalidOperation as error:
        raise ValueError(value) from error
    if not read.is_finite():
        raise ValueError(value)
    return read
