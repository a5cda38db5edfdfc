"""``minbar snapshot``: the columnar copy of what figures count."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from minbar.foundation.figures.manifest import Manifest


def register(group: click.Group) -> None:
    group.add_command(snapshot)


@click.group()
def snapshot() -> None:
    """The columnar copy of what figures count, for many figures over many records."""


@snapshot.command()
@click.option("--whole", is_flag=True, help="Read every row again, not only those that changed.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def refresh(whole: bool, as_json: bool) -> None:
    """Take the snapshot, or bring it up to date."""
    from minbar.foundation.figures.refresh import refresh as take

    start = time.perf_counter()
    manifest = take(whole=whole)
    seconds = round(time.perf_counter() - start, 2)
    if as_json:
        rows = {key: file.rows for key, file in manifest.datasets.items()}
        click.echo(json.dumps({"as_of": manifest.as_of.isoformat(), "seconds": seconds, "rows": rows}, indent=2))
    else:
        _print(manifest)


def _print(manifest: Manifest) -> None:
    from django.conf import settings
    from django.utils import timezone
    from django.utils.translation import gettext as _

    from minbar.foundation.figures.declare import datasets

    width = max((len(key) for key in manifest.datasets), default=0)
    for key, file in manifest.datasets.items():
        click.echo(f"{key:<{width}}  {file.rows:>10}  {datasets()[key].label}")
    moment = timezone.localtime(manifest.as_of).strftime("%Y-%m-%d %H:%M")
    click.echo(_("The snapshot holds the records as they were on %(moment)s.") % {"moment": moment})
    if settings.FIGURES["engine"] != "snapshot":
        click.echo(_("Figures are not counted from it: for that, set MINBAR_FIGURES=snapshot."))
