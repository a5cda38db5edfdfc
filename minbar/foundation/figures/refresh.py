"""Takes the snapshot: whole the first time, afterwards only the rows that were added, changed or deleted.

PostgreSQL writes a fact's rows as CSV (``COPY``), DuckDB reads them with the types that PostgreSQL names and writes
Parquet. Which rows differ is found by comparing ``id`` and ``changed`` of every row, so that neither a deletion nor a
transaction that was committed late is missed.
"""

# ruff: noqa: S608  (what is put into SQL here is Django's own query of a fact and paths and types quoted by _text)

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
from django.db import connection, transaction
from psycopg import sql
from sqlglot import exp

from minbar.foundation.figures.declare import Distinct, Fact, Sum, facts
from minbar.foundation.figures.engines import relation_of
from minbar.foundation.figures.snapshot import MANIFEST, FactFile, Manifest, open_duckdb, snapshot_directory

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
    """A fact's rows in PostgreSQL, as the snapshot needs them."""

    fact: Fact
    relation: str
    columns: Mapping[str, str]

    @property
    def people(self) -> list[str]:
        """Columns whose different values are counted: quicker where equal ones lie together."""
        columns = (measure.column for measure in self.fact.measures if isinstance(measure, Distinct))
        return [exp.to_identifier(column, quoted=True).sql("duckdb") for column in dict.fromkeys(columns)]

    @property
    def shape(self) -> str:
        return hashlib.sha256(json.dumps([self.relation, list(self.columns.items())]).encode()).hexdigest()


def refresh(directory: Path | None = None, *, only: Iterable[Fact] | None = None, whole: bool = False) -> Manifest:
    """Bring the snapshot up to date with the database.

    Args:
        directory: the installation's own where None.
        only: these facts rather than all that are declared.
        whole: read every row again, whatever the last snapshot had.

    Returns:
        The new manifest. Readers of the one before it can go on until the next refresh.
    """
    directory = directory or snapshot_directory()
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    directory.chmod(0o700)
    with _alone(directory), _one_moment() as as_of, tempfile.TemporaryDirectory(dir=directory) as scratch:
        before = Manifest.read(directory)
        files = {}
        with open_duckdb(directory) as link:
            for fact in facts().values() if only is None else only:
                known = None if before is None or whole else before.facts.get(fact.key)
                files[fact.key] = _FactWriter(directory, Path(scratch), link, _source(fact)).write(known)
        manifest = Manifest(as_of, files)
        _replace(directory / MANIFEST, manifest.written().encode(), Path(scratch))
        _forget(directory, before, manifest)
    return manifest


