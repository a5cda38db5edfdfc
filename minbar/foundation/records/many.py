"""Many new records at once, by COPY, into tables behind row security too.

COPY itself is closed to such a table, so the rows are copied beside it, into a temporary table of the same columns,
and inserted from there by one statement: checks, triggers and policies hold as for any other. Nothing is asked back of
the database, since primary keys are given out before; an INSERT that returns rows would ask the policies whether each
may be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone
from psycopg import sql

#: Fields whose values are adapted by psycopg as they are.
_AS_THEY_ARE = (
    models.AutoField, models.BigAutoField, models.IntegerField, models.PositiveSmallIntegerField,
    models.CharField, models.TextField, models.DateField, models.DateTimeField, models.BooleanField, models.UUIDField,
)  # fmt: skip


def insert_many(model: type[models.Model], records: Sequence[models.Model]) -> None:
    """Insert records that are not saved yet, without ``save()`` and signals; they have their primary keys afterwards.

    What they refer to is saved by then.

    Raises:
        IntegrityError, DataError: as an INSERT of them would.
    """
    if not records:
        return
    _number(model, records)
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    columns = [_values(field, records) for field in fields]
    with transaction.atomic(savepoint=False):
        _write(model._meta.db_table, [str(field.column) for field in fields], columns)
    for record in records:
        record._state.adding, record._state.db = False, connection.alias


def _number(model: type[models.Model], records: Sequence[models.Model]) -> None:
    """Primary keys of the table's own sequence for those that have none."""
    pk = model._meta.pk
    without = [record for record in records if record.pk is None]
    if not without:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [f'"{model._meta.db_table}"', pk.column, len(without)],
        )
        for record, (key,) in zip(without, cursor.fetchall(), strict=True):
            record.pk = key


def _values(field: Any, records: Sequence[models.Model]) -> list[Any]:
    """A column of the table, as psycopg takes it."""
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return [timezone.now()] * len(records)
    if field.is_relation:
        return [_referred(field, record) for record in records]
    values = list(map(attrgetter(field.attname), records))
    if type(field) in _AS_THEY_ARE:
        return values
    return [field.get_db_prep_save(value, connection) for value in values]


def _referred(field: Any, record: models.Model) -> Any:
    """The key that a record refers to; the record that has it may have been saved only after it was set here."""
    key = getattr(record, field.attname)
    if key is None and field.is_cached(record) and (other := field.get_cached_value(record)) is not None:
        key = getattr(other, field.target_field.attname)
        setattr(record, field.attname, key)
    return key


def _write(table: str, names: Sequence[str], columns: Sequence[Sequence[Any]]) -> None:
    beside, into = sql.Identifier(f"new_{table}"[:63]), sql.Identifier(table)
    listed = sql.SQL(", ").join(map(sql.Identifier, names))
    make = "CREATE TEMPORARY TABLE IF NOT EXISTS {} ON COMMIT DROP AS SELECT {} FROM {} WITH NO DATA"
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(make).format(beside, listed, into))
        with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(beside, listed)) as copy:
            for line in zip(*columns, strict=True):
                copy.write_row(line)
        cursor.execute(sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {}").format(into, listed, listed, beside))
        cursor.execute(sql.SQL("TRUNCATE {}").format(beside))
