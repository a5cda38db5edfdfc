"""Plugin: a PostgreSQL server of the tests' own, started by the first process and shared by its workers."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from config import roles
from config.postgres import EmbeddedServer

_STACK = ExitStack()
_OWNER = "MINBAR_TEST_DATA"  # tests.databases knows it too, and needs Django
SPEED = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=400",
    "autovacuum=off",  # whoever drops a database may not end the server's own worker in it
)

if _OWNER not in os.environ:  # before Django reads its settings; pytest-xdist's workers inherit it
    _directory = Path(tempfile.mkdtemp(prefix="minbar-test-", dir="/tmp"))
    _directory.chmod(0o755)
    _STACK.callback(shutil.rmtree, _directory, ignore_errors=True)
    os.environ[_OWNER] = os.environ["MINBAR_DATA"] = str(_directory)
    # Tests start some hundred processes: what they import is compiled once, wherever else that is not wanted.
    os.environ["PYTHONDONTWRITEBYTECODE"] = ""
    sys.dont_write_bytecode = False


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return
    if os.environ.get("DATABASE_URL"):  # a server that goes on when the tests are over
        _STACK.callback(_drop_databases)
        return
    server = EmbeddedServer(Path(os.environ[_OWNER]))
    _STACK.enter_context(server.running(settings=SPEED))
    with psycopg.connect(host=str(server.socket_directory), user=roles.OWNER_OF_THE_CLUSTER, autocommit=True) as c:
        # The application may not go around the journal's triggers; the tests, which play its attackers, must.
        c.execute(f"GRANT SET ON PARAMETER session_replication_role TO {roles.APPLICATION}")


def pytest_unconfigure(config: pytest.Config) -> None:
    _STACK.close()


def _drop_databases() -> None:
    from tests.databases import drop_all

    drop_all()
