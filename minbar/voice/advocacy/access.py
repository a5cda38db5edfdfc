"""Who may do what with community issues."""

from minbar.foundation.access.permissions import Permission, grant_all
from minbar.foundation.access.roles import Role


class AdvocacyPermission(Permission):
    VIEW = "advocacy.view"
    EDIT = "advocacy.edit"
    IMPORT = "advocacy.import"
    EXPORT = "advocacy.export"


grant_all(
    (Role.SECRETARIAT_OFFICER, Role.DIRECTOR, Role.PROGRAMME_OFFICER, Role.EDITOR, Role.ADVOCACY_OFFICER),
    AdvocacyPermission.VIEW,
)
grant_all((Role.SECRETARIAT_OFFICER, Role.DIRECTOR), AdvocacyPermission.EXPORT)
grant_all(
    (Role.SECRETARIAT_OFFICER, Role.EDITOR, Role.ADVOCACY_OFFICER), AdvocacyPermission.EDIT, AdvocacyPermission.IMPORT
)
