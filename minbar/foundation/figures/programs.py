"""Integer programs, solved by HiGHS: always by the same steps, so that the same numbers give the same answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

#: Nodes of the search after which the best solution found so far has to do.
MOST_NODES = 2_000
OPTIONS: Mapping[str, bool | int | float] = {
    "output_flag": False, "threads": 1, "random_seed": 1, "mip_rel_gap": 0.0, "mip_abs_gap": 0.0,
    "mip_max_nodes": MOST_NODES,
}  # fmt: skip


@dataclass
class Program:
    """Non-negative variables and linear rows over them, gathered before they are handed over at once."""

    upper: list[float] = field(default_factory=list)
    cost: list[float] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    rows: list[Mapping[int, float]] = field(default_factory=list)

    def variables(self, count: int, upper: float, cost: float = 0) -> int:
        """Add variables of 0 to ``upper``; returns the number of the first."""
        self.upper += [upper] * count
        self.cost += [cost] * count
        return len(self.upper) - count

    def row(self, form: Mapping[int, float], low: float, high: float) -> int:
        """Ask for ``low`` ≤ form ≤ ``high``; returns the row's number."""
        self.rows.append(form)
        self.low.append(low)
        self.high.append(high)
        return len(self.rows) - 1

    def solver(self) -> Solver:
        """Ready to be solved in whole numbers."""
        return Solver(self)


class Solver:
    """A program in HiGHS; bounds of rows and the objective can change between two runs."""

    def __init__(self, program: Program) -> None:
        import highspy  # both are loaded where they are used: they take as long as all of Django
        import numpy as np

        count = len(program.upper)
        self._all = np.arange(count, dtype=np.int32)
        self._zeros = np.zeros(count)
        self._feasible = highspy.SolutionStatus.kSolutionStatusFeasible
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]  # a package without types
        for option, setting in OPTIONS.items():
            self._highs.setOptionValue(option, setting)
        self._highs.addVars(count, self._zeros, np.array(program.upper, dtype=float))
        self._highs.changeColsCost(count, self._all, np.array(program.cost, dtype=float))
        kinds = np.full(count, highspy.HighsVarType.kInteger, dtype=object)
        self._highs.changeColsIntegrality(count, self._all, kinds)
        starts = np.cumsum([0, *(len(row) for row in program.rows)])[:-1].astype(np.int32)
        index = np.array([place for row in program.rows for place in row], dtype=np.int32)
        value = np.array([number for row in program.rows for number in row.values()], dtype=float)
        low, high = np.array(program.low, dtype=float), np.array(program.high, dtype=float)
        self._highs.addRows(len(program.rows), low, high, len(index), starts, index, value)

    def bound(self, row: int, low: float, high: float) -> None:
        """Change what a row asks for."""
        self._highs.changeRowBounds(row, low, high)

    def minimise(self) -> Sequence[int] | None:
        """The variables where the cost is least, rounded; None where no solution was found."""
        self._highs.run()
        info = self._highs.getInfo()
        if info.primal_solution_status != self._feasible:
            return None
        return [round(value) for value in self._highs.getSolution().col_value]

    def most(self, form: Mapping[int, int], *, sign: int = 1) -> Sequence[int] | None:
        """The variables where a form is greatest, or with ``sign`` −1 least."""
        cost = self._zeros.copy()
        cost[list(form)] = [-sign * number for number in form.values()]
        self._highs.changeColsCost(len(self._all), self._all, cost)
        return self.minimise()
