"""The wall around cases. Those whom this file does not name are told that nothing is there; counts are figures."""

from minbar.foundation.access.permissions import Permission, grant, grant_all
from minbar.foundation.access.roles import Role


class CasePermission(Permission):
    WORK = "casework.work"  # enter the room; see and change the cases assigned to oneself
    SUPERVISE = "casework.supervise"  # see every case; assign
    IMPORT = "casework.import"
    EXPORT = "casework.export"


grant_all((Role.CASE_WORKER, Role.CASE_SUPERVISOR), CasePermission.WORK)
grant(Role.CASE_SUPERVISOR, CasePermission.SUPERVISE, CasePermission.IMPORT, CasePermission.EXPORT)
