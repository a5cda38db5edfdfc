"""Sex and age disaggregated data: counts in cells of sex × age band, and the totals that follow from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from minbar.network.directory.enums import Sex
from minbar.work.programmes.enums import AgeBand

Cell = tuple[Sex, AgeBand]


@dataclass(frozen=True)
class Breakdown:
    """Heads by sex and age band. Only the cells are given; a total is always a sum."""

    cells: Mapping[Cell, int] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, int]]) -> Breakdown:
        """Add up (sex, age band, heads)."""
        cells: dict[Cell, int] = {}
        for sex, band, heads in rows:
            cell = Sex(sex), AgeBand(band)
            cells[cell] = cells.get(cell, 0) + heads
        return cls(cells)

    def heads(self, sex: Sex, band: AgeBand) -> int:
        return self.cells.get((sex, band), 0)

    def __add__(self, other: Breakdown) -> Breakdown:
        return Breakdown.of((*cell, heads) for part in (self, other) for cell, heads in part.cells.items())

    def of_sex(self, sex: Sex) -> int:
        return sum(self.heads(sex, band) for band in AgeBand)

    def of_age(self, band: AgeBand) -> int:
        return sum(self.heads(sex, band) for sex in Sex)

    @property
    def total(self) -> int:
        return sum(self.cells.values())

    def __bool__(self) -> bool:
        return self.total > 0
