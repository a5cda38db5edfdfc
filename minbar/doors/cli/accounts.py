"""``minbar createadmin``: the first administrator, who invites everybody else."""

from __future__ import annotations

import click


def register(group: click.Group) -> None:
    group.add_command(createadmin)


@click.command()
@click.option("--email", prompt="E-mail", help="The administrator's e-mail, with which to sign in.")
@click.option("--name", prompt="Name", help="The administrator's name, as colleagues read it.")
@click.option("--invite", is_flag=True, help="Print a link to choose a password, instead of asking for one here.")
@click.option("--site", default="http://127.0.0.1:8000", show_default=True, help="Where the site is, for the link.")
@click.pass_context
def createadmin(context: click.Context, email: str, name: str, invite: bool, site: str) -> None:
    """Make an administrator. A second factor is set up at the first sign-in."""
    from django.core.exceptions import ValidationError
    from django.utils.translation import gettext as _

    try:
        if invite:
            click.echo(_("Open this link within a week; it works once:"))
            click.echo(_invitation_link(email, name, context.obj, site))
        else:
            _create(email, name, context.obj)
            click.echo(_("The account is made. Sign in to set up its second factor."))
    except ValidationError as error:
        raise click.ClickException(" ".join(error.messages)) from error


def _invitation_link(email: str, name: str, language: str, site: str) -> str:
    from django.urls import reverse

    from minbar.foundation.access.roles import Role
    from minbar.foundation.accounts.invitations import invite

    _invitation, token = invite(email=email, name=name, roles=[Role.ADMINISTRATOR], language=language, by=None)
    return site.rstrip("/") + reverse("admission:accept", args=[token])


def _create(email: str, name: str, language: str) -> None:
    from django.contrib.auth.password_validation import validate_password

    from minbar.foundation.access.roles import Role
    from minbar.foundation.accounts.actions import create_account
    from minbar.foundation.accounts.models import User

    password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    validate_password(password, User(email=email, name=name))
    create_account(email=email, name=name, password=password, roles=[Role.ADMINISTRATOR], language=language)
