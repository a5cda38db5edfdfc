"""The embedded server starts once, serves several processes, and is stopped by the last one out."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config import postgres, roles
from config.postgres import LONGEST_SOCKET_DIRECTORY, EmbeddedServer, PostgresUnavailable, data_directory, find_binaries

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def server() -> Iterator[EmbeddedServer]:
    directory = Path(tempfile.mkdtemp(prefix="minbar-server-", dir="/tmp"))
    directory.chmod(0o755)
    yield EmbeddedServer(directory)
    shutil.rmtree(directory, ignore_errors=True)


RIGHTS = "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"


def signed_in(server: EmbeddedServer) -> psycopg.Connection:
    return psycopg.connect(host=str(server.socket_directory), user="minbar", dbname="minbar", autocommit=True)


def test_a_server_answers_while_in_use_and_stops_after(server: EmbeddedServer) -> None:
    with server.running():
        with psycopg.connect(host=str(server.socket_directory), user="minbar", dbname="minbar") as connection:
            row = connection.execute("SELECT current_database(), current_setting('listen_addresses')").fetchone()
        assert row == ("minbar", "")  # no network port at all
    assert not server.is_running


def test_the_application_is_no_superuser(server: EmbeddedServer) -> None:
    with server.running(), signed_in(server) as connection:
        assert connection.execute(RIGHTS).fetchone() == (False, False)


def test_a_cluster_whose_application_was_superuser_takes_that_from_it(
    server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as former:
        former.setattr(roles, "OWNER_OF_THE_CLUSTER", "minbar")
        with server.running(), signed_in(server) as connection:
            assert connection.execute(RIGHTS).fetchone() == (True, True)
            connection.execute("CREATE EXTENSION pg_trgm; CREATE TYPE mood AS ENUM ('calm')")
            connection.execute(
                "CREATE TABLE kept (id bigserial PRIMARY KEY, mood mood); INSERT INTO kept (mood) VALUES ('calm')"
            )
            connection.execute("CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'")
    for _again in range(2):
        with server.running(), signed_in(server) as connection:
            assert connection.execute(RIGHTS).fetchone() == (False, False)
            connection.execute(
                "ALTER TABLE kept ADD COLUMN IF NOT EXISTS more int; INSERT INTO kept (mood) VALUES ('calm')"
            )
            connection.execute("CREATE OR REPLACE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'")
            connection.execute("ALTER TYPE mood ADD VALUE IF NOT EXISTS 'hopeful'")
            connection.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")


def test_only_the_owner_may_enter_the_socket_directory(server: EmbeddedServer) -> None:
    with server.running():
        assert stat.S_IMODE(server.socket_directory.stat().st_mode) == 0o700


def test_a_second_user_keeps_the_server_up(server: EmbeddedServer) -> None:
    ours = "from pathlib import Path; from config.postgres import EmbeddedServer; import sys\n"
    ours += "with EmbeddedServer(Path(sys.argv[1])).running():\n print('up', flush=True); sys.stdin.readline()"
    command = [sys.executable, "-c", ours, str(server.directory)]
    with server.running():
        other = subprocess.Popen(command, cwd=CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert other.stdout and other.stdout.readline() == b"up\n"
    assert server.is_running
    other.communicate(b"\n", timeout=30)
    assert not server.is_running


def test_a_long_path_gets_a_short_socket_directory(tmp_path: Path) -> None:
    deep = EmbeddedServer(tmp_path / ("d" * 120))

    assert len(os.fsencode(deep.socket_directory)) <= LONGEST_SOCKET_DIRECTORY


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as somebody else")
def test_root_is_told_when_the_servers_user_cannot_reach_the_data(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)

    with pytest.raises(PostgresUnavailable, match="MINBAR_DATA"), EmbeddedServer(closed / "data").running():
        pass


def test_the_machines_own_binaries_serve_where_the_wheel_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    own = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not own:
        pytest.skip("this machine has no PostgreSQL of its own")
    monkeypatch.setattr(postgres, "find_spec", lambda name: None)

    assert find_binaries() == own[-1]


def test_without_any_binaries_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "find_spec", lambda name: None)
    monkeypatch.setattr(postgres, "SYSTEM_BINARIES", Path("/nowhere"))
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(PostgresUnavailable, match="DATABASE_URL"):
        find_binaries()


def test_the_data_directory_follows_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINBAR_DATA", "/srv/network")

    assert data_directory() == Path("/srv/network")


def test_its_log_tells_what_failed_and_repeats_neither_the_statement_nor_the_row(server: EmbeddedServer) -> None:
    with server.running(), signed_in(server) as connection:
        connection.execute("CREATE TABLE people (name text UNIQUE CHECK (length(name) < 20))")
        connection.execute("INSERT INTO people VALUES ('canary')")
        for failing in ("INSERT INTO people VALUES ('canary')", f"INSERT INTO people VALUES ('canary{'y' * 20}')",
                        "SELECT 'canary'::int", "SELECT canary('canary')"):  # fmt: skip
            with pytest.raises(psycopg.Error):
                connection.execute(failing)
    log = (server.data / "server.log").read_text()
    assert "people_name_key" in log
    assert "Key (name)" not in log
    assert "INSERT INTO" not in log
