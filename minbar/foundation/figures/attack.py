"""The attack on published counts, and the defence against it; see :mod:`.suppression` for what is attacked and why."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from minbar.foundation.figures.audiences import Hidden
from minbar.foundation.figures.blocks import Form
from minbar.foundation.figures.programs import Program

if TYPE_CHECKING:
    import numpy as np

UNLIMITED = float("inf")


class Telling(Enum):
    """What an attacker is told of a statement."""

    TOLD = "its number"
    FEW = "that it is above zero and below the threshold"
    WITHHELD = "nothing; it would be few if it were below the threshold"
    MUTED = "nothing, though it is few"
    KNOWN = "what was known before"

    @property
    def hidden(self) -> Hidden | None:
        """How it is printed; a muted one can't be told from those that are withheld."""
        return {Telling.FEW: Hidden.FEW, Telling.WITHHELD: Hidden.WITHHELD, Telling.MUTED: Hidden.WITHHELD}.get(self)


@dataclass
class Statement:
    """A number that is published under one or more names, or known: a form over the unknowns."""

    names: list[Hashable]
    form: Form
    value: int
    telling: Telling
    known: tuple[int, int | None] | None = None
    dated: bool = False

    def bounds(self, threshold: int) -> tuple[float, float]:
        """The least and the most that it can be to an attacker who knows nothing else."""
        if self.known is not None:
            least, most = self.known
            return least, UNLIMITED if most is None else most
        return {
            Telling.TOLD: (self.value, self.value), Telling.FEW: (1, threshold - 1),
            Telling.WITHHELD: (threshold, UNLIMITED),
        }.get(self.telling, (0, UNLIMITED))  # fmt: skip

    def is_small(self, threshold: int) -> bool:
        """Whether it reads "fewer than", here or where it was known from."""
        least, most = self.bounds(threshold)
        return least < most < threshold


def still_true(count: int, links: Sequence[Form], statements: Sequence[Statement], threshold: int) -> list[Statement]:
    """The statements without those of earlier publications that the present contradicts.

    Records change. The fewest corrections (a program over slacks) that make all earlier numbers agree with
    today's show which of them no longer hold; to read them as true would only mislead the attacker.
    """
    if not any(statement.dated for statement in statements):
        return list(statements)
    program = Program()
    program.variables(count, UNLIMITED)
    for link in links:
        program.row(link, 0, 0)
    slacks: dict[int, int] = {}
    for place, statement in enumerate(statements):
        if statement.dated:
            slacks[place] = program.variables(2, UNLIMITED, cost=1)
            form = {**statement.form, slacks[place]: 1, slacks[place] + 1: -1}
            program.row(form, *statement.bounds(threshold))
        else:
            exact = (statement.value, statement.value) if statement.known is None else statement.bounds(threshold)
            program.row(statement.form, *exact)
    found = program.solver().minimise()
    if found is None:
        return list(statements)
    return [
        statement for place, statement in enumerate(statements)
        if place not in slacks or not (found[slacks[place]] or found[slacks[place] + 1])
    ]  # fmt: skip


class Attack:
    """What can be worked out from statements. Tables that fit all that is told are kept: most questions need no more.

    Attributes:
        holds: whether any table fits at all; if not, what is given contradicts itself.
    """

    def __init__(self, count: int, links: Sequence[Form], statements: Sequence[Statement], threshold: int) -> None:
        self.count, self.links, self.statements, self.threshold = count, links, list(statements), threshold
        self.level = threshold // 2
        import numpy as np  # loaded where it is used, as the solver is

        self.limit = 2 * max((abs(one.value) for one in statements), default=0) + 4 * threshold
        program = Program()
        program.variables(count, self.limit)
        for link in links:
            program.row(link, 0, 0)
        self.rows = [program.row(one.form, *one.bounds(threshold)) for one in self.statements]
        self.solver = program.solver()
        first = self.solver.minimise()
        self.holds = first is not None
        self.tables = np.array([first] if first is not None else np.zeros((0, count)), dtype=np.int64)

    def is_safe(self, target: Form) -> bool:
        """Whether the rule holds for a target."""
        if self._is_wide(target):
            return True
        for sign in (1, -1):
            table = self.solver.most(target, sign=sign)
            if table is not None:
                self._keep(table)
            if self._is_wide(target) or (sign == 1 and not self._seen(target).max()):
                return True
        return False

    def _is_wide(self, target: Form) -> bool:
        seen = self._seen(target)
        return bool(seen.max() >= self.threshold or seen.max() - seen.min() >= self.level)

    def _seen(self, target: Form) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        """What the target is in the tables found so far."""
        import numpy as np

        return self.tables[:, list(target)] @ np.array(list(target.values()), dtype=np.int64)

    def _keep(self, *tables: Sequence[int]) -> None:
        import numpy as np

        self.tables = np.vstack([self.tables, np.array(tables, dtype=np.int64)])

    def protect(self, target: Form) -> bool:
        """Hide what costs least so that a target is safe; False where nothing helps."""
        return any(self._protect(target, most) for most in (4 * self.threshold, self.limit))

    def _protect(self, target: Form, furthest: int) -> bool:
        """``furthest``: by how much at most a number that is hidden may differ between the tables and the truth."""
        program, choices = Program(), {}
        tables = [program.variables(self.count, self.limit) for _table in range(2)]
        for place, statement in enumerate(self.statements):
            if self._can_be_hidden(statement):
                cost = self.threshold + (statement.value if statement.telling is Telling.TOLD else 0)
                choices[place] = program.variables(1, 1, cost)
        for first in tables:
            for link in self.links:
                program.row(_moved(link, first), 0, 0)
            for place, statement in enumerate(self.statements):
                self._state(program, statement, first, choices.get(place), furthest)
        apart = {**_moved(target, tables[1]), **_moved(target, tables[0], -1)}
        program.row(apart, self.level, UNLIMITED)
        if (found := program.solver().minimise()) is None:
            return False
        for place, choice in choices.items():
            if found[choice]:
                self._hide(place)
        self._keep(*(found[first : first + self.count] for first in tables))
        return True

    def _can_be_hidden(self, statement: Statement) -> bool:
        return statement.telling is Telling.FEW or (statement.telling is Telling.TOLD and statement.value > 0)

    def _state(self, program: Program, statement: Statement, first: int, choice: int | None, furthest: int) -> None:
        """What one of the tables must fulfil, and what no longer where ``choice`` is 1: the statement is hidden."""
        form = _moved(statement.form, first)
        least, most = statement.bounds(self.threshold)
        if choice is None:
            program.row(form, least, most)
            return
        hidden_least = self.threshold if statement.telling is Telling.TOLD else 0
        program.row({**form, choice: least - hidden_least}, least, UNLIMITED)
        program.row({**form, choice: -furthest}, -UNLIMITED, most)

    def _hide(self, place: int) -> None:
        statement = self.statements[place]
        statement.telling = Telling.WITHHELD if statement.telling is Telling.TOLD else Telling.MUTED
        self.solver.bound(self.rows[place], *statement.bounds(self.threshold))


def _moved(form: Form, by: int, factor: int = 1) -> dict[int, float]:
    return {place + by: factor * number for place, number in form.items()}
