"""Who may see and change accounts."""

from __future__ import annotations

from minbar.foundation.access.permissions import Permission, grant
from minbar.foundation.access.roles import Role


class AccountsPermission(Permission):
    VIEW = "accounts.view"
    ADMINISTER = "accounts.administer"


grant(Role.ADMINISTRATOR, AccountsPermission.VIEW, AccountsPermission.ADMINISTER)
