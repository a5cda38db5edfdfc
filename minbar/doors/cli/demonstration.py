"""``minbar demo``: the demonstration network, from workbooks to a served report."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from minbar.doors.demonstration.cast import Member


def register(group: click.Group) -> None:
    group.add_command(demo)


@click.command()
@click.option("--no-serve", is_flag=True, help="Load the demonstration and stop.")
@click.option("--codes", is_flag=True, help="Only say how to sign in, with the codes of the moment.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
def demo(no_serve: bool, codes: bool, host: str, port: int) -> None:
    """Load the demonstration network, say how to sign in, and serve it."""
    from django.conf import settings
    from django.core.management import call_command

    from minbar.doors.demonstration.cast import accounts_of, colleagues_of, gather_cast
    from minbar.doors.demonstration.edition import load_report, print_report
    from minbar.doors.demonstration.loading import load_workbooks
    from minbar.doors.demonstration.sample_activity import Office, begin_cases
    from minbar.foundation.access.roles import Role

    address = f"http://{host}:{port}"
    home = Path(settings.DATA_DIR) / "demonstration"
    if codes and (home / "cast.json").exists():
        _say_how_to_sign_in(address, gather_cast(home / "cast.json"))
        return
    started = time.monotonic()
    home.mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
    cast = gather_cast(home / "cast.json")
    accounts = accounts_of(cast)
    for result in load_workbooks(home / "workbooks", accounts, _announce):
        taken = sum(worksheet.created + worksheet.updated for worksheet in result.worksheets)
        click.echo("  " + _("%(count)d records") % {"count": taken})
    begin_cases(Office.of(accounts, **colleagues_of(cast)))
    edition = load_report(by=accounts[Role.DIRECTOR])
    papers = print_report(edition, home / "reports")
    click.echo(_("Ready after %(seconds).0f seconds.") % {"seconds": time.monotonic() - started})
    _say_where(address, edition.slug, papers)
    _say_how_to_sign_in(address, cast)
    if not no_serve:
        from minbar.doors.cli.system import serve_forever

        serve_forever(host, port)


def _announce(path: Path) -> None:
    click.echo(_("Importing %(file)s …") % {"file": path.name})


def _say_where(address: str, slug: str, papers: list[Path]) -> None:
    from django.urls import reverse

    click.echo("\n" + _("The report, in three languages:"))
    for language in ("ar", "tr", "en"):
        click.echo(f"  {address}{reverse('rendering:page', args=[slug, language])}")
    for path in papers:
        click.echo(f"  {path}")


def _say_how_to_sign_in(address: str, cast: list[Member]) -> None:
    click.echo(
        "\n" + _("Sign in at %(address)s with e-mail, password and the code of the moment.") % {"address": address}
    )
    for member in cast:
        click.echo(f"  {member.role:24} {member.email:40} {member.password:18} {member.code()}")
    click.echo("\n" + _("A code lasts half a minute; `script/demo --codes` prints the present ones."))
    click.echo(_("An authenticator app takes these keys instead:"))
    for member in cast:
        click.echo(f"  {member.role:24} {member.totp_secret}")
