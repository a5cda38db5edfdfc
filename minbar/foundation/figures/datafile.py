"""Writes one dataset's file of the snapshot.

PostgreSQL writes a dataset's rows as CSV (``COPY``), DuckDB reads them with the types that PostgreSQL names and writes
Parquet. Whether any differ is told by a digest of ``id`` and ``changed`` of every row, which differ by comparing these,
so that neither a deletion nor a transaction that was committed late is missed.
"""

# ruff: noqa: S608  (what is put into SQL here is Django's own query of a dataset and paths and types quoted by text())

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
from django.db import connection
from psycopg import sql

from minbar.foundation.figures.codes import code_column
from minbar.foundation.figures.coding import find_codings, name, text
from minbar.foundation.figures.copying import copy_out
from minbar.foundation.figures.declare import Dataset, Distinct, Sum
from minbar.foundation.figures.manifest import DataFile
from minbar.foundation.figures.relations import relation_of

#: With more differing rows than this, reading all of them anew is quicker than naming each.
MOST_DIFFERING = 50_000
#: PostgreSQL's type → DuckDB's. Others travel as text, which is what a dimension's values are compared as anyway.
TYPES = {
    "bool": "BOOLEAN", "int2": "SMALLINT", "int4": "INTEGER", "int8": "BIGINT", "float4": "DOUBLE", "float8": "DOUBLE",
    "date": "DATE", "timestamptz": "TIMESTAMPTZ", "timestamp": "TIMESTAMP", "uuid": "UUID", "text": "VARCHAR",
    "varchar": "VARCHAR",
}  # fmt: skip


@dataclass(frozen=True)
class Source:
    """A dataset's rows in PostgreSQL, as the snapshot needs them."""

    dataset: Dataset
    relation: str
    columns: Mapping[str, str]

    @property
    def people(self) -> list[str]:
        """Columns whose different values are counted: quicker where equal ones lie together."""
        columns = (measure.column for measure in self.dataset.measures if isinstance(measure, Distinct))
        return [name(column) for column in dict.fromkeys(columns)]

    @property
    def shape(self) -> str:
        dimensions = [(one.key, one.source) for one in self.dataset.all_dimensions().values()]
        parts = [self.relation, list(self.columns.items()), dimensions]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


