"""``minbar migrate``, ``minbar serve`` and ``minbar worker``."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator

import click


def register(group: click.Group) -> None:
    group.add_command(migrate)
    group.add_command(serve)
    group.add_command(worker)


@click.command()
def migrate() -> None:
    """Bring the database to the present shape."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=1)


def serve_forever(host: str, port: int) -> None:
    """Serve until interrupted."""
    from granian.constants import Interfaces
    from granian.server import Server

    from minbar.doors.workspace.collecting import collect

    collect()
    _say_where_it_is(host, port)
    server = Server(
        "config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        log_access=False,
    )
    with worker_beside():
        server.serve()


def say_how_files_are_read() -> None:
    """Say what keeps a process that reads a stranger's file from everything else, as it was found to hold here."""
    from minbar.foundation.attachments.sandbox.lock import in_force

    found = in_force()
    if not found.reaches_nothing:
        click.echo("Warning: files that are sent can't be read safely on this machine. See docs/security.md.", err=True)
        return
    locks = [
        "an account that owns nothing" if os.geteuid() == 0 and found.account else "",
        f"Landlock {found.landlock}" if found.landlock else "",
        "a filter of system calls",
    ]
    click.echo(f"Files that are sent are read by a process that reaches nothing: {', '.join(filter(None, locks))}.")


def _say_where_it_is(host: str, port: int) -> None:
    """On one's own machine, where nothing else is set, links in messages lead to the port that is served here."""
    if not {"MINBAR_ADDRESS", "ALLOWED_HOSTS"} & os.environ.keys():
        os.environ["MINBAR_ADDRESS"] = f"http://{host}:{port}"


@contextlib.contextmanager
def worker_beside() -> Iterator[None]:
    """A process that takes up jobs for as long as this lasts."""
    process = subprocess.Popen([sys.executable, "-m", "minbar.doors.cli.main", "worker"])
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


@click.command()
def worker() -> None:
    """Take up jobs (imports, reports) until interrupted. ``minbar serve`` runs one beside the site."""
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    assert isinstance(app.connector, DjangoConnector)
    with app.replace_connector(app.connector.get_worker_connector()) as jobs:
        jobs.run_worker(concurrency=2, install_signal_handlers=True, delete_jobs="successful")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
def serve(host: str, port: int) -> None:
    """Serve the site."""
    say_how_files_are_read()
    serve_forever(host, port)