class _FactWriter:
    """Writes one fact's file."""

    def __init__(self, directory: Path, scratch: Path, link: duckdb.DuckDBPyConnection, source: Source) -> None:
        self.directory = directory
        self.scratch = scratch
        self.link = link
        self.source = source

    def write(self, known: FactFile | None) -> FactFile:
        if known is None or known.shape != self.source.shape or not (self.directory / known.file).exists():
            return self._whole()
        differing = self._differing(known)
        if not differing:
            return known
        return self._whole() if len(differing) > MOST_DIFFERING else self._patched(known, differing)

    def _whole(self) -> FactFile:
        rows = self._copy("rows", self._query("SELECT {columns} FROM ({relation}) AS r"), self.source.columns)
        return self._store(f"SELECT * FROM {rows}")

    def _differing(self, known: FactFile) -> list[str]:
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

    def _patched(self, known: FactFile, differing: list[str]) -> FactFile:
        query = self._query(
            "SELECT {columns} FROM ({relation}) AS r WHERE CAST(id AS text) = ANY({ids})", ids=differing
        )
        rows = self._copy("rows", query, self.source.columns)
        old = _parquet(self.directory / known.file)
        self.link.execute("CREATE OR REPLACE TEMP TABLE gone AS SELECT unnest($gone) AS id", {"gone": differing})
        kept = f"SELECT o.* FROM {old} AS o ANTI JOIN gone ON CAST(o.id AS VARCHAR) = gone.id"
        return self._store(f"{kept} UNION ALL SELECT * FROM {rows}")

    def _query(self, template: str, **values: Any) -> sql.Composed:
        named = {name: sql.Literal(value) for name, value in values.items()}
        columns = sql.SQL(", ").join(map(sql.Identifier, self.source.columns))
        return sql.SQL(template).format(relation=sql.SQL(self.source.relation), columns=columns, **named)

    def _copy(self, name: str, query: sql.Composed, columns: Mapping[str, str]) -> str:
        """Write a query's rows to a file; return the DuckDB relation that reads it."""
        path = self.scratch / f"{name}.csv"
        with connection.cursor() as cursor, path.open("wb") as file:
            statement = sql.SQL("COPY ({}) TO STDOUT (FORMAT csv)").format(query)
            with cursor.cursor.copy(statement) as copy:
                for block in copy:
                    file.write(block)
        types = ", ".join(f"{_text(column)}: {_text(kind)}" for column, kind in columns.items())
        return (
            f"read_csv({_text(str(path))}, header = false, delim = ',', quote = '\"', escape = '\"', nullstr = '',"
            f" allow_quoted_nulls = false, auto_detect = false, columns = {{{types}}})"
        )

    def _store(self, query: str) -> FactFile:
        unfinished = self.scratch / "rows.parquet"
        order = f" ORDER BY {', '.join(self.source.people)}" if self.source.people else ""
        statement = f"COPY ({query}{order}) TO {_text(str(unfinished))} (FORMAT parquet, COMPRESSION zstd)"
        found = self.link.execute(statement).fetchone()
        name = f"{self.source.fact.key}-{os.urandom(6).hex()}.parquet"
        _settle(unfinished, self.directory / name)
        return FactFile(name, int(found[0]) if found else 0, self.source.shape)


def _source(fact: Fact) -> Source:
    relation = relation_of(fact).sql("postgres")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM ({relation}) AS r LIMIT 0")
        described = cursor.cursor.description or []
        columns = {column.name: _type(column, cursor.cursor.adapters.types) for column in described}
    return Source(fact, relation, {name: kind for name, kind in columns.items() if name in _needed(fact)})


def _needed(fact: Fact) -> set[str]:
    """What figures are made of and a refresh compares; whatever else the rows have stays in the database."""
    measured = {measure.column for measure in fact.measures if isinstance(measure, Sum | Distinct)}
    return {"id", "changed", fact.period or "id", *measured, *(dimension.source for dimension in fact.dimensions)}


def _type(column: Any, types: Any) -> str:
    known = types.get(column.type_code)
    name = known.name if known else ""
    if name == "numeric":
        precision, scale = column.precision or 38, column.scale or 0
        return f"DECIMAL({precision}, {scale if column.precision else 6})"
    return TYPES.get(name, "VARCHAR")


def _parquet(path: Path) -> str:
    return f"read_parquet({_text(str(path))})"


def _text(value: str) -> str:
    return exp.Literal.string(value).sql("duckdb")


@contextmanager
def _alone(directory: Path) -> Iterator[None]:
    """One refresh at a time."""
    handle = os.open(directory / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def _one_moment() -> Iterator[datetime]:
    """All that is read within was true at one moment, which is given."""
    outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT statement_timestamp()")
        yield cursor.fetchone()[0]


def _replace(path: Path, content: bytes, scratch: Path) -> None:
    unfinished = scratch / path.name
    unfinished.write_bytes(content)
    _settle(unfinished, path)


def _settle(unfinished: Path, path: Path) -> None:
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


def _forget(directory: Path, before: Manifest | None, now: Manifest) -> None:
    """Delete files that neither the new manifest names nor the one before it, which may still have readers."""
    named = {file.file for manifest in (before, now) if manifest for file in manifest.facts.values()}
    for path in directory.glob("*.parquet"):
        if path.name not in named:
            path.unlink()
