"""Permissions are enums in code; a permission that nobody was granted is denied.

A room declares in its ``access.py``::

    class DirectoryPermission(Permission):
        VIEW = "directory.view"
        EDIT = "directory.edit"

    grant(Role.SECRETARIAT_OFFICER, DirectoryPermission.VIEW, DirectoryPermission.EDIT)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum

from minbar.foundation.access.roles import Role


class Permission(StrEnum):
    """Base of the rooms' permission enums. Values read ``room.verb``."""


_GRANTS: dict[Role, set[Permission]] = defaultdict(set)


def grant(role: Role, *permissions: Permission) -> None:
    """Let everyone who holds ``role`` do these things (within the scope in which they hold it)."""
    _GRANTS[role].update(permissions)


def grant_all(roles: Iterable[Role], *permissions: Permission) -> None:
    """The same for several roles."""
    for role in roles:
        grant(role, *permissions)


def permissions_of(role: Role) -> frozenset[Permission]:
    """What the role may do."""
    return frozenset(_GRANTS[role])


def roles_with(permission: Permission) -> frozenset[Role]:
    """Who may do it."""
    return frozenset(role for role in Role if permission in _GRANTS[role])
