"""What the administrator is told of connections and of slow statements."""

from __future__ import annotations

import json
import threading

import psycopg
import pytest
from click.testing import CliRunner
from django.db import connection

from minbar.doors.cli import status as command

pytestmark = pytest.mark.django_db(transaction=True)  # within a transaction the server tells one moment only


def told() -> dict[str, object]:
    return json.loads(CliRunner().invoke(command.status, ["--json"], catch_exceptions=False).output)


def test_connections_are_counted_by_what_opened_them() -> None:
    own = connection.get_connection_params()
    with psycopg.connect(
        host=own.get("host"), user=own["user"], dbname=own["dbname"], password=own.get("password"),
        port=own.get("port"), application_name="minbar web",
    ):  # fmt: skip
        rows = {row["process"]: row for row in told()["connections"]}  # type: ignore[union-attr]
    assert rows["minbar web"]["open"] >= 1
    assert rows["minbar"]["open"] >= 1


def test_what_runs_long_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "SLOW", 0.01)
    own = connection.get_connection_params()
    sleeper = psycopg.connect(
        host=own.get("host"), user=own["user"], dbname=own["dbname"], password=own.get("password"), port=own.get("port")
    )
    thread = threading.Thread(target=lambda: sleeper.execute("SELECT pg_sleep(5)"))
    thread.start()
    while not (running := [row for row in told()["running"] if "pg_sleep" in row["query"]]):  # type: ignore[union-attr]
        assert thread.is_alive()
    thread.join()
    sleeper.close()
    assert running[0]["seconds"] >= 0


def test_it_is_told_in_words() -> None:
    output = CliRunner().invoke(command.status, catch_exceptions=False).output
    assert "minbar: " in output
    assert str(command._look()["max_connections"]) in output
