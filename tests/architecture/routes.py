"""The table of routes: every address, its rule, and who may enter. One line a route, sorted.

    python -m tests.architecture.routes --write

writes the table anew from the code. Look at the difference before you commit it: it is who may enter where.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

TABLE = Path(__file__).with_name("routes.csv")
HEADER = ("route", "address", "rule", "who")


@dataclass(frozen=True, order=True)
class Route:
    """A route as the table has it. ``who``: everybody, the signed in, or roles; "nobody" where no rule is declared."""

    name: str
    address: str
    rule: str
    who: str


@dataclass(frozen=True)
class Mounted:
    """A route as the code has it, with its view's rule."""

    route: Route
    rule: Any
    parameters: dict[str, Any]


def mounted_routes() -> Iterator[Mounted]:
    """Every route of the site."""
    from django.urls import get_resolver

    yield from _walk(get_resolver(), "/", "", {})


def _walk(resolver: Any, prefix: str, namespace: str, parameters: dict[str, Any]) -> Iterator[Mounted]:
    from minbar.foundation.access.routes import rule_for

    for pattern in resolver.url_patterns:
        address = prefix + str(pattern.pattern).lstrip("^")
        converters = parameters | pattern.pattern.converters
        if hasattr(pattern, "url_patterns"):
            inner = ":".join(filter(None, [namespace, pattern.namespace]))
            yield from _walk(pattern, address, inner, converters)
        else:
            name = ":".join(filter(None, [namespace, pattern.name]))
            rule = rule_for(pattern.callback, name)
            yield Mounted(Route(name, address, *_described(rule)), rule, converters)


def _described(rule: Any) -> tuple[str, str]:
    from minbar.foundation.access.permissions import Permission, roles_with
    from minbar.foundation.access.routes import Door

    if rule is None:
        return "undeclared", "nobody"
    if rule.needs is Door.OPEN:
        return "open", "everybody"
    if not isinstance(rule.needs, Permission):
        return "signed in", "whoever is signed in"
    return f"{rule.needs.value}{' (hidden)' if rule.hides else ''}", " ".join(
        sorted(roles_with(rule.needs))
    ) or "nobody"


def table() -> list[Route]:
    """The table as it is written down."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [Route(*row) for row in csv.reader(file) if row and tuple(row) != HEADER]


def write() -> None:
    """Write the table anew from the code."""
    rows = sorted({mounted.route for mounted in mounted_routes()})
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(astuple(route) for route in rows)


def main() -> None:
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    if "--write" in sys.argv:
        write()
        sys.stdout.write(f"{TABLE}: {len(table())} routes\n")
    else:
        sys.stdout.write(__doc__ or "")


if __name__ == "__main__":
    main()
