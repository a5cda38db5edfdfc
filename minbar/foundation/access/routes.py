"""Every route says who may enter: by decorating its view, or, for a package's views, in ``PACKAGE_ROUTES``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from minbar.foundation.access.permissions import Permission

View = TypeVar("View", bound=Callable[..., Any])


class Door(StrEnum):
    """Rules that need no permission."""

    OPEN = "open"  # anyone, signed in or not
    SIGNED_IN = "signed in"  # anyone with an account


@dataclass(frozen=True)
class Rule:
    """Who may enter a route. ``hides`` answers 404 instead of 403 to those who may not."""

    needs: Permission | Door
    why: str = ""
    hides: bool = False


def requires(permission: Permission, *, hides: bool = False) -> Callable[[View], View]:
    """Only those whom a role grants ``permission``."""
    return _declare(Rule(permission, hides=hides))


def signed_in(why: str) -> Callable[[View], View]:
    """Anyone who is signed in; ``why`` is for the reader of the route table."""
    return _declare(Rule(Door.SIGNED_IN, why))


def open_to_all(why: str) -> Callable[[View], View]:
    """Anyone at all; ``why`` is for the reader of the route table."""
    return _declare(Rule(Door.OPEN, why))


def _declare(rule: Rule) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        view.access_rule = rule  # type: ignore[attr-defined]  # the rule that routes.py reads
        return view

    return decorate


#: Views of packages, by "namespace:name" or name of the route; filled by the rooms that mount them.
PACKAGE_ROUTES: dict[str, Rule] = {}


def rule_for(view: Callable[..., Any], route_name: str) -> Rule | None:
    """The declared rule: on the function, on the class behind it, or in PACKAGE_ROUTES. None where undeclared."""
    for holder in (view, getattr(view, "view_class", None)):
        if rule := getattr(holder, "access_rule", None):
            return rule  # type: ignore[no-any-return]  # kept as Any
    return PACKAGE_ROUTES.get(route_name)
