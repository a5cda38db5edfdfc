"""A figure with its parts among published numbers, and what of it is hidden."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from minbar.foundation.figures.audiences import Hidden
from minbar.foundation.figures.definition import Condition, OneOf
from minbar.foundation.figures.publication import Number, Publication
from minbar.foundation.figures.results import Result, Row

Values = tuple[str | None, ...]


@dataclass(frozen=True)
class Mask:
    """How a figure's value is hidden (None: it is told), and each of its rows; with no ``rows`` none is even named."""

    total: Hidden | None = None
    rows: tuple[Hidden | None, ...] | None = None


#: Of what is not told at all.
CLOSED = Mask(Hidden.WITHHELD, None)


@dataclass(frozen=True)
class Counted:
    """A figure as it is published: what it counts, how many records there are, and in each of its parts."""

    name: Hashable
    conditions: tuple[Condition, ...]
    records: int
    by: tuple[str, ...] = ()
    rows: Sequence[tuple[Values, int]] = ()


def state(
    publication: Publication, counted: Counted, *, turn: int = 0, threshold: int, known: Mask | None = None
) -> None:
    """Add a figure and its parts to a publication.

    Args:
        known: how it was published before; it can't be hidden any further then.
        threshold: the least number that is told. The parts of a figure with fewer records are not named.
    """
    name = (counted.name, None)
    numbers: dict[Hashable, tuple[tuple[Condition, ...], int, Hidden | None]] = {
        name: (counted.conditions, counted.records, known.total if known else None)
    }
    if _names_parts(counted.records, threshold) and (known is None or known.rows is not None):
        hows = known.rows if known and known.rows is not None else [None] * len(counted.rows)
        for (values, records), how in zip(counted.rows, hows, strict=True):
            part = tuple(OneOf(key, frozenset([value])) for key, value in zip(counted.by, values, strict=True))
            numbers[counted.name, values] = ((*counted.conditions, *part), records, how)
        if counted.by:
            publication.wholes.append((name, tuple(number for number in numbers if number != name)))
    publication.numbers += [
        Number(number, conditions, records, _known(records, how, threshold) if known else None, turn)
        for number, (conditions, records, how) in numbers.items()
    ]


def mask_of(counted: Counted, hidden: Mapping[Hashable, Hidden], threshold: int) -> Mask:
    """What is hidden of a figure, of all that :meth:`.publication.Publication.suppress` hides."""
    total = hidden.get((counted.name, None))
    if counted.by and not _names_parts(counted.records, threshold):
        return Mask(total, None)
    return Mask(total, tuple(hidden.get((counted.name, values)) for values, _records in counted.rows))


def masked(result: Result, mask: Mask) -> Result:
    """A result without what is hidden."""
    rows: tuple[Row, ...] = ()
    if mask.rows is not None:
        pairs: Iterable[tuple[Row, Hidden | None]] = zip(result.rows, mask.rows, strict=True)
        rows = tuple(row if how is None else Row(row.values, None, None, how) for row, how in pairs)
    if mask.total is None:
        return replace(result, rows=rows)
    return replace(result, value=None, records=None, rows=rows, hidden=mask.total)


def _names_parts(records: int, threshold: int) -> bool:
    return records == 0 or records >= threshold


def _known(records: int, how: Hidden | None, threshold: int) -> tuple[int, int | None]:
    if how is None:
        return records, records
    return (1, threshold - 1) if how is Hidden.FEW else (0, None)
