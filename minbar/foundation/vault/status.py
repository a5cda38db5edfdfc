"""How the vault stands: what an operator looks at before and after touching keys."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction
from django.db.models import Count, Q
from psycopg.sql import SQL, Identifier

from minbar.foundation.vault import keyring, roots
from minbar.foundation.vault.errors import Unreadable
from minbar.foundation.vault.index import declared_indexes
from minbar.foundation.vault.models import DataKey, RootKey, Rotation, SubjectKey
from minbar.foundation.vault.records import SealedRecord, sealed_fields, sealed_models

_BY_KEY = SQL("SELECT vault_key_number({column}), count(*) FROM {table} WHERE {column} IS NOT NULL GROUP BY 1")


@dataclass(frozen=True)
class Status:
    """The vault at a moment. ``values``: table → key number → sealed values under it."""

    root_file: Path
    root_is_there: bool
    root: RootKey | None
    keys: list[DataKey]
    values: dict[str, dict[int, int]]
    subjects: int
    shredded: int
    indexes: dict[str, str]
    unfinished: Rotation | None


def status() -> Status:
    """Read how the vault stands. Opens nothing that is sealed; reads every sealed table once."""
    counts = SubjectKey.objects.aggregate(
        live=Count("pk", filter=Q(shredded_at=None)), shredded=Count("pk", filter=Q(shredded_at__isnull=False))
    )
    return Status(
        root_file=roots.path(),
        root_is_there=_root_is_there(),
        root=RootKey.objects.order_by("-number").first(),
        keys=list(DataKey.objects.filter(destroyed_at=None)),
        values={model._meta.db_table: _values(model) for model in sealed_models()},
        subjects=counts["live"],
        shredded=counts["shredded"],
        indexes={name: index.why for name, index in declared_indexes().items()},
        unfinished=Rotation.objects.filter(finished_at=None).select_related("key").first(),
    )


def _root_is_there() -> bool:
    keyring.forget()
    try:
        keyring.current_root()
    except Unreadable:
        return False
    return True


def _values(model: type[SealedRecord]) -> dict[int, int]:
    """Sealed values of one table by the number of their key."""
    found: dict[int, int] = {}
    with transaction.atomic(), model.system_access(), connection.cursor() as cursor:
        for field in sealed_fields(model):
            names = {"column": Identifier(str(field.column)), "table": Identifier(model._meta.db_table)}
            cursor.execute(_BY_KEY.format(**names))
            for number, count in cursor.fetchall():
                found[number] = found.get(number, 0) + count
    return found
