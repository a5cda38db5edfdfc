"""The databases of a run of tests.

What takes long to fill (migrated, furnished) is filled once, by the first process that needs it, and never worked in.
Each process works in a copy; a test that commits leaves it to be thrown away, and the next gets a new one.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connection, connections

#: Where the files of this run lie; its name is the run's, and part of the names of its databases.
RUN = "MINBAR_TEST_DATA"


def migrated() -> str:
    """The database as migrations leave it."""
    return filled("migrated", lambda: call_command("migrate", verbosity=0, interactive=False))


def filled(what: str, fill: Callable[[], object], *, source: str = "template1") -> str:
    """The name of a copy of ``source`` that ``fill`` filled, once in this run."""
    name = _named(what)
    with _alone(what):
        if not _exists(name):
            unfinished = f"{name}_unfinished"
            _drop(unfinished)
            _copy(source, unfinished)
            with working_in(unfinished):
                fill()
            _administer(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')
    return name


@contextmanager
def copy_of(source: str) -> Iterator[None]:
    """This process works in a copy of ``source`` while this lasts."""
    name = f"{source}_{os.getpid()}"
    _copy(source, name)
    try:
        with working_in(name):
            yield
    finally:
        _drop(name)


def renew(source: str) -> None:
    """Make the database that this process works in a copy of ``source`` again."""
    name = str(connection.settings_dict["NAME"])
    connections.close_all()
    _drop(name)
    _copy(source, name)


@contextmanager
def working_in(name: str) -> Iterator[None]:
    """The default connection, in all threads, is to the database ``name`` while this lasts."""
    former = connection.settings_dict["NAME"]
    connections.close_all()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = former


def drop_all() -> None:
    """Drop what this run made."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [_named("")])
        names = [name for (name,) in cursor.fetchall()]
    for name in names:
        _drop(name)


def _named(what: str) -> str:
    return f"{Path(os.environ[RUN]).name}_{what}".replace("-", "_")


def _exists(name: str) -> bool:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None


def _copy(source: str, name: str) -> None:
    _administer(f'CREATE DATABASE "{name}" TEMPLATE "{source}" STRATEGY FILE_COPY')


def _drop(name: str) -> None:
    _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _administer(statement: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def _alone(what: str) -> Iterator[None]:
    """No other process of this run is at ``what``."""
    with (Path(os.environ[RUN]) / f"{what}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
