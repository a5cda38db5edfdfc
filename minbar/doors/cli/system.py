"""``minbar migrate`` and ``minbar serve``."""

from __future__ import annotations

import click


def register(group: click.Group) -> None:
    group.add_command(migrate)
    group.add_command(serve)


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
    Server(
        "config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        log_access=False,
    ).serve()


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
def serve(host: str, port: int) -> None:
    """Serve the site."""
    serve_forever(host, port)
