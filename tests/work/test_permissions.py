"""Which role may do what in the work rooms; the routes themselves are walked in tests/architecture."""

from __future__ import annotations

import pytest

from minbar.foundation.access.permissions import Permission, roles_with
from minbar.foundation.access.roles import Role
from minbar.work.engagement.access import EngagementPermission as E
from minbar.work.programmes.access import ProgrammesPermission as P

READERS = {Role.PROGRAMME_OFFICER, Role.SECRETARIAT_OFFICER, Role.DIRECTOR, Role.EDITOR}
PROGRAMMES, SECRETARIAT, DIRECTOR = {Role.PROGRAMME_OFFICER}, {Role.SECRETARIAT_OFFICER}, {Role.DIRECTOR}
TABLE: dict[Permission, set[Role]] = {
    P.VIEW: READERS,
    P.EDIT: PROGRAMMES,
    P.IMPORT: PROGRAMMES,
    P.EXPORT: PROGRAMMES | DIRECTOR,
    P.VIEW_PARTICIPANTS: PROGRAMMES | DIRECTOR,
    P.EXPORT_PARTICIPANTS: PROGRAMMES,
    E.VIEW: READERS,
    E.EDIT: SECRETARIAT,
    E.IMPORT: SECRETARIAT,
    E.EXPORT: SECRETARIAT | DIRECTOR,
}


@pytest.mark.parametrize("permission", [*P, *E])
def test_a_permission_is_held_by_these_roles_and_no_other(permission: Permission) -> None:
    assert roles_with(permission) == TABLE[permission]