class DataFileWriter:
    """Writes one dataset's file."""

    def __init__(self, directory: Path, scratch: Path, link: duckdb.DuckDBPyConnection, source: Source) -> None:
        self.directory = directory
        self.scratch = scratch
        self.link = link
        self.source = source

    def write(self, known: DataFile | None) -> DataFile:
        """The dataset's file as it is to be now; ``known`` is the last snapshot's, and stays if nothing changed."""
        state = self._state()
        if known is None or known.shape != self.source.shape or not (self.directory / known.file).exists():
            return self._whole(state)
        if known.state == state or not (differing := self._differing(known)):
            return replace(known, state=state)
        return self._whole(state) if len(differing) > MOST_DIFFERING else self._patched(state, known, differing)

    def _state(self) -> str:
        """A digest of ``id`` and ``changed`` of all rows, in whatever order they come; it stays in the database."""
        digest = "SELECT count(*) || ':' || sum(hash_record_extended(ROW(id, changed), 0)) FROM ({relation}) AS r"
        with connection.cursor() as cursor:
            cursor.execute(self._query(digest))
            return str(cursor.fetchone()[0])

    def _whole(self, state: str) -> DataFile:
        rows = self._copy("rows", self._query("SELECT {columns} FROM ({relation}) AS r"), self.source.columns)
        return self._store(f"SELECT * FROM {rows}", state)

    def _differing(self, known: DataFile) -> list[str]:
        """Identifiers (as text) of rows that were added, changed or deleted since."""
        columns = {name: self.source.columns[name] for name in ("id", "changed")}
        live = self._copy("live", self._query("SELECT id, changed FROM ({relation}) AS r"), columns)
        old = _parquet(self.directory / known.file)
        found = self.link.execute(
            "SELECT CAST(COALESCE(a.id, b.id) AS VARCHAR)"
            f" FROM (SELECT id, count(*) AS n, max(changed) AS changed FROM {live} GROUP BY id) AS a"
            f" FULL JOIN (SELECT id, count(*) AS n, max(changed) AS changed FROM {old} GROUP BY id) AS b ON a.id = b.id"
            " WHERE a.n IS DISTINCT FROM b.n OR a.changed IS DISTINCT FROM b.changed"
        )
        return [row[0] for row in found.fetchall()]

    def _patched(self, state: str, known: DataFile, differing: list[str]) -> DataFile:
        query = self._query(
            "SELECT {columns} FROM ({relation}) AS r WHERE CAST(id AS text) = ANY({ids})", ids=differing
        )
        rows = self._copy("rows", query, self.source.columns)
        old = _parquet(self.directory / known.file)
        self.link.execute("CREATE OR REPLACE TEMP TABLE gone AS SELECT unnest($gone) AS gone_id", {"gone": differing})
        columns = ", ".join(map(name, self.source.columns))
        kept = f"SELECT {columns} FROM {old} ANTI JOIN gone ON CAST(id AS VARCHAR) = gone_id"
        return self._store(f"{kept} UNION ALL SELECT * FROM {rows}", state)

    def _query(self, template: str, **values: Any) -> sql.Composed:
        named = {name: sql.Literal(value) for name, value in values.items()}
        columns = sql.SQL(", ").join(map(sql.Identifier, self.source.columns))
        return sql.SQL(template).format(relation=sql.SQL(self.source.relation), columns=columns, **named)

    def _copy(self, name: str, query: sql.Composed, columns: Mapping[str, str]) -> str:
        """Write a query's rows to a file; return the DuckDB relation that reads it."""
        path = self.scratch / f"{name}.csv"
        with path.open("wb") as file:
            copy_out(sql.SQL("COPY ({}) TO STDOUT (FORMAT csv)").format(query), file)
        types = ", ".join(f"{text(column)}: {text(kind)}" for column, kind in columns.items())
        return (
            f"read_csv({text(str(path))}, header = false, delim = ',', quote = '\"', escape = '\"', nullstr = '',"
            f" allow_quoted_nulls = false, auto_detect = false, columns = {{{types}}})"
        )

    def _store(self, query: str, state: str) -> DataFile:
        unfinished = self.scratch / "rows.parquet"
        self.link.execute(f"CREATE OR REPLACE TEMP TABLE rows AS {query}")
        codings = find_codings(self.link, self.source.dataset)
        columns = ", ".join(["*", *(f"{one.code} AS {name(code_column(key))}" for key, one in codings.items())])
        order = f" ORDER BY {', '.join(self.source.people)}" if self.source.people else ""
        rows = f"SELECT {columns} FROM rows{order}"
        statement = f"COPY ({rows}) TO {text(str(unfinished))} (FORMAT parquet, COMPRESSION zstd)"
        found = self.link.execute(statement).fetchone()
        file = f"{self.source.dataset.key}-{os.urandom(6).hex()}.parquet"
        settle(unfinished, self.directory / file)
        values = {key: one.values for key, one in codings.items()}
        return DataFile(file, int(found[0]) if found else 0, self.source.shape, state, values)


def source_of(dataset: Dataset) -> Source:
    """The dataset's query and the columns of it that a snapshot keeps, with their types in DuckDB."""
    relation = relation_of(dataset).sql("postgres")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM ({relation}) AS r LIMIT 0")
        described = cursor.cursor.description or []
        columns = {column.name: _type(column, cursor.cursor.adapters.types) for column in described}
    return Source(dataset, relation, {name: kind for name, kind in columns.items() if name in _needed(dataset)})


def _needed(dataset: Dataset) -> set[str]:
    """What figures are made of and a refresh compares; whatever else the rows have stays in the database."""
    measured = {measure.column for measure in dataset.measures if isinstance(measure, Sum | Distinct)}
    return {"id", "changed", dataset.period or "id", *measured, *(dimension.source for dimension in dataset.dimensions)}


def _type(column: Any, types: Any) -> str:
    known = types.get(column.type_code)
    name = known.name if known else ""
    if name == "numeric":
        precision, scale = column.precision or 38, column.scale or 0
        return f"DECIMAL({precision}, {scale if column.precision else 6})"
    return TYPES.get(name, "VARCHAR")


def _parquet(path: Path) -> str:
    return f"read_parquet({text(str(path))})"


def settle(unfinished: Path, path: Path) -> None:
    """Put a finished file in its place, on disk before its name is."""
    unfinished.chmod(0o600)
    _sync(unfinished)
    unfinished.replace(path)
    _sync(path.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
