"""Who may do what with meetings, visits and partnerships."""

from minbar.foundation.access.permissions import Permission, grant, grant_all
from minbar.foundation.access.roles import Role


class EngagementPermission(Permission):
    VIEW = "engagement.view"
    EDIT = "engagement.edit"
    IMPORT = "engagement.import"
    EXPORT = "engagement.export"


grant_all(
    (Role.SECRETARIAT_OFFICER, Role.DIRECTOR, Role.PROGRAMME_OFFICER, Role.EDITOR),
    EngagementPermission.VIEW,
)
grant_all((Role.SECRETARIAT_OFFICER, Role.DIRECTOR), EngagementPermission.EXPORT)
grant(Role.SECRETARIAT_OFFICER, EngagementPermission.EDIT, EngagementPermission.IMPORT)
