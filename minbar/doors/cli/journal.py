"""``minbar journal``: verify it, export it, sign where it stands."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from minbar.foundation.journal.verifier import Finding, Report


def register(group: click.Group) -> None:
    group.add_command(journal)


@click.group()
def journal() -> None:
    """The append-only record of every action."""


#: Exit status of `verify` where the chain is whole but no checkpoint vouches for it.
UNSIGNED = 2


@journal.command()
@click.option("--since-checkpoint", is_flag=True, help="Begin at the last checkpoint instead of at the first entry.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
def verify(since_checkpoint: bool, as_json: bool) -> None:
    """Verify the chain of hashes and the checkpoints. Exit status 0: whole, 1: findings, 2: whole but unsigned."""
    report = _verified(since_checkpoint)
    unsigned = report.entries > 0 and not report.signed
    if as_json:
        findings = [vars(finding) for finding in report.findings]
        outcome = {
            "whole": report.whole,
            "entries": report.entries,
            "last": report.last,
            "checkpoints": report.checkpoints,
            "beyond": report.beyond,
            "findings": findings,
        }
        click.echo(json.dumps(outcome, ensure_ascii=False))
    else:
        _tell(report, unsigned)
    sys.exit(1 if not report.whole else UNSIGNED if unsigned else 0)


def _verified(since_checkpoint: bool) -> Report:
    from minbar.foundation.journal.checkpoints import checkpoints, last_checkpoint, public_key
    from minbar.foundation.journal.export import exported_entries
    from minbar.foundation.journal.verifier import verify as verify_entries

    if since_checkpoint and (since := last_checkpoint()) is not None:
        return verify_entries(exported_entries(since=since["sequence"]), (), public_key(), since=since)
    return verify_entries(exported_entries(), checkpoints(), public_key())


def _tell(report: Report, unsigned: bool) -> None:
    from django.utils.translation import gettext as _

    for finding in report.findings:
        click.echo(_sentence(finding))
    outcome_text = (
        _("The journal is whole: %(entries)d entries, %(checkpoints)d checkpoints hold.")
        if report.whole
        else _("The journal is NOT whole: %(entries)d entries, %(checkpoints)d checkpoints hold.")
    )
    click.echo(outcome_text % {"entries": report.entries, "checkpoints": report.checkpoints})
    if unsigned:
        click.echo(_("No checkpoint vouches for it: whoever owns the database could have written all of it anew."))
    elif report.entries:
        click.echo(_("Entries beyond the last checkpoint: %d.") % report.beyond)


def _sentence(finding: Finding) -> str:
    from django.utils.translation import gettext as _

    sentences = {
        "link": _("Entry %d, or the one before it, is not what was written."),
        "order": _("Entries are missing or swapped before entry %d."),
        "head": _("A checkpoint names entry %d, which is not there: the journal was cut off."),
        "rewritten": _("Entry %d differs from its checkpoint: the journal was written anew."),
        "signature": _("The checkpoint of entry %d is not signed by this journal's key."),
    }
    return sentences[finding.problem] % finding.sequence


@journal.command()
@click.argument("path", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option("--without-content", is_flag=True, help="Leave out what changed; the chain can be verified all the same.")
def export(path: Path, without_content: bool) -> None:
    """Write the journal, one entry a line, for the verifier (minbar/foundation/journal/verifier.py)."""
    from django.utils.translation import gettext as _

    from minbar.foundation.journal.export import write_export

    with path.open("w", encoding="utf-8") as file:
        written = write_export(file, with_content=not without_content)
    click.echo(_("%(entries)d entries were written to %(path)s.") % {"entries": written, "path": path})


@journal.command()
def checkpoint() -> None:
    """Sign where the journal stands now; prints the file."""
    from django.utils.translation import gettext as _

    from minbar.foundation.journal.checkpoints import make_checkpoint

    click.echo(make_checkpoint() or _("The journal is empty; there is nothing to sign."))


@journal.command()
def key() -> None:
    """Print the public key that verifies checkpoints, in hex. Keep it apart from the server."""
    from minbar.foundation.journal.checkpoints import public_key

    click.echo(public_key().hex())
