"""``minbar report``: an edition as a file, or what its checks find."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from minbar.doors.cli.figures import AUDIENCES, find_edition

if TYPE_CHECKING:
    from minbar.evidence.editions.entries import Ledger
    from minbar.evidence.editions.models import Edition

LANGUAGES, FORMS = ("ar", "tr", "en"), ("html", "pdf", "xlsx", "json")
#: Exit status where the checks find an error.
FOUND = 2


def register(group: click.Group) -> None:
    group.add_command(report)


@click.command()
@click.argument("slug")
@click.option("--language", type=click.Choice(LANGUAGES), help="Language of the report (else of the messages).")
@click.option("--format", "form", type=click.Choice(FORMS), help="Form of the file (default: the output's ending).")
@click.option("--audience", type=click.Choice(AUDIENCES), help="For these readers (default: the edition's own).")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Where to write the file.")
@click.option("--check", is_flag=True, help="Show what the checks find; exit status 2 where there are errors.")
@click.option("--json", "as_json", is_flag=True, help="With --check: write the findings as JSON.")
@click.pass_context
def report(
    context: click.Context, *, slug: str, language: str | None, form: str | None, audience: str | None,
    output: Path | None, check: bool, as_json: bool,
) -> None:  # fmt: skip
    """Write the edition SLUG as a file, or check it."""
    edition = find_edition(slug)
    if check:
        context.exit(_check(edition, audience, as_json))
    if output is None:
        raise click.UsageError("Give --output PATH, or --check.")
    form = form or output.suffix.lstrip(".").lower()
    if form not in FORMS:
        raise click.UsageError(f"Give --format ({', '.join(FORMS)}), or an output that ends in one of these.")
    _write(edition, language or context.obj, form, audience, output)


def _write(edition: Edition, language: str, form: str, audience: str | None, output: Path) -> None:
    from minbar.evidence.rendering.fonts import FontsMissing
    from minbar.evidence.rendering.outputs import Form, render
    from minbar.foundation.text.languages import Language

    try:
        content = render(edition, Language(language), Form(form), _ledger(edition, audience))
        output.write_bytes(content)
    except (FontsMissing, OSError) as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo(f"{output} ({len(content):,} B)")


def _ledger(edition: Edition, audience: str | None) -> Ledger:
    from minbar.evidence.editions.ledger import read_ledger
    from minbar.foundation.figures.audiences import Audience

    return read_ledger(edition, Audience(audience) if audience else None)


def _check(edition: Edition, audience: str | None, as_json: bool) -> int:
    from django.utils.translation import gettext as _

    from minbar.evidence.editions.checks import findings_of
    from minbar.evidence.editions.enums import Severity

    findings = findings_of(edition, _ledger(edition, audience))
    if as_json:
        click.echo(json.dumps([finding.as_json() for finding in findings], ensure_ascii=False, indent=2))
    elif not findings:
        click.echo(_("The checks find nothing."))
    else:
        for finding in findings:
            click.echo(f"{finding.severity.label} · {finding.where}\n  {finding.message}")
    return FOUND if any(finding.severity is Severity.ERROR for finding in findings) else 0
