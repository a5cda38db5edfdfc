"""The columnar snapshot of the facts: one Parquet file each, named by a manifest, read by DuckDB.

A manifest names files that were all taken in one transaction of the database, so that figures of different facts
agree. It is replaced in one step: a reader sees the old snapshot or the new one, never a mixture.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
from django.conf import settings
from sqlglot import exp

from minbar.foundation.figures.codes import Codes
from minbar.foundation.figures.declare import Fact

MANIFEST = "manifest.json"


class SnapshotMissing(LookupError):
    """The snapshot has no rows of a fact: it was never taken, or before the fact was declared."""


@dataclass(frozen=True)
class FactFile:
    """A fact's rows in the snapshot.

    Attributes:
        file: name of the Parquet file beside the manifest.
        rows: how many it has.
        shape: digest of what its columns are; a file of another shape can't be brought up to date.
        state: digest of which rows it has, as of which changes.
        codes: the values of the dimensions that it has codes of.
    """

    file: str
    rows: int
    shape: str
    state: str = ""
    codes: Codes = field(default_factory=dict)


@dataclass(frozen=True)
class Manifest:
    """What a snapshot consists of, and the moment at which all of it was true."""

    as_of: datetime
    facts: Mapping[str, FactFile]

    @classmethod
    def read(cls, directory: Path) -> Manifest | None:
        """The manifest of a directory; None where no snapshot was taken."""
        try:
            data = json.loads((directory / MANIFEST).read_text())
        except FileNotFoundError:
            return None
        return cls(
            datetime.fromisoformat(data["as_of"]), {key: FactFile(**file) for key, file in data["facts"].items()}
        )

    def written(self) -> str:
        """As JSON."""
        return json.dumps(
            {"as_of": self.as_of.isoformat(), "facts": {key: asdict(file) for key, file in self.facts.items()}},
            indent=1,
        )


class SnapshotEngine:
    """DuckDB over one snapshot; it keeps to that snapshot however long it lives."""

    name = "snapshot"
    dialect = "duckdb"
    hashed = False

    def __init__(self, directory: Path) -> None:
        """Open the snapshot in a directory.

        Raises:
            SnapshotMissing: none was taken there.
        """
        if (manifest := Manifest.read(directory)) is None:
            raise SnapshotMissing(f"No snapshot of the facts was taken in {directory}.")
        self.directory = directory
        self.manifest = manifest

    @classmethod
    def of_settings(cls) -> SnapshotEngine:
        """The installation's snapshot; the first is taken here."""
        directory = snapshot_directory()
        if Manifest.read(directory) is None:
            from minbar.foundation.figures.refresh import refresh

            refresh(directory)
        return cls(directory)

    def as_of(self, fact: Fact) -> datetime:
        return self.manifest.as_of

    def relation(self, fact: Fact) -> exp.Expr:
        path = exp.Literal.string(str(self.directory / self._file(fact).file))
        return exp.alias_(exp.Table(this=exp.Anonymous(this="read_parquet", expressions=[path])), "r", table=True)

    def codes(self, fact: Fact) -> Codes:
        return self._file(fact).codes

    def _file(self, fact: Fact) -> FactFile:
        if (file := self.manifest.facts.get(fact.key)) is None:
            raise SnapshotMissing(f"The snapshot has no rows of the fact '{fact.key}'; take it anew.")
        return file

    def fetch(self, tree: exp.Expr) -> Sequence[tuple[Any, ...]]:
        with open_duckdb(self.directory) as link:
            return link.execute(tree.sql(self.dialect)).fetchall()


def snapshot_directory() -> Path:
    """Where the installation keeps its snapshot."""
    return Path(settings.DATA_DIR) / "snapshots"


def open_duckdb(directory: Path) -> duckdb.DuckDBPyConnection:
    """DuckDB that reads and writes nothing outside ``directory`` and loads nothing from the network."""
    link = duckdb.connect(":memory:")
    link.execute("SET autoinstall_known_extensions = false")
    link.execute("SET TimeZone = 'UTC'")
    link.execute(f"SET temp_directory = {exp.Literal.string(str(directory / 'spill')).sql('duckdb')}")
    link.execute(f"SET allowed_directories = [{exp.Literal.string(str(directory)).sql('duckdb')}]")
    link.execute("SET enable_external_access = false")
    return link
