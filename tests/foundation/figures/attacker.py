"""An attacker on published counts, written apart from what it attacks: one unknown for each finest cell of all axes,
every published number an equation, the least and the most of any set found by integer programming."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import product

import highspy

from minbar.foundation.figures.audiences import Hidden
from minbar.foundation.figures.suppression import Cell


class Attacker:
    """Knows what is told, what "fewer than" means, and that what is withheld would be "fewer than" if it were."""

    def __init__(
        self, cells: Sequence[Cell], sizes: Mapping[str, int], hidden: Mapping[Hashable, Hidden], threshold: int
    ) -> None:
        self.axes, self.threshold = list(sizes), threshold
        self.finest = list(product(*(range(size) for size in sizes.values())))
        self.highs = highspy.Highs()
        self.highs.silent()
        most = 2 * max((abs(cell.value) for cell in cells), default=0) + 5 * threshold
        self.unknowns = [
            self.highs.addVariable(0, most, type=highspy.HighsVarType.kInteger) for _finest in self.finest
        ]  # fmt: skip
        for cell in cells:
            self._learn(cell, hidden.get(cell.name))

    def _learn(self, cell: Cell, how: Hidden | None) -> None:
        total = self._sum(cell)
        if cell.known is not None:
            least, most = cell.known
            self.highs.addConstr(total >= least)
            if most is not None:
                self.highs.addConstr(total <= most)
        elif how is None:
            self.highs.addConstr(total == cell.value)
        elif how is Hidden.FEW:
            self.highs.addConstr(total >= 1)
            self.highs.addConstr(total <= self.threshold - 1)
        elif cell.value >= self.threshold:
            self.highs.addConstr(total >= self.threshold)

    def _sum(self, cell: Cell) -> highspy.highs.highs_linear_expression:
        total = highspy.highs.highs_linear_expression()
        for factor, box in cell.parts:
            for place in self.inside(box):
                total += factor * self.unknowns[place]
        return total

    def inside(self, box: Mapping[str, frozenset[int]]) -> set[int]:
        return {
            place for place, classes in enumerate(self.finest)
            if all(one in box.get(axis, {one}) for axis, one in zip(self.axes, classes, strict=True))
        }  # fmt: skip

    def interval(self, places: Iterable[int]) -> tuple[int, int]:
        """The least and the most that the finest cells at these places can hold together."""
        total = highspy.highs.highs_linear_expression()
        for place in places:
            total += 1 * self.unknowns[place]
        ends = []
        for solve in (self.highs.minimize, self.highs.maximize):
            solve(total)
            assert self.highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
            ends.append(round(self.highs.getObjectiveValue()))
        return ends[0], ends[1]

    def finds(self, places: Iterable[int]) -> bool:
        """Whether it finds out too much of a set: that it is few, and which few."""
        least, most = self.interval(places)
        return 0 < most < self.threshold and most - least < self.threshold // 2


def interesting(attacker: Attacker, cells: Sequence[Cell]) -> Iterator[set[int]]:
    """The sets to be attacked: each published one, and each without another that lies within it."""
    published = [attacker.inside(cell.parts[0][1]) for cell in cells if len(cell.parts) == 1]
    yield from published
    for whole in published:
        yield from (whole - part for part in published if part < whole)
