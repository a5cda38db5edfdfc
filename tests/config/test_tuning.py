"""The embedded server takes its settings from the machine, and the administrator has the last word."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from config import tuning
from config.capacity import Machine, capacity_of, this_machine
from config.postgres import EmbeddedServer
from config.tuning import settings_for

MEBIBYTE = 2**20


def numbers(machine: Machine) -> dict[str, float]:
    pairs = (setting.split("=") for setting in settings_for(machine))
    return {name: float(value.removesuffix("MB")) for name, value in pairs}


@pytest.fixture
def server() -> Iterator[EmbeddedServer]:
    directory = Path(tempfile.mkdtemp(prefix="minbar-tuned-", dir="/tmp"))
    directory.chmod(0o755)
    yield EmbeddedServer(directory)
    shutil.rmtree(directory, ignore_errors=True)


def shown(server: EmbeddedServer, *names: str) -> list[str]:
    host = str(server.socket_directory)
    with psycopg.connect(host=host, user="minbar", dbname="minbar", autocommit=True) as connection:
        return [str(connection.execute("SELECT current_setting(%s)", [name]).fetchone()[0]) for name in names]


@given(cores=st.integers(1, 128), memory=st.integers(256, 2**20))
def test_memory_suffices_for_all_at_once(cores: int, memory: int) -> None:
    machine = Machine(cores, memory * MEBIBYTE)
    found, connections = numbers(machine), capacity_of(machine).connections
    assert found["shared_buffers"] <= max(128, memory / 8)
    assert found["work_mem"] * connections <= max(4 * connections, memory / 16)
    assert found["max_connections"] >= connections + 20


def test_a_larger_machine_gets_more() -> None:
    small, large = numbers(Machine(2, 2048 * MEBIBYTE)), numbers(Machine(2, 24_576 * MEBIBYTE))
    assert (small["shared_buffers"], large["shared_buffers"]) == (256, 3072)
    assert small["work_mem"] < large["work_mem"]
    assert small["effective_cache_size"] < large["effective_cache_size"]


def test_each_start_takes_what_the_machine_has_then(server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for memory, buffers in ((2048, "256MB"), (4096, "512MB")):
        monkeypatch.setattr(tuning, "this_machine", lambda memory=memory: Machine(2, memory * MEBIBYTE))
        with server.running():
            assert shown(server, "shared_buffers", "random_page_cost") == [buffers, "1.1"]


def test_the_administrator_has_the_last_word(server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINBAR_POSTGRES_SETTINGS", "work_mem=5MB, max_wal_size=2GB")
    with server.running():
        assert shown(server, "work_mem", "max_wal_size") == ["5MB", "2GB"]


def test_statements_are_counted_where_the_build_can(server: EmbeddedServer) -> None:
    if not tuning.counts(server.binaries):
        pytest.skip("this PostgreSQL has no pg_stat_statements")
    with (
        server.running(),
        psycopg.connect(
            host=str(server.socket_directory), user="minbar", dbname="minbar", autocommit=True
        ) as connection,
    ):
        connection.execute("SELECT 'canary-7731' AS counted")
        texts = [text for (text,) in connection.execute("SELECT query FROM pg_stat_statements").fetchall()]
    assert any("counted" in text for text in texts)
    assert not any("canary-7731" in text for text in texts)  # values are not kept


def test_this_machine_has_settings() -> None:
    assert numbers(this_machine())["shared_buffers"] >= 128
