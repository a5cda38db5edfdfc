"""Who may do what with editions. Anyone may read one that is published."""

from __future__ import annotations

from minbar.foundation.access.permissions import Permission, grant, grant_all
from minbar.foundation.access.roles import Role


class EditionPermission(Permission):
    VIEW = "editions.view"
    PREPARE = "editions.prepare"
    PUBLISH = "editions.publish"


grant(Role.SECRETARIAT_OFFICER, EditionPermission.VIEW)
grant_all((Role.EDITOR, Role.PROGRAMME_OFFICER, Role.DIRECTOR), EditionPermission.VIEW, EditionPermission.PREPARE)
grant(Role.DIRECTOR, EditionPermission.PUBLISH)
