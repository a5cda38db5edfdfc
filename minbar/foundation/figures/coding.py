"""Gives the rows of a snapshot codes of their dimensions (see :mod:`.codes`)."""

# ruff: noqa: S608  (what is put into SQL here is columns of a dataset, quoted)

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import duckdb
from sqlglot import exp

from minbar.foundation.figures.declare import Dataset
from minbar.foundation.figures.period import UNITS, write_unit

#: Dimensions with more different values than this have no codes.
MOST_CODES = 50_000


@dataclass(frozen=True)
class Coding:
    """A dimension's values, and a row's place among them in DuckDB's SQL."""

    values: list[str]
    code: str


def find_codings(link: duckdb.DuckDBPyConnection, dataset: Dataset) -> dict[str, Coding]:
    """Dimension → its coding, for the rows of the dataset in the table ``rows``; of those that have neither no values
    nor too many."""
    found = {one.key: _of_texts(link, f"CAST({name(one.source)} AS VARCHAR)") for one in dataset.dimensions}
    if dataset.period:
        found.update(_of_units(link, f"CAST({name(dataset.period)} AS DATE)"))
    return {key: coding for key, coding in found.items() if 0 < len(coding.values) <= MOST_CODES}


def _of_texts(link: duckdb.DuckDBPyConnection, value: str) -> Coding:
    # One more than a coding may have, and one for NULL: enough to know that there are too many.
    found = link.execute(f"SELECT DISTINCT {value} FROM rows LIMIT {MOST_CODES + 2}").fetchall()
    values = sorted(one for (one,) in found if one is not None)
    return Coding(values, f"enum_code(CAST({value} AS ENUM ({', '.join(map(text, values))})))")


def _of_units(link: duckdb.DuckDBPyConnection, day: str) -> Iterator[tuple[str, Coding]]:
    """All years, quarters and months from the first to the last: their codes need no look-up."""
    for unit, months in UNITS.items():
        number = f"(year({day}) * 12 + month({day}) - 1) // {months}"
        first, last = link.execute(f"SELECT min({number}), max({number}) FROM rows").fetchone() or (None, None)
        starts = [] if first is None else [each * months for each in range(first, last + 1)]
        values = [write_unit(unit, date(start // 12, start % 12 + 1, 1)) for start in starts]
        yield unit, Coding(values, f"CAST({number} - {first or 0} AS USMALLINT)")


def name(column: str) -> str:
    """A column's name, quoted."""
    return exp.to_identifier(column, quoted=True).sql("duckdb")


def text(value: str) -> str:
    """A text, quoted."""
    return exp.Literal.string(value).sql("duckdb")
