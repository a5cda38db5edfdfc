"""What the database itself refuses: a value under a key that is destroyed, or one that is not sealed at all.

Each table with sealed fields has triggers that check, once per statement, the key numbers of what was written, and
hold those keys until the transaction ends. So a key is never destroyed under a transaction that seals with it.
"""

from __future__ import annotations

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, models
from psycopg import sql

from minbar.foundation.vault import keyring
from minbar.foundation.vault.records import sealed_fields, sealed_models

EVENTS = ("insert", "update")
_TRIGGER = """
CREATE OR REPLACE TRIGGER {name} AFTER {event} ON {table}
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION vault_guard({columns})
"""


def after_migrate(*, using: str = DEFAULT_DB_ALIAS, **_signal: Any) -> None:
    """Guard the tables that are there, and make the first keys."""
    keyring.forget()
    tables = set(connection.introspection.table_names())
    if using != DEFAULT_DB_ALIAS or "vault_datakey" not in tables:
        return
    for model in sealed_models():
        if model._meta.db_table in tables:
            guard(model)
    keyring.lay_first_keys()


def guard(model: type[models.Model]) -> None:
    """Put the triggers on the model's table where they are not there yet, and keep its sealed values uncompressed.

    Ciphertext does not compress; stored apart and plain, its header is read without the rest.
    """
    table = model._meta.db_table
    columns = [str(field.column) for field in sealed_fields(model)]
    with connection.cursor() as cursor:
        if _guarded(cursor, table) != {f"vault_guard_{event}": columns for event in EVENTS}:
            for event in EVENTS:
                cursor.execute(_trigger(event, table, columns))
        for column in _compressed(cursor, table, columns):
            statement = "ALTER TABLE {table} ALTER COLUMN {column} SET STORAGE EXTERNAL"
            cursor.execute(sql.SQL(statement).format(table=sql.Identifier(table), column=sql.Identifier(column)))


def _trigger(event: str, table: str, columns: list[str]) -> sql.Composed:
    return sql.SQL(_TRIGGER).format(
        name=sql.Identifier(f"vault_guard_{event}"),
        event=sql.SQL(event.upper()),
        table=sql.Identifier(table),
        columns=sql.SQL(", ").join(sql.Literal(column) for column in columns),
    )


def _guarded(cursor: Any, table: str) -> dict[str, list[str]]:
    query = (
        "SELECT tgname, tgargs FROM pg_trigger "
        "WHERE tgrelid = to_regclass(quote_ident(%s)) AND tgname LIKE 'vault_guard_%%'"
    )
    cursor.execute(query, [table])
    return {name: bytes(arguments).decode().split("\0")[:-1] for name, arguments in cursor.fetchall()}


def _compressed(cursor: Any, table: str, columns: list[str]) -> list[str]:
    query = (
        "SELECT attname FROM pg_attribute "
        "WHERE attrelid = to_regclass(quote_ident(%s)) AND attname = ANY(%s) AND attstorage <> 'e'"
    )
    cursor.execute(query, [table, columns])
    return [name for (name,) in cursor.fetchall()]
