"""``minbar figures``: every figure with its value."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from minbar.evidence.editions.models import Edition


AUDIENCES = ("internal", "partners", "public")


def register(group: click.Group) -> None:
    group.add_command(figures)


@click.command()
@click.option("--edition", "slug", help="Only the figures of this edition, over its period.")
@click.option("--audience", type=click.Choice(AUDIENCES), default="internal", help="As these readers may know them.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def figures(slug: str | None, audience: str, as_json: bool) -> None:
    """Count every figure, and say how many records stand behind each."""
    if not slug and audience != "internal":
        raise click.UsageError("--audience goes with --edition: what is hidden depends on all that is told with it.")
    rows = _of_edition(find_edition(slug), audience) if slug else _of_all()
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        _print(rows)


def find_edition(slug: str) -> Edition:
    """The edition, or an end of the command with a message that names those that are there."""
    from django.utils.translation import gettext as _

    from minbar.evidence.editions.models import Edition

    if edition := Edition.objects.filter(slug=slug).first():
        return edition
    known = ", ".join(Edition.objects.values_list("slug", flat=True)) or "—"
    raise click.ClickException(
        _("There is no edition “%(slug)s”. There are: %(known)s") % {"slug": slug, "known": known}
    )


def _of_edition(edition: Edition, audience: str) -> list[dict[str, Any]]:
    from minbar.evidence.editions.ledger import read_ledger
    from minbar.foundation.figures.audiences import Audience

    return [
        _row(entry.key, entry.figure.labels, entry.value, entry.declared, entry.records)
        | ({"hidden": entry.hidden} if entry.hidden else {})
        for entry in read_ledger(edition, Audience(audience)).values()
    ]


def _of_all() -> list[dict[str, Any]]:
    from minbar.foundation.figures.evaluate import evaluate
    from minbar.foundation.figures.models import Figure

    known = list(Figure.objects.all())
    results = evaluate(known)
    return [
        _row(
            figure.key, figure.labels, results[figure.key].value, figure.kind == "declared", results[figure.key].records
        )
        for figure in known
    ]


def _row(key: str, labels: dict[str, str], value: Any, declared: bool, records: int | None) -> dict[str, Any]:
    from minbar.evidence.rendering.machine import plain

    kind = "declared" if declared else "traced"
    return {"key": key, "labels": labels, "value": plain(value), "kind": kind, "records": records}


def _print(rows: list[dict[str, Any]]) -> None:
    from django.utils.translation import gettext as _

    from minbar.foundation.text.languages import in_language

    width = max((len(row["key"]) for row in rows), default=0)
    for row in rows:
        if "hidden" in row:
            click.echo(f"{row['key']:<{width}}  {row['hidden']:>12}  {in_language(row['labels'])}")
            continue
        behind = _("declared") if row["records"] is None else _("records: %(count)s") % {"count": row["records"]}
        click.echo(f"{row['key']:<{width}}  {row['value']!s:>12}  {in_language(row['labels'])} ({behind})")
