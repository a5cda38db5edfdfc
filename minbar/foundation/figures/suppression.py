"""Hides small counts, and as many others as it takes so that no small count can be worked out.

**What is attacked.** Published counts are linear forms over unknown non-negative whole numbers (:mod:`.blocks`). An
attacker knows every form that is told, exactly; that what reads "fewer than 11" is 1 to 10; that what reads "withheld"
was at least 11, or it would have read otherwise; what follows from how the figures are defined (parts make their whole,
whoever is in 2022 is in 2022–2023); and what earlier editions told. With integer programming the attacker finds, for
any set of records, the least and the most that it can hold.

**What is protected.** *Targets*: every small count; what is left of a count when another that lies within it is taken
off (54 mediations of which 50: 4); what is left when all parts by some dimensions are; every finest cell.

**The rule.** A target is safe where its interval [least, most] leaves the attacker

- ``most ≥ threshold``: it may as well be large; or
- ``most = 0``: there is nobody; zero is told to everyone; or
- ``most − least ≥ threshold // 2``: at least 6 of the numbers 1 to 10 stay possible (3 of 1 to 4 for partners).

The last is a *sliding protection level* as in Fischetti and Salazar-González, "Models and algorithms for optimizing
cell suppression in tabular data with linear constraints", Journal of the American Statistical Association 95 (2000),
whose attacker, however, does not read "fewer than 11" as a bound; theirs are the linear forms, the attacker's two
integer programs, and the complements as the cheapest cells whose hiding lets two consistent tables differ enough.

**How complements are chosen.** Target by target: one integer program finds two tables, both consistent with all that
stays told, in which the target differs by the level, at the least loss. A count that is withheld costs its value plus
the threshold; a small count that reads "withheld" in place of "fewer than 11" costs the threshold (its bounds alone may
tell too much: 20 as the sum of two numbers below 11 is 10 + 10). Hiding more never makes a safe target unsafe, so one
pass is enough, and each is verified by the attack.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from minbar.foundation.figures.attack import Attack, Statement, Telling, still_true
from minbar.foundation.figures.audiences import Hidden
from minbar.foundation.figures.blocks import Blocks, Box, Form
from minbar.foundation.figures.targets import targets

#: With more unknowns than this, all but zeros is hidden rather than searched.
MOST_UNKNOWNS = 20_000


@dataclass(frozen=True)
class Cell:
    """A published number of records.

    Attributes:
        name: what it is called by who asks.
        value: how many records there are.
        parts: the boxes that it counts, each with its factor: usually one, once. An equation that everybody knows (a
            whole less its parts is 0), and a whole that is told without a box of its own, have several.
        known: the least and the most (None: no limit) that the attacker knows already; such a cell can't be hidden.
        dated: known from an earlier publication; where the present contradicts it, it says nothing any more.
    """

    name: Hashable
    value: int
    parts: tuple[tuple[int, Box], ...]
    known: tuple[int, int | None] | None = None
    dated: bool = False


@dataclass(frozen=True)
class Outcome:
    """What is hidden.

    Attributes:
        hidden: name → how, of each cell that is not told.
        exposed: how many small numbers follow from what was told before, whatever is hidden now.
    """

    hidden: Mapping[Hashable, Hidden]
    exposed: int = 0


def suppress(cells: Sequence[Cell], sizes: Mapping[str, int], threshold: int) -> Outcome:
    """Decide which cells are told: zero stays, smaller ones than the threshold are few, complements are withheld.

    Args:
        cells: all that is to be published over one dataset, and all that is known already.
        sizes: axis → number of its classes, for every axis that a box names.
        threshold: the least number that is told.
    """
    blocks = Blocks(sizes, [frozenset(axis for _factor, box in cell.parts for axis in box) for cell in cells])
    if blocks.count > MOST_UNKNOWNS:
        return _all_but_zeros(cells, threshold)
    statements = _statements(blocks, cells, threshold)
    links = list(blocks.links())
    statements = still_true(blocks.count, links, statements, threshold)
    attack = Attack(blocks.count, links, statements, threshold)
    if not attack.holds:
        return _all_but_zeros(cells, threshold)
    boxes = [cell.parts[0][1] for cell in cells if len(cell.parts) == 1]
    small = [statement.form for statement in statements if statement.is_small(threshold)]
    exposed = 0
    for target in targets(blocks, boxes, small):
        if not attack.is_safe(target):
            exposed += not attack.protect(target)
    hidden = {name: statement.telling.hidden for statement in attack.statements for name in statement.names}
    return Outcome({name: how for name, how in hidden.items() if how is not None}, exposed)


def _statements(blocks: Blocks, cells: Sequence[Cell], threshold: int) -> list[Statement]:
    """The cells as forms over the unknowns; those that are the same number under several names are one statement."""
    merged: dict[Hashable, Statement] = {}
    for cell in cells:
        form = _form(blocks, cell.parts)
        key = (frozenset(form.items()), cell.known, cell.dated)
        if key in merged:
            merged[key].names.append(cell.name)
            continue
        telling = Telling.KNOWN if cell.known else Telling.FEW if 0 < cell.value < threshold else Telling.TOLD
        merged[key] = Statement([cell.name], form, cell.value, telling, cell.known, cell.dated)
    return list(merged.values())


def _form(blocks: Blocks, parts: Sequence[tuple[int, Box]]) -> Form:
    form: dict[int, int] = {}
    home = blocks.home({axis for _factor, box in parts for axis in box})
    for factor, box in parts:
        for place in home.inside(box):
            form[place] = form.get(place, 0) + factor
    return {place: factor for place, factor in form.items() if factor}


def _all_but_zeros(cells: Sequence[Cell], threshold: int) -> Outcome:
    open_cells = [cell for cell in cells if cell.known is None and cell.value]
    return Outcome({cell.name: Hidden.FEW if cell.value < threshold else Hidden.WITHHELD for cell in open_cells})
