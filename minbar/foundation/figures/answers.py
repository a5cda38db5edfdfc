"""Reads figures' slices out of the groupings that an engine returned, adding up where a slice is coarser."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import Any

from minbar.foundation.figures.codes import Codes
from minbar.foundation.figures.period import UNITS, write_unit
from minbar.foundation.figures.plan import Grouping, Slice

Keys = tuple[str | None, ...]
#: Keys of a group, its count, its sums.
Group = tuple[Keys, int, tuple[Decimal, ...]]


class Answers:
    """The result of :func:`.tree.grouped_query`, by grouping. Slices that figures share are worked out once."""

    def __init__(
        self,
        groupings: Sequence[Grouping],
        homes: Mapping[Slice, Grouping],
        sums: Sequence[str],
        rows: Sequence[tuple[Any, ...]],
        codes: Codes,
    ) -> None:
        self._homes = homes
        self._sum_places = {name: place for place, name in enumerate(sums)}
        self._groups = _groups(groupings, len(sums), rows, codes)
        self._parted: dict[tuple[Grouping, tuple[str, ...]], Mapping[Keys, list[Group]]] = {}
        self._counts: dict[Slice, Mapping[Keys, int]] = {}
        self._sums: dict[tuple[Slice, str], Mapping[Keys, int | Decimal]] = {}

    def counts(self, piece: Slice) -> Mapping[Keys, int]:
        """Keys → number of rows, or of different values for a distinct slice. Empty parts are left out."""
        if piece not in self._counts:
            added = self._add(piece, lambda group: group[1])
            self._counts[piece] = {keys: number for keys, number in added.items() if number}
        return self._counts[piece]

    def sums(self, piece: Slice, column: str) -> Mapping[Keys, int | Decimal]:
        """Keys → total of a column."""
        if (piece, column) not in self._sums:
            place = self._sum_places[column]
            added = self._add(piece, lambda group: group[2][place])
            self._sums[piece, column] = {keys: plain(total) for keys, total in added.items()}
        return self._sums[piece, column]

    def _add(self, piece: Slice, number: Callable[[Group], Any]) -> dict[Keys, Any]:
        keys_of = _picker([self._homes[piece].keys.index(key) for key in piece.by])
        added: dict[Keys, Any] = {}
        for group in self._chosen(piece):
            keys = keys_of(group[0])
            added[keys] = added[keys] + number(group) if keys in added else number(group)
        return added

    def _chosen(self, piece: Slice) -> list[Group]:
        """The groups that satisfy the slice's choices; groups are parted once for all slices that choose alike."""
        grouping = self._homes[piece]
        chosen = sorted(piece.chosen, key=lambda one: (one.dimension, sorted(map(str, one.values))))
        dimensions = tuple(one.dimension for one in chosen)
        if (grouping, dimensions) not in self._parted:
            parts: dict[Keys, list[Group]] = defaultdict(list)
            keys_of = _picker([grouping.keys.index(key) for key in dimensions])
            for group in self._groups[grouping]:
                parts[keys_of(group[0])].append(group)
            self._parted[grouping, dimensions] = parts
        fitting: list[Group] = []
        for keys, groups in self._parted[grouping, dimensions].items():
            if all(key in one.values for key, one in zip(keys, chosen, strict=True)):
                fitting += groups
        return fitting


def plain(value: Decimal | int) -> int | Decimal:
    """A whole number as int, others without trailing zeros."""
    whole = int(value)
    return whole if whole == value else Decimal(value).normalize()


def _groups(
    groupings: Sequence[Grouping], sums: int, rows: Sequence[tuple[Any, ...]], codes: Codes
) -> dict[Grouping, list[Group]]:
    groups: dict[Grouping, list[Group]] = {grouping: [] for grouping in groupings}
    names = {key: _names(key, codes) for grouping in groupings for key in grouping.keys}
    readers = [_reader([names[key] for key in grouping.keys]) for grouping in groupings]
    width = len(rows[0]) - 2 - sums if rows else 0
    for row in rows:
        number = int(row[0])
        keys = readers[number](row[1 : 1 + width])
        groups[groupings[number]].append((keys, int(row[1 + width]), tuple(row[2 + width :])))
    return groups


def _reader(names: Sequence[Mapping[str, str] | None]) -> Callable[[Keys], Keys]:
    """Cuts a row's keys to those of the grouping, and puts names for those that are not yet what they say."""
    width = len(names)
    named = [(place, known) for place, known in enumerate(names) if known is not None]

    def read(values: Keys) -> Keys:
        read = list(values[:width])
        for place, known in named:
            if (text := read[place]) is not None:
                read[place] = known[text]
        return tuple(read)

    return read if named else lambda values: values[:width]


def _names(key: str, codes: Codes) -> Mapping[str, str] | None:
    """What a key's texts stand for: codes for values, first days for years, quarters and months; None for others."""
    if key in codes:
        return {str(code): value for code, value in enumerate(codes[key])}
    return _UnitNames(key) if key in UNITS else None


class _UnitNames(dict[str, str]):
    """First day, as text → its unit's name."""

    def __init__(self, unit: str) -> None:
        self.unit = unit

    def __missing__(self, text: str) -> str:
        self[text] = write_unit(self.unit, date.fromisoformat(text[:10]))
        return self[text]


def _picker(places: Sequence[int]) -> Callable[[Keys], Keys]:
    """Takes the values at these places, as a tuple also where there are fewer than two."""
    if not places:
        return lambda keys: ()
    if len(places) == 1:
        place = places[0]
        return lambda keys: (keys[place],)
    return itemgetter(*places)
