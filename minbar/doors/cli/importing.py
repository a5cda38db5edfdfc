"""``minbar import``: spreadsheets into records."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from minbar.foundation.sheets.files import Prepared
    from minbar.foundation.sheets.results import FileResult, WorksheetResult

ALL_TAKEN, UNREADABLE, SOME_REJECTED = 0, 1, 2
#: Messages that are printed for each sheet; --json has them all.
PRINTED = 20
COUNTS = ("created", "updated", "unchanged", "skipped", "rejected")


def register(group: click.Group) -> None:
    group.add_command(import_files)


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--partial", is_flag=True, help="Take the good rows of a file although others are rejected.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option("--by", "email", help="E-mail of the account in whose name this is done (default: the system's).")
def import_files(paths: Sequence[Path], dry_run: bool, partial: bool, as_json: bool, email: str | None) -> None:
    """Import spreadsheets (xlsx, xls, ods, csv).

    Each file is taken whole or, where one of its rows is rejected, not at all. Files that need each other may be given
    together, in any order. Exits with 0 where all was taken, 2 where rows were rejected, 1 where a file could not be
    read (nothing is imported then).
    """
    from minbar.foundation.sheets.files import Source, prepare
    from minbar.foundation.sheets.recognition import memory_of

    by = _account(email)
    memory = memory_of(by)
    files = []
    for path in paths:
        try:
            files.append(prepare(Source(path.name, path), memory))
        except OSError as problem:
            raise click.ClickException(f"{path}: {problem.strerror}") from problem
    results = _results(files, by=by, dry_run=dry_run, partial=partial)
    if as_json:
        click.echo(json.dumps(as_data(paths, results, dry_run=dry_run), ensure_ascii=False, indent=2))
    else:
        for path, result in zip(paths, results, strict=True):
            _print(path, result, dry_run=dry_run)
    sys.exit(_exit_code(paths, results))


def _account(email: str | None) -> Any:
    from minbar.foundation.accounts.models import User

    if email is None:
        return None
    if user := User.objects.filter(email__iexact=email, is_active=True).first():
        return user
    raise click.ClickException(f"There is no active account {email}.")


def _results(files: Sequence[Prepared], *, by: Any, dry_run: bool, partial: bool) -> list[FileResult]:
    """In the order of ``files``. Where one can't be read, the others are only looked at."""
    from minbar.foundation.sheets.files import apply_file, check_files, in_order

    if dry_run or any(file.unreadable for file in files):
        return check_files(files, by=by)
    done = {id(file): apply_file(file, by=by, partial=partial) for file in in_order(files)}
    return [done[id(file)] for file in files]


def as_data(paths: Sequence[Path], results: Sequence[FileResult], *, dry_run: bool) -> dict[str, Any]:
    """The form of ``--json``. Of a file that was not written, nothing counts as created or changed."""
    return {
        "files": [
            {
                "path": str(path),
                "sheets": [
                    _worksheet_data(worksheet, counted=dry_run or result.written) for worksheet in result.worksheets
                ],
            }
            for path, result in zip(paths, results, strict=True)
        ]
    }


def _worksheet_data(worksheet: WorksheetResult, *, counted: bool) -> dict[str, Any]:
    return {
        "sheet": worksheet.worksheet,
        "kind": worksheet.sheet,
        "header_row": worksheet.header_row,
        "rows": worksheet.rows,
        "created": worksheet.created if counted else 0,
        "updated": worksheet.updated if counted else 0,
        "unchanged": worksheet.unchanged,
        "skipped": worksheet.skipped,
        "rejected": worksheet.rejected,
        "errors": [
            {"row": problem.row, "column": problem.header, "message": problem.message} for problem in worksheet.problems
        ],
    }


def _exit_code(paths: Sequence[Path], results: Sequence[FileResult]) -> int:
    from minbar.foundation.sheets.reading.workbook import Unreadable

    for path, result in zip(paths, results, strict=True):
        if result.unreadable:
            click.echo(f"{path}: {Unreadable(result.unreadable)}", err=True)
    if any(result.unreadable for result in results):
        return UNREADABLE
    return SOME_REJECTED if any(result.rejected for result in results) else ALL_TAKEN


def _print(path: Path, result: FileResult, *, dry_run: bool) -> None:
    from django.utils.translation import gettext as _

    click.echo(f"{path}")
    for worksheet in result.worksheets:
        counts = {
            "created": _("new: %d") % worksheet.created,
            "updated": _("changed: %d") % worksheet.updated,
            "unchanged": _("unchanged: %d") % worksheet.unchanged,
            "skipped": _("left out: %d") % worksheet.skipped,
            "rejected": _("rejected: %d") % worksheet.rejected,
        }
        shown = ", ".join(counts[key] for key in COUNTS if getattr(worksheet, key))
        click.echo(f"  {worksheet.worksheet} → {worksheet.sheet or _('not recognised')}: {shown or _('no rows')}")
        for problem in worksheet.problems[:PRINTED]:
            click.echo(f"    {_('row')} {problem.row}, {problem.header}: {problem.message}")
        if len(worksheet.problems) > PRINTED:
            click.echo(f"    {_('and %d more; --json has them all') % (len(worksheet.problems) - PRINTED)}")
        for warning in worksheet.warnings[:PRINTED]:
            click.echo(f"    {_('row')} {warning.row}: {_('resembles')} {warning.possible_duplicates[0][0]}")
    if not result.unreadable and not result.written:
        reason = _("This was a dry run.") if dry_run else _("Nothing of this file was written.")
        if result.rejected and not dry_run:
            reason += " " + _("Mend the rejected rows and import it again, or use --partial to take the others.")
        click.echo(f"  {reason}")
