"""Workers and threads follow from the machine and never ask the database for more than it gives."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from config.capacity import JOBS, MOST_WORKERS, RESERVE, Machine, capacity_of, connections_for, this_machine

GIBIBYTE = 2**30


@pytest.mark.parametrize(
    ("cores", "memory", "workers"),
    [(1, 1, 1), (2, 24, 2), (4, 2, 2), (8, 16, 8), (64, 256, MOST_WORKERS)],
)
def test_a_worker_a_core_as_far_as_memory_reaches(cores: int, memory: int, workers: int) -> None:
    assert capacity_of(Machine(cores, memory * GIBIBYTE)).workers == workers


@given(cores=st.integers(1, 256), memory=st.integers(1, 512), connections=st.integers(JOBS + 1, 400))
def test_never_more_connections_than_there_are(cores: int, memory: int, connections: int) -> None:
    capacity = capacity_of(Machine(cores, memory * GIBIBYTE), connections)
    assert capacity.connections <= connections
    assert capacity.workers >= 1
    assert capacity.threads >= 1


def test_the_environment_says_otherwise_within_what_the_database_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINBAR_WORKERS", "3")
    monkeypatch.setenv("MINBAR_THREADS", "50")
    machine = Machine(2, 8 * GIBIBYTE)
    assert (capacity_of(machine).workers, capacity_of(machine).threads) == (3, 50)
    assert capacity_of(machine, 40).connections <= 40


def test_this_machine_has_something_to_work_with() -> None:
    assert this_machine().cores >= 1
    assert this_machine().memory > GIBIBYTE // 4


@pytest.mark.django_db
def test_the_command_line_keeps_connections_of_its_own() -> None:
    connection.ensure_connection()
    raw: psycopg.Connection = connection.connection
    row = raw.execute("SELECT current_setting('max_connections')::int").fetchone()
    assert row is not None
    assert connections_for(raw) <= row[0] - RESERVE


@pytest.mark.django_db
def test_a_limit_of_the_database_counts_too() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER DATABASE "{connection.settings_dict["NAME"]}" CONNECTION LIMIT 40')
    assert connections_for(connection.connection) == 40 - RESERVE
