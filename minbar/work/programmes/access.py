"""Who may do what with programmes and activities."""

from minbar.foundation.access.permissions import Permission, grant, grant_all
from minbar.foundation.access.roles import Role


class ProgrammesPermission(Permission):
    VIEW = "programmes.view"
    EDIT = "programmes.edit"
    IMPORT = "programmes.import"
    EXPORT = "programmes.export"
    VIEW_PARTICIPANTS = "programmes.view_participants"  # the names of those who took part
    EXPORT_PARTICIPANTS = "programmes.export_participants"


grant_all(
    (Role.PROGRAMME_OFFICER, Role.DIRECTOR, Role.SECRETARIAT_OFFICER, Role.EDITOR),
    ProgrammesPermission.VIEW,
)
grant_all((Role.PROGRAMME_OFFICER, Role.DIRECTOR), ProgrammesPermission.EXPORT, ProgrammesPermission.VIEW_PARTICIPANTS)
grant(
    Role.PROGRAMME_OFFICER,
    ProgrammesPermission.EDIT,
    ProgrammesPermission.IMPORT,
    ProgrammesPermission.EXPORT_PARTICIPANTS,
)
