"""The unknowns of an attack on published counts: non-negative whole numbers, one for each finest cell.

Counts are split by axes (a dimension, the time, the moment of publication). The finest cells of all axes together
would be far too many, and no published cell needs them: each looks at a few axes only. Axes that are looked at together
form a *block*; blocks overlap in the axes that they share and must agree on their margins there.

This loses nothing. Where the sets of axes are the cliques of a chordal graph (they are made so), tables of whole
numbers that agree along a junction tree are always margins of one common table of whole numbers: along a separator a
north-west-corner filling joins two of them. See Lauritzen, "Graphical Models" (1996), section 3.2, and Dobra and
Fienberg, "Bounds for cell entries in contingency tables given marginal totals and decomposable graphs", PNAS 97 (2000).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import prod

#: Axis → the classes of it that a cell takes in; an axis that is not named is taken whole.
Box = Mapping[str, frozenset[int]]
#: Number of the unknown → how often it is counted.
Form = Mapping[int, int]


@dataclass(frozen=True)
class Block:
    """The unknowns of axes that are looked at together, numbered from ``first`` as a mixed-radix number."""

    axes: tuple[str, ...]
    sizes: tuple[int, ...]
    first: int

    @property
    def columns(self) -> range:
        return range(self.first, self.first + prod(self.sizes))

    def inside(self, box: Box) -> frozenset[int]:
        """The unknowns within a box; it must not name axes of other blocks."""
        chosen = [sorted(box.get(axis, range(size))) for axis, size in zip(self.axes, self.sizes, strict=True)]
        return frozenset(self.first + self._place(classes) for classes in product(*chosen))

    def _place(self, classes: Sequence[int]) -> int:
        place = 0
        for one, size in zip(classes, self.sizes, strict=True):
            place = place * size + one
        return place


class Blocks:
    """All unknowns, and the equations between blocks."""

    def __init__(self, sizes: Mapping[str, int], scopes: Iterable[Iterable[str]]) -> None:
        """``sizes``: axis → number of its classes. ``scopes``: the axes that each published cell looks at."""
        self.blocks: list[Block] = []
        first = 0
        for axes in cliques([frozenset(scope) for scope in scopes]):
            block = Block(tuple(sorted(axes)), tuple(sizes[axis] for axis in sorted(axes)), first)
            self.blocks.append(block)
            first += prod(block.sizes)
        self.count = first

    def home(self, axes: Iterable[str]) -> Block:
        """The smallest block that has these axes."""
        wanted = set(axes)
        return min((block for block in self.blocks if wanted <= set(block.axes)), key=lambda block: len(block.columns))

    def links(self) -> Iterator[Form]:
        """Forms that are zero: on the axes that two neighbouring blocks share, their margins are the same."""
        for left, right in junction([frozenset(block.axes) for block in self.blocks]):
            one, other = self.blocks[left], self.blocks[right]
            shared = sorted(set(one.axes) & set(other.axes))
            sizes = dict(zip(one.axes, one.sizes, strict=True))
            for classes in product(*(range(sizes[axis]) for axis in shared)):
                box = {axis: frozenset([number]) for axis, number in zip(shared, classes, strict=True)}
                yield dict.fromkeys(one.inside(box), 1) | dict.fromkeys(other.inside(box), -1)


def cliques(scopes: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """The largest sets of axes to be looked at together, so that together they are the cliques of a chordal graph.

    Axes are eliminated one by one, first those whose neighbours need the fewest new ties (minimum fill-in).
    """
    neighbours: dict[str, set[str]] = {}
    for scope in scopes:
        for axis in scope:
            neighbours.setdefault(axis, set()).update(scope - {axis})
    found: list[frozenset[str]] = [frozenset()]
    while neighbours:
        axis = min(neighbours, key=lambda one: (_missing(neighbours, one), one))
        around = neighbours.pop(axis)
        found.append(frozenset(around | {axis}))
        for one in around:
            neighbours[one].discard(axis)
            neighbours[one].update(around - {one})
    largest = [one for one in found if not any(one < other for other in found)]
    return sorted(set(largest), key=sorted)


def _missing(neighbours: Mapping[str, set[str]], axis: str) -> int:
    return sum(other not in neighbours[one] for one, other in combinations(sorted(neighbours[axis]), 2))


def junction(axes: Sequence[frozenset[str]]) -> list[tuple[int, int]]:
    """A junction tree: pairs of neighbours, chosen so that they share as many axes as possible (Prim)."""
    reached, pairs = [0], []
    while len(reached) < len(axes):
        pair = max(
            ((one, other) for one in reached for other in range(len(axes)) if other not in reached),
            key=lambda pair: (len(axes[pair[0]] & axes[pair[1]]), -pair[0], -pair[1]),
        )
        pairs.append(pair)
        reached.append(pair[1])
    return pairs
