"""``minbar migrate``, ``minbar serve`` and ``minbar worker``."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

    from config.capacity import Capacity

#: Connections that one process of the site holds open with browsers, most of them idle; further ones wait in the
#: system's queue of that length.
BROWSERS, BACKLOG = 2048, 2048
#: Threads beyond those that work and those that wait: for files and health, and to say that it is too much.
TO_SPARE = 16
#: Seconds that a process of the site has to finish its answers when it is told to end.
TO_FINISH = 25


def register(group: click.Group) -> None:
    for command in (migrate, serve, web, worker):
        group.add_command(command)


@click.command()
def migrate() -> None:
    """Bring the database to the present shape."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=1)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
def serve(host: str, port: int) -> None:
    """Serve the site."""
    say_how_files_are_read()
    serve_forever(host, port)


def serve_forever(host: str, port: int) -> None:
    """Serve the site and take up its jobs until interrupted; what fails is started again."""
    from minbar.doors.cli.processes import Process, run_together
    from minbar.doors.workspace.collecting import collect

    collect()
    _say_where_it_is(host, port)
    bounds = _environment(_capacity())
    site = Process(["web", "--host", host, "--port", str(port)], bounds | {"PGAPPNAME": "minbar web"})
    jobs = Process(["worker"], {"PGAPPNAME": "minbar jobs"})
    run_together([site, jobs])


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


def _capacity() -> Capacity:
    """What this machine bears, and the database that we serve from."""
    from django.db import connection, connections

    from config.capacity import capacity_of, connections_for, this_machine
    from minbar.foundation.records.pooling import session_process

    connection.ensure_connection()
    if session_process(connection) is None:
        raise click.ClickException("A pooler before PostgreSQL must pool by session: see docs/operations.md.")
    limit = connections_for(connection.connection)
    connections.close_all()
    return capacity_of(this_machine(), limit)


def _environment(capacity: Capacity) -> dict[str, str]:
    return {
        "MINBAR_WORKERS": str(capacity.workers),
        "MINBAR_REQUESTS_AT_ONCE": str(capacity.threads),
        "MINBAR_REQUESTS_WAITING": str(capacity.waiting),
        "MINBAR_REQUESTS_PATIENCE": str(capacity.patience),
    }


@click.command(hidden=True)
@click.option("--host", required=True)
@click.option("--port", required=True, type=int)
def web(host: str, port: int) -> None:
    """The processes of the site, within the bounds that ``minbar serve`` says."""
    import logging

    from django.conf import settings
    from granian.constants import Interfaces
    from granian.server import Server

    import config.wsgi  # noqa: F401  (loaded once: the processes are forked from this one and share its memory)
    from minbar.doors.cli.processes import end_with_parent

    end_with_parent()
    # It warns of many threads; those that wait for their turn do nothing else.
    logging.getLogger("_granian").addFilter(lambda record: "Python threads" not in record.getMessage())
    Server(
        "config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=int(os.environ.get("MINBAR_WORKERS", "1")),
        blocking_threads=settings.REQUESTS_AT_ONCE + settings.REQUESTS_WAITING + TO_SPARE,
        backpressure=BROWSERS,
        backlog=BACKLOG,
        websockets=False,
        log_access=False,
        respawn_failed_workers=True,
        workers_kill_timeout=TO_FINISH,
    ).serve(target_loader=partial(_application, os.getpid()), wrap_loader=False)


def _application(parent: int) -> WSGIApplication:
    """What one of the site's processes serves; it ends with the process that started it."""
    from config.wsgi import application
    from minbar.doors.cli.processes import end_with

    end_with(parent)
    return application


@click.command()
def worker() -> None:
    """Take up jobs (imports, reports) until interrupted. ``minbar serve`` runs one beside the site."""
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    from minbar.doors.cli.processes import end_with_parent

    end_with_parent()
    assert isinstance(app.connector, DjangoConnector)
    with app.replace_connector(app.connector.get_worker_connector()) as jobs:
        jobs.run_worker(concurrency=2, install_signal_handlers=True, delete_jobs="successful")
