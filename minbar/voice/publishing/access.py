"""Who may do what with published content."""

from minbar.foundation.access.permissions import Permission, grant, grant_all
from minbar.foundation.access.roles import Role


class PublishingPermission(Permission):
    VIEW = "publishing.view"
    EDIT = "publishing.edit"
    IMPORT = "publishing.import"
    EXPORT = "publishing.export"


grant_all((Role.EDITOR, Role.DIRECTOR, Role.SECRETARIAT_OFFICER, Role.PROGRAMME_OFFICER), PublishingPermission.VIEW)
grant_all((Role.EDITOR, Role.DIRECTOR), PublishingPermission.EXPORT)
grant_all((Role.EDITOR, Role.SECRETARIAT_OFFICER), PublishingPermission.IMPORT)
grant(Role.EDITOR, PublishingPermission.EDIT)
