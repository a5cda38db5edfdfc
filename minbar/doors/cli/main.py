"""The ``minbar`` command."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

import click

LANGUAGES = ("ar", "tr", "en")
#: Modules that add commands to the group; each has ``register(group)``.
COMMAND_MODULES = (
    "system",
    "status",
    "importing",
    "figures",
    "snapshot",
    "reports",
    "journal",
    "vault",
    "accounts",
    "demonstration",
)


@contextlib.contextmanager
def database() -> Iterator[None]:
    """The database is up while this lasts: ours is started where DATABASE_URL names none."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from config.postgres import EmbeddedServer, PostgresUnavailable, data_directory
    from config.private import keep_private

    keep_private()

    with contextlib.ExitStack() as stack:
        if not os.environ.get("DATABASE_URL"):
            try:
                stack.enter_context(EmbeddedServer(data_directory()).running())
            except PostgresUnavailable as problem:
                raise click.ClickException(str(problem)) from problem
        import django

        django.setup()
        yield


@click.group()
@click.option("--language", type=click.Choice(LANGUAGES), help="Language of messages (default: from LANG, else ar).")
@click.pass_context
def cli(context: click.Context, language: str | None) -> None:
    """Minbar runs a civil-society network: its records go in, its reports come out."""
    wanted = language or os.environ.get("LANG", "")[:2]
    context.obj = wanted if wanted in LANGUAGES else "ar"
    context.with_resource(database())
    from django.utils import translation

    translation.activate(context.obj)


for name in COMMAND_MODULES:
    if find_spec(f"minbar.doors.cli.{name}"):
        import_module(f"minbar.doors.cli.{name}").register(cli)


def main() -> None:
    """Entry point of the console script."""
    sys.exit(cli(prog_name="minbar"))


if __name__ == "__main__":
    main()
