"""Figures over the columnar snapshot of the datasets, read by DuckDB; see :mod:`.manifest`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlglot import exp

from minbar.foundation.figures.codes import Codes
from minbar.foundation.figures.declare import Dataset
from minbar.foundation.figures.duckdb_connection import open_duckdb
from minbar.foundation.figures.manifest import DataFile, Manifest, snapshot_directory
from minbar.foundation.figures.refresh import refresh


class SnapshotMissing(LookupError):
    """The snapshot has no rows of a dataset: it was never taken, or before the dataset was declared."""


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
            raise SnapshotMissing(f"No snapshot of the datasets was taken in {directory}.")
        self.directory = directory
        self.manifest = manifest

    @classmethod
    def of_settings(cls) -> SnapshotEngine:
        """The installation's snapshot; the first is taken here."""
        directory = snapshot_directory()
        if Manifest.read(directory) is None:
            refresh(directory)
        return cls(directory)

    def as_of(self, dataset: Dataset) -> datetime:
        return self.manifest.as_of

    def relation(self, dataset: Dataset) -> exp.Expr:
        path = exp.Literal.string(str(self.directory / self._file(dataset).file))
        return exp.alias_(exp.Table(this=exp.Anonymous(this="read_parquet", expressions=[path])), "r", table=True)

    def codes(self, dataset: Dataset) -> Codes:
        return self._file(dataset).codes

    def _file(self, dataset: Dataset) -> DataFile:
        if (file := self.manifest.datasets.get(dataset.key)) is None:
            raise SnapshotMissing(f"The snapshot has no rows of the dataset '{dataset.key}'; take it anew.")
        return file

    def fetch(self, tree: exp.Expr) -> Sequence[tuple[Any, ...]]:
        with open_duckdb(self.directory) as link:
            return link.execute(tree.sql(self.dialect)).fetchall()
