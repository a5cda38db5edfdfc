"""A real PgBouncer before the tests' database, on loopback; Debian's package `pgbouncer` has it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db import connection, connections

from config.postgres import EmbeddedServer
from tests.crowd import free_port

#: Seconds in which it must be there.
UP_WITHIN = 30.0


def pgbouncer() -> str:
    """The program; where it is not installed the test is skipped by name, but never where CI runs."""
    found = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin:/usr/local/sbin")
    if not found:
        reason = "PgBouncer is not installed: no tests with a pooler"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    return str(found)


@contextmanager
def pooled(mode: str, size: int, reset: str = "DISCARD ALL") -> Iterator[None]:
    """The default connections of all threads go through a pooler that has ``size`` connections to the server."""
    program, own, port = pgbouncer(), connection.settings_dict, free_port()
    former = {key: own[key] for key in ("HOST", "PORT")}
    with tempfile.TemporaryDirectory(prefix="minbar-pooler-", dir="/tmp") as directory:
        account = EmbeddedServer(Path(directory)).account
        _write(Path(directory), mode=mode, size=size, port=port, reset=reset)
        if account:
            for path in [Path(directory), *Path(directory).iterdir()]:
                os.chown(path, account.pw_uid, account.pw_gid)
        process = subprocess.Popen(
            [program, "-q", f"{directory}/pgbouncer.ini"], user=account.pw_uid if account else None,
            group=account.pw_gid if account else None, extra_groups=[] if account else None, cwd="/",
        )  # fmt: skip
        connections.close_all()
        try:
            own |= {"HOST": "127.0.0.1", "PORT": str(port)}
            _wait_until_up(port, process)
            yield
        finally:
            connections.close_all()
            own |= former
            process.terminate()
            process.wait(timeout=UP_WITHIN)


def _write(directory: Path, *, mode: str, size: int, port: int, reset: str) -> None:
    own = connection.settings_dict
    host, number = own["HOST"], own["PORT"] or 5432
    (directory / "users.txt").write_text(f'"{own["USER"]}" "{own["PASSWORD"]}"\n')
    (directory / "pgbouncer.ini").write_text(
        f"[databases]\n* = host={host} port={number}\n"
        f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\nauth_type = trust\n"
        f"auth_file = {directory}/users.txt\npool_mode = {mode}\ndefault_pool_size = {size}\n"
        f"server_reset_query = {reset}\n"
    )


def _wait_until_up(port: int, process: subprocess.Popen[bytes]) -> None:
    own, until = connection.settings_dict, time.monotonic() + UP_WITHIN
    while process.poll() is None and time.monotonic() < until:
        try:
            psycopg.connect(host="127.0.0.1", port=port, user=own["USER"], dbname=own["NAME"]).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("PgBouncer did not come up")
