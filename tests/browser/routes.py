"""The screens that can be opened by their address alone, and who opens them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from minbar.foundation.access.permissions import Permission, roles_with
from minbar.foundation.access.roles import Role
from minbar.foundation.access.routes import Door, rule_for

#: Whose eyes are tried first.
PREFERRED = [Role.DIRECTOR, Role.SECRETARIAT_OFFICER, Role.PROGRAMME_OFFICER, *Role]


@dataclass(frozen=True)
class Route:
    """A screen's name, its address, and a role that may open it (None: nobody needs to be signed in)."""

    name: str
    address: str
    role: str | None


def plain_routes() -> list[Route]:
    """Every route without arguments."""
    return [
        Route(name, address, who_opens(view, name)) for name, address, view in _walk(get_resolver(), "", "/") if name
    ]


def _walk(resolver: URLResolver, namespace: str, prefix: str) -> Iterator[tuple[str, str, Any]]:
    for entry in resolver.url_patterns:
        converters = entry.pattern.converters
        regex_groups = getattr(entry.pattern, "regex", None) and entry.pattern.regex.groups
        if converters or (regex_groups and not hasattr(entry.pattern, "_route")):
            continue
        address = prefix + str(entry.pattern).lstrip("^").rstrip("$").replace("\\Z", "")
        if isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}" if entry.name else "", address, entry.callback
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, inner, address)


def who_opens(view: Any, name: str) -> str | None:
    rule = rule_for(view, name)
    if rule is None or rule.needs is Door.OPEN:
        return None
    if isinstance(rule.needs, Permission):
        allowed = roles_with(rule.needs)
        return next((role.value for role in PREFERRED if role in allowed), None)
    return Role.DIRECTOR.value
