"""The statements by which a table's values are sealed anew, with the names of its columns in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from psycopg import sql
from psycopg.sql import SQL, Composable, Composed, Identifier

from minbar.foundation.vault.envelope import HEADER_BYTES, NONCE_BYTES
from minbar.foundation.vault.records import SealedRecord, sealed_fields

#: What tells one sealing of a value from another: its nonce is new each time.
MARK_BYTES: Final = HEADER_BYTES + NONCE_BYTES


@dataclass(frozen=True)
class Statements:
    """The statements on one table; parameters are named in them.

    count: rows with a value under another key than that of %(header)s.
    read: the next of them after the id %(after)s: id, uid, subject, then the sealed columns. No more than %(rows)s,
        and no more than the first that brings them above %(bytes)s.
    write: for each of %(ids)s, the new values of the columns (%(new0)s, …), where the row is free and its values are
        still those of which %(mark0)s, … are the marks.
    """

    count: Composed
    read: Composed
    write: Composed
    columns: tuple[str, ...]


def statements(model: type[SealedRecord]) -> Statements:
    """The statements on the model's own table."""
    columns = tuple(str(field.column) for field in sealed_fields(model))
    names = {"table": Identifier(model._meta.db_table), "id": Identifier(str(model._meta.pk.column))}
    header = SQL("substring({column} FROM 1 FOR " + str(HEADER_BYTES) + ") <> %(header)s")
    size = SQL("coalesce(octet_length({column}), 0)")
    parts = {
        "others": _each(columns, " OR ", header),
        "columns": _each(columns, ", ", SQL("{column}")),
        "size": _each(columns, " + ", size),
    }
    return Statements(
        count=_COUNT.format(**names, **parts),
        read=_READ.format(**names, **parts),
        write=_WRITE.format(**names, **_written(columns)),
        columns=columns,
    )


_COUNT = SQL("SELECT count(*) FROM {table} WHERE {others}")
_READ = SQL("""
SELECT id, uid, subject, {columns} FROM (
    SELECT {id} AS id, uid, subject, {columns}, sum({size}) OVER (ORDER BY {id}) - ({size}) AS before
    FROM {table} WHERE {id} > %(after)s AND ({others}) ORDER BY {id} LIMIT %(rows)s
) AS next WHERE before < %(bytes)s ORDER BY id
""")
_WRITE = SQL("""
WITH free AS (SELECT {id} AS id FROM {table} WHERE {id} = ANY(%(ids)s) FOR NO KEY UPDATE SKIP LOCKED)
UPDATE {table} AS kept SET {assignments}
FROM unnest(%(ids)s::bigint[], {arrays}) AS read (id, {names}) JOIN free USING (id)
WHERE kept.{id} = read.id AND {unchanged}
""")


def _written(columns: tuple[str, ...]) -> dict[str, Composable]:
    """The parts of the update: each column has an array of marks and one of new values."""
    mark = SQL("substring(kept.{column} FROM 1 FOR " + str(MARK_BYTES) + ") IS NOT DISTINCT FROM read.{mark}")
    arrays = [part for position in range(len(columns)) for part in (f"mark{position}", f"new{position}")]
    return {
        "assignments": _each(columns, ", ", SQL("{column} = read.{new}")),
        "unchanged": _each(columns, " AND ", mark),
        "names": SQL(", ").join(map(Identifier, arrays)),
        "arrays": SQL(", ").join(SQL("%({name})s::bytea[]").format(name=SQL(name)) for name in arrays),
    }


def _each(columns: Iterable[str], between: str, form: sql.SQL) -> Composed:
    """``form`` for each column, joined."""
    return SQL(between).join(
        form.format(column=Identifier(column), mark=Identifier(f"mark{place}"), new=Identifier(f"new{place}"))
        for place, column in enumerate(columns)
    )
