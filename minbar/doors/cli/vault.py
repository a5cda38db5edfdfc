"""``minbar vault``: how the keys stand, changing them, and the root key's shares."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from minbar.foundation.vault.recovery import Recovery
    from minbar.foundation.vault.roots import Root
    from minbar.foundation.vault.rotation import Progress, Tell
    from minbar.foundation.vault.status import Status

#: Seconds between two lines of progress where the output is no terminal.
BETWEEN_LINES = 5.0


def register(group: click.Group) -> None:
    group.add_command(vault)


@click.group()
def vault() -> None:
    """The keys of what is sealed in the database."""


@vault.command()
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def status(as_json: bool) -> None:
    """Say how the keys stand. Exit status 1 where the root key is not there."""
    from minbar.foundation.vault.status import status as read

    found = read()
    if as_json:
        click.echo(json.dumps(_as_data(found), ensure_ascii=False, indent=2))
    else:
        _print(found)
    sys.exit(0 if found.root_is_there else 1)


def _as_data(found: Status) -> dict[str, Any]:
    root = found.root
    return {
        "root": {"file": str(found.root_file), "there": found.root_is_there, "number": root and root.number},
        "shares": {"needed": root and root.shares_needed, "made": root and root.shares_made},
        "keys": {key.number: {"purpose": key.purpose, "created": key.created_at.isoformat()} for key in found.keys},
        "values": found.values,
        "subjects": {"live": found.subjects, "shredded": found.shredded},
        "indexes": found.indexes,
        "unfinished_rotation": found.unfinished and found.unfinished.key_id,
    }


def _print(found: Status) -> None:
    from django.utils import timezone
    from django.utils.translation import gettext as _

    there = _("The root key is at %(path)s.") if found.root_is_there else _("The root key is NOT at %(path)s.")
    click.echo(there % {"path": found.root_file})
    if found.root and found.root.shares_made:
        shares = {"need": found.root.shares_needed, "of": found.root.shares_made}
        click.echo(_("It can be restored by %(need)d of %(of)d shares.") % shares)
    else:
        click.echo(_("It has no shares: if its file is lost, everything sealed is lost. Run: minbar vault shares"))
    for key in found.keys:
        made = timezone.localtime(key.created_at).strftime("%Y-%m-%d")
        line = _("Key %(number)d (%(purpose)s), made on %(day)s.")
        click.echo(line % {"number": key.number, "purpose": key.get_purpose_display(), "day": made})
    for table, by_key in found.values.items():
        for number, count in sorted(by_key.items()):
            line = _("%(table)s: %(count)d values under key %(number)d.")
            click.echo(line % {"table": table, "count": count, "number": number})
    subjects = {"live": found.subjects, "shredded": found.shredded}
    click.echo(_("Subjects: %(live)d; erased: %(shredded)d.") % subjects)
    if found.unfinished:
        click.echo(_("A change of keys is not finished. Run: minbar vault rotate"))


@vault.command()
@click.option("--indexes", "what", flag_value="indexes", help="Change the key of the blind indexes.")
@click.option("--root", "what", flag_value="root", help="Change the root key. Its shares must be made anew then.")
def rotate(what: str | None) -> None:
    """Change the key of what is sealed, while the site runs. Broken off, it goes on where it was."""
    from django.utils.translation import gettext as _

    from minbar.foundation.vault.index_rotation import rotate_indexes
    from minbar.foundation.vault.root_rotation import rotate_root
    from minbar.foundation.vault.rotation import rotate as rotate_values

    with _progress_line() as show, _explained():
        if what == "root":
            rotate_root(tell=show)
        elif what == "indexes":
            rotate_indexes(tell=show)
        else:
            rotate_values(tell=show)
    if what == "root":
        click.echo(_("The root key was changed. Its former shares restore nothing now: run minbar vault shares."))
    else:
        click.echo(_("The key was changed, and the former one destroyed."))


@contextlib.contextmanager
def _progress_line() -> Iterator[Tell]:
    """Progress on one line of a terminal, or now and then on a line of its own."""
    from django.utils.translation import gettext as _

    at_terminal = sys.stdout.isatty()
    said = 0.0

    def show(progress: Progress) -> None:
        nonlocal said
        if not at_terminal and progress.left and time.monotonic() - said < BETWEEN_LINES:
            return
        said = time.monotonic()
        line = _("%(table)s: %(done)d done, %(left)d left") % vars(progress)
        click.echo(f"\r{line}   " if at_terminal else line, nl=not at_terminal)

    yield show
    if at_terminal:
        click.echo()


@contextlib.contextmanager
def _explained() -> Iterator[None]:
    """Errors as sentences that say what to do."""
    from django.utils.translation import gettext as _

    from minbar.foundation.vault.errors import Unreadable
    from minbar.foundation.vault.index_rotation import CannotRebuild
    from minbar.foundation.vault.resealing import Walled
    from minbar.foundation.vault.rotation import AlreadyRunning, Unopened

    try:
        yield
    except AlreadyRunning as error:
        raise click.ClickException(_("Another process is changing keys now.")) from error
    except CannotRebuild as error:
        sentence = _("These indexes do not say how they are computed anew: %(names)s.")
        raise click.ClickException(sentence % {"names": ", ".join(error.names)}) from error
    except Walled as error:
        sentence = _("%(table)s is behind row security and names no way to be seen whole.")
        raise click.ClickException(sentence % {"table": error}) from error
    except Unopened as error:
        sentence = _("All but these rows were changed; no key opens them, so the former keys are kept: %(rows)s.")
        rows = ", ".join(f"{table} {row}" for table, row in error.rows[:20])
        raise click.ClickException(sentence % {"rows": rows}) from error
    except Unreadable as error:
        raise click.ClickException(str(error)) from error


@vault.command()
@click.option("--need", type=int, default=2, show_default=True, help="How many shares restore the key.")
@click.option("--of", type=int, default=3, show_default=True, help="How many shares are made.")
@click.option("--to", type=click.Path(file_okay=False, path_type=Path), help="Write each to a file in this directory.")
def shares(need: int, of: int, to: Path | None) -> None:
    """Split the root key among holders. Each keeps one share on paper, away from the server."""
    from django.utils.translation import gettext as _

    from minbar.foundation.vault.recovery import make_shares

    try:
        with _explained():
            made = make_shares(need=need, of=of)
        for number, share in enumerate(made, 1):
            _hand_out(share, number, of, to)
    except (ValueError, FileExistsError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(_("Any %(need)d of these %(of)d restore the root key; fewer tell nothing.") % {"need": need, "of": of})


def _hand_out(share: str, number: int, of: int, to: Path | None) -> None:
    from django.utils.translation import gettext as _

    title = _("Share %(number)d of %(of)d") % {"number": number, "of": of}
    if to is None:
        click.echo(f"{title}\n{share}\n")
        return
    to.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = to / f"share-{number}-of-{of}.txt"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(share + "\n")
    click.echo(f"{title}: {path}")


@vault.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--check", is_flag=True, help="Only prove that the shares restore the key; write nothing.")
def recover(files: tuple[Path, ...], check: bool) -> None:
    """Restore the root key from shares: from FILES, or typed in."""
    from django.utils.translation import gettext as _

    from minbar.foundation.vault.recovery import Recovery, SharesRefused, restore

    try:
        recovery = Recovery()
        root = _from_files(recovery, files) if files else _typed(recovery)
        if check:
            click.echo(_("These shares restore the root key of this database."))
            return
        restore(root)
    except SharesRefused as error:
        raise click.ClickException(str(error)) from error
    except FileExistsError as error:
        sentence = _("A root key's file is there already. Move it away first, if it is the wrong one.")
        raise click.ClickException(sentence) from error
    click.echo(_("The root key is restored."))


def _from_files(recovery: Recovery, files: tuple[Path, ...]) -> Root:
    for file in files:
        recovery.add(file.read_text())
    return recovery.root()


def _typed(recovery: Recovery) -> Root:
    """Ask for shares until there are enough; a share that is refused is asked for again."""
    from django.utils.translation import gettext as _

    from minbar.foundation.vault.recovery import SharesRefused

    while recovery.missing != 0:
        words = click.prompt(_("The words of a share"), hide_input=sys.stdin.isatty())
        try:
            recovery.add(words)
        except SharesRefused as error:
            click.echo(str(error))
        else:
            click.echo(_("Shares still needed: %(missing)d") % {"missing": recovery.missing})
    return recovery.root()
