"""The sets of records that must not be found to be few; see :mod:`.suppression`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from minbar.foundation.figures.blocks import Blocks, Box, Form


def targets(blocks: Blocks, boxes: Sequence[Box], small: Iterable[Form]) -> Iterator[Form]:
    """Each set once: what is small, what is left of a box without those within it, the finest cells.

    Args:
        boxes: all that are published.
        small: the forms of the published numbers that are small.
    """
    seen: set[frozenset[int]] = set()
    for form in small:
        seen.add(frozenset(form))
        yield form
    for places in (*_left_over(blocks, boxes), *_finest(blocks)):
        if places and places not in seen:
            seen.add(places)
            yield dict.fromkeys(sorted(places), 1)


def _left_over(blocks: Blocks, boxes: Sequence[Box]) -> Iterator[frozenset[int]]:
    """A box without one that lies within it, and without all that lie within it and narrow the same axes."""
    for whole in boxes:
        families: dict[tuple[str, ...], list[Box]] = defaultdict(list)
        for part in boxes:
            if _within(part, whole):
                families[tuple(sorted(axis for axis in part if part[axis] != whole.get(axis)))].append(part)
        for family in families.values():
            home = blocks.home(family[0])
            everything = home.inside(whole)
            parts = [home.inside(part) for part in family]
            yield from (everything - part for part in parts)
            yield everything.difference(*parts)


def _within(part: Box, whole: Box) -> bool:
    """Whether a box lies in another and names all its axes (an axis that is not named is taken whole)."""
    return part != whole and all(axis in part and part[axis] <= classes for axis, classes in whole.items())


def _finest(blocks: Blocks) -> Iterator[frozenset[int]]:
    for block in blocks.blocks:
        yield from (frozenset([place]) for place in block.columns)
