"""The menu: a room declares its entries in a ``navigation.py``, and each reader sees those that open for them.

::

    ITEMS = [Item(_("Meetings"), "engagement:meetings", EngagementPermission.VIEW, Group.WORK, order=10)]
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from django.apps import apps
from django.urls import reverse
from django.utils.module_loading import module_has_submodule
from django.utils.translation import pgettext_lazy

from minbar.foundation.access.permissions import Permission, permissions_of
from minbar.foundation.access.roles import Role

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Label = str | _StrPromise


class Group(StrEnum):
    """The parts of the menu, in their order."""

    NETWORK = "network"
    WORK = "work"
    VOICE = "voice"
    EVIDENCE = "evidence"
    DATA = "data"
    ADMINISTRATION = "administration"

    @property
    def label(self) -> str:
        return str(GROUP_LABELS[self])


GROUP_LABELS = {
    Group.NETWORK: pgettext_lazy("menu", "Network"),
    Group.WORK: pgettext_lazy("menu", "Work"),
    Group.VOICE: pgettext_lazy("menu", "Voice"),
    Group.EVIDENCE: pgettext_lazy("menu", "Evidence"),
    Group.DATA: pgettext_lazy("menu", "Data"),
    Group.ADMINISTRATION: pgettext_lazy("menu", "Administration"),
}


@dataclass(frozen=True)
class Item:
    """An entry of the menu; ``permission`` None shows it to everyone who is signed in.

    Pages lie under the entry whose address theirs begins with. ``also`` names further ones, as seen from the entry
    (``"../files/"``): pages that are reached through it and have an address of their own.
    """

    label: Label
    route: str
    permission: Permission | None
    group: Group
    order: int = 50
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Link:
    """An entry as one reader sees it."""

    label: str
    url: str
    current: bool


def holds(user: Any, permission: Permission | None) -> bool:
    """Whether any role that ``user`` holds, in whatever scope, grants ``permission``."""
    if not getattr(user, "is_authenticated", False):
        return False
    return permission is None or any(permission in permissions_of(Role(role)) for role, _scope in user.roles_held())


def declared(name: str, attribute: str) -> Iterator[Any]:
    """The entries of the list ``attribute`` in every room's module ``name`` (``navigation.ITEMS``), room by room."""
    for room in apps.get_app_configs():
        if room.name.startswith("minbar.") and module_has_submodule(room.module, name):
            yield from getattr(import_module(f"{room.name}.{name}"), attribute, [])


_ITEMS: list[Item] = []


def add_to_menu(item: Item) -> None:
    """Show an entry that stands in no room's ``navigation.py``."""
    _ITEMS.append(item)


@cache
def items() -> tuple[tuple[Item, str], ...]:
    """Every declared entry with its address, in the menu's order."""
    groups = list(Group)
    found = sorted([*declared("navigation", "ITEMS"), *_ITEMS], key=lambda item: (groups.index(item.group), item.order))
    return tuple((item, reverse(item.route)) for item in found)


@cache
def _open_to(roles: frozenset[str]) -> tuple[tuple[Item, str], ...]:
    granted = frozenset[Permission]().union(*(permissions_of(Role(role)) for role in roles))
    return tuple((item, url) for item, url in items() if item.permission is None or item.permission in granted)


@cache
def _lying_under(roles: frozenset[str]) -> tuple[tuple[str, str], ...]:
    return tuple((urljoin(url, under), url) for item, url in _open_to(roles) for under in ("", *item.also))


def entry_of(roles: frozenset[str], path: str) -> str:
    """The address of the entry under which ``path`` lies for who has these roles; "" where it lies under none."""
    found = [(len(under), url) for under, url in _lying_under(roles) if path.startswith(under)]
    return max(found, default=(0, ""))[1]


def navigation_of(roles: frozenset[str], here: str) -> list[tuple[str, list[Link]]]:
    """The menu of who has these roles as (group, links); the link to ``here`` is marked as current."""
    menu: dict[Group, list[Link]] = {}
    for item, url in _open_to(roles):
        menu.setdefault(item.group, []).append(Link(str(item.label), url, url == here))
    return [(group.label, links) for group, links in menu.items()]
