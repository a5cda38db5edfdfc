"""Reads figures' slices out of the groupings that an engine returned, adding up where a slice is coarser."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from minbar.foundation.figures.period import UNITS, write_unit
from minbar.foundation.figures.plan import Grouping, Slice

Keys = tuple[str | None, ...]
#: Keys of a group, then its count, then its sums.
Group = tuple[Keys, int, tuple[Decimal, ...]]


class Answers:
    """The result of :func:`.tree.grouped_query`, by grouping."""

    def __init__(
        self,
        groupings: Sequence[Grouping],
        homes: Mapping[Slice, Grouping],
        sums: Sequence[str],
        rows: Sequence[tuple[Any, ...]],
    ) -> None:
        self._homes = homes
        self._sum_places = {name: place for place, name in enumerate(sums)}
        self._groups: dict[Grouping, list[Group]] = {grouping: [] for grouping in groupings}
        self._parted: dict[tuple[Grouping, tuple[str, ...]], Mapping[Keys, list[Group]]] = {}
        self._added: dict[Slice, Mapping[Keys, tuple[int, tuple[Decimal, ...]]]] = {}
        width = len(rows[0]) - 2 - len(sums) if rows else 0
        for row in rows:
            grouping = groupings[int(row[0])]
            keys = tuple(_read(key, text) for key, text in zip(grouping.keys, row[1 : 1 + width], strict=False))
            group = (keys, int(row[1 + width]), tuple(row[2 + width :]))
            self._groups[grouping].append(group)

    def counts(self, piece: Slice) -> Mapping[Keys, int]:
        """Keys → number of rows, or of different values for a distinct slice. Empty parts are left out."""
        return {keys: number for keys, (number, _sums) in self._add(piece).items() if number}

    def sums(self, piece: Slice, column: str) -> Mapping[Keys, int | Decimal]:
        """Keys → total of a column."""
        place = self._sum_places[column]
        return {keys: _plain(sums[place]) for keys, (_number, sums) in self._add(piece).items()}

    def _add(self, piece: Slice) -> Mapping[Keys, tuple[int, tuple[Decimal, ...]]]:
        if piece not in self._added:
            grouping = self._homes[piece]
            places = [grouping.keys.index(key) for key in piece.by]
            added: dict[Keys, tuple[int, tuple[Decimal, ...]]] = {}
            for keys, number, sums in self._chosen(piece, grouping):
                wanted = tuple(keys[place] for place in places)
                if (before := added.get(wanted)) is None:
                    added[wanted] = number, sums
                else:
                    total = tuple(a + b for a, b in zip(before[1], sums, strict=True)) if sums else sums
                    added[wanted] = before[0] + number, total
            self._added[piece] = added
        return self._added[piece]

    def _chosen(self, piece: Slice, grouping: Grouping) -> list[Group]:
        """The groups that satisfy the slice's choices; groups are parted once for all slices that choose alike."""
        chosen = sorted(piece.chosen, key=lambda one: (one.dimension, sorted(map(str, one.values))))
        dimensions = tuple(one.dimension for one in chosen)
        if (grouping, dimensions) not in self._parted:
            parts: dict[Keys, list[Group]] = defaultdict(list)
            places = [grouping.keys.index(key) for key in dimensions]
            for group in self._groups[grouping]:
                parts[tuple(group[0][place] for place in places)].append(group)
            self._parted[grouping, dimensions] = parts
        fitting: list[Group] = []
        for keys, groups in self._parted[grouping, dimensions].items():
            if all(key in one.values for key, one in zip(keys, chosen, strict=True)):
                fitting += groups
        return fitting


def _read(key: str, text: str | None) -> str | None:
    return write_unit(key, date.fromisoformat(text[:10])) if text is not None and key in UNITS else text


def _plain(value: Decimal) -> int | Decimal:
    return int(value) if value == int(value) else Decimal(value).normalize()
