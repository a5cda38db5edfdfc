"""How DuckDB is opened: enclosed in one directory, and away from the network."""

from __future__ import annotations

from pathlib import Path

import duckdb
from sqlglot import exp


def open_duckdb(directory: Path) -> duckdb.DuckDBPyConnection:
    """DuckDB that reads and writes nothing outside ``directory`` and loads nothing from the network."""
    link = duckdb.connect(":memory:")
    link.execute("SET autoinstall_known_extensions = false")
    link.execute("SET TimeZone = 'UTC'")
    link.execute(f"SET temp_directory = {exp.Literal.string(str(directory / 'spill')).sql('duckdb')}")
    link.execute(f"SET allowed_directories = [{exp.Literal.string(str(directory)).sql('duckdb')}]")
    link.execute("SET enable_external_access = false")
    return link
