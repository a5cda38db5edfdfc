"""Who may come to the door of spreadsheets. What may pass is said by each sheet's own permissions."""

from __future__ import annotations

from minbar.foundation.access.permissions import Permission, grant_all
from minbar.foundation.access.roles import Role


class ExchangePermission(Permission):
    IMPORT = "exchange.import"
    EXPORT = "exchange.export"


IMPORTERS = (
    Role.SECRETARIAT_OFFICER,
    Role.PROGRAMME_OFFICER,
    Role.EDITOR,
    Role.ADVOCACY_OFFICER,
    Role.CASE_SUPERVISOR,
)
grant_all(IMPORTERS, ExchangePermission.IMPORT, ExchangePermission.EXPORT)
grant_all((Role.DIRECTOR,), ExchangePermission.EXPORT)
