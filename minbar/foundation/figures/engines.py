"""Where figures are computed: live in PostgreSQL, or over a snapshot, or in another engine by configuration.

The setting ``FIGURES`` chooses::

    FIGURES = {"engine": "live"}                                  # PostgreSQL, exact to the moment
    FIGURES = {"engine": "snapshot"}                              # DuckDB over the Parquet snapshot
    FIGURES = {"engine": "external", "dialect": "trino",          # any DB-API connection that sqlglot has a dialect for
               "connect": "dotted.path.to.factory", "table": "lake.minbar.{dataset}"}
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.utils import timezone
from django.utils.module_loading import import_string

from minbar.foundation.figures.codes import Codes
from minbar.foundation.figures.declare import Dataset

if TYPE_CHECKING:
    from sqlglot import exp


class Engine(Protocol):
    """Runs a tree over the relations of datasets."""

    @property
    def name(self) -> str:
        """As results name it."""
        ...

    @property
    def hashed(self) -> bool:
        """Whether it counts different values faster by grouping twice (see :func:`.tree.grouped_query`)."""
        ...

    def as_of(self, dataset: Dataset) -> datetime:
        """The moment at which the engine's rows were true."""
        ...

    def relation(self, dataset: Dataset) -> exp.Expr:
        """The dataset's rows, to be selected from under the alias ``r``."""
        ...

    def codes(self, dataset: Dataset) -> Codes:
        """The dimensions that the relation has codes of; empty where it has none."""
        ...

    def fetch(self, tree: exp.Expr) -> Sequence[tuple[Any, ...]]:
        """Run a query."""
        ...


class LiveEngine:
    """The database that the rooms write to."""

    name = "live"
    dialect = "postgres"
    hashed = True  # PostgreSQL sorts for COUNT(DISTINCT …)

    def as_of(self, dataset: Dataset) -> datetime:
        return timezone.now()

    def relation(self, dataset: Dataset) -> exp.Expr:
        from minbar.foundation.figures.relations import relation_of  # sqlglot is loaded where it is used

        return relation_of(dataset).subquery("r", copy=False)

    def codes(self, dataset: Dataset) -> Codes:
        return {}

    def fetch(self, tree: exp.Expr) -> Sequence[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(tree.sql(self.dialect))
            return list(cursor.fetchall())


@dataclass(frozen=True)
class ExternalEngine:
    """An engine that keeps the datasets as tables of its own, reached through a DB-API connection.

    Attributes:
        dialect: sqlglot's name of its SQL.
        connect: dotted path of a function that takes nothing and returns a connection.
        table: name of a dataset's table, with ``{dataset}`` in it.
    """

    dialect: str
    connect: str
    table: str = "{dataset}"
    hashed: bool = False

    @property
    def name(self) -> str:
        return self.dialect

    def as_of(self, dataset: Dataset) -> datetime:
        return timezone.now()

    def relation(self, dataset: Dataset) -> exp.Expr:
        from sqlglot import exp

        return exp.to_table(self.table.format(dataset=dataset.key), alias="r")

    def codes(self, dataset: Dataset) -> Codes:
        return {}

    def fetch(self, tree: exp.Expr) -> Sequence[tuple[Any, ...]]:
        with closing(import_string(self.connect)()) as link, closing(link.cursor()) as cursor:
            cursor.execute(tree.sql(self.dialect))
            return list(cursor.fetchall())


def default_engine() -> Engine:
    """The engine that the setting ``FIGURES`` names.

    Raises:
        ImproperlyConfigured: it names none.
    """
    chosen = dict(getattr(settings, "FIGURES", {"engine": "live"}))
    kind = chosen.pop("engine", "live")
    if kind == "external":
        return ExternalEngine(**chosen)
    if kind == "snapshot":
        from minbar.foundation.figures.snapshot import SnapshotEngine  # DuckDB is loaded where it is used

        return SnapshotEngine.of_settings()
    if kind == "live":
        return LiveEngine()
    raise ImproperlyConfigured(f"FIGURES names the engine '{kind}'; there are live, snapshot and external.")
