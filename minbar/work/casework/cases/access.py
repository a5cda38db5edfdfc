"""The wall around cases. Those whom this file does not name are told that nothing is there; counts are figures."""

from minbar.foundation.access.permissions import Permission, grant, grant_all
from minbar.foundation.access.roles import Role


class CasePermission(Permission):
    WORK = "casework.work"  # enter the room; see and change the cases that one's access rows open
    TAKE_IN = "casework.take_in"
    SUPERVISE = "casework.supervise"  # see the head of every case that is not limited; assign, give and end access
    OPEN_IN_EMERGENCY = (
        "casework.open_in_emergency"  # open content and identity of one case, with a reason, for some hours
    )
    REVIEW_EMERGENCY_ACCESS = "casework.review_emergency_access"  # be notified of emergency accesses, and review them
    IMPORT = "casework.import"
    EXPORT = "casework.export"  # heads of cases as a sheet
    EXPORT_FILE = "casework.export_file"  # the whole file of one client, for the client
    ERASE = "casework.erase"  # propose or confirm an erasure; it takes two people
    BREACHES = "casework.breaches"  # keep the register of breaches of data; it names no client
    EDIT_TOPICS = "casework.edit_topics"
    DASHBOARD = "casework.dashboard"
    EXISTENCE = "casework.existence"  # know that cases exist, and no more
    ASK_EVIDENCE = "casework.ask_evidence"  # see a topic's suppressed count, ask for testimonies, read released ones


grant_all((Role.CASE_WORKER, Role.CASE_SUPERVISOR), CasePermission.WORK)
grant(Role.CASE_WORKER, CasePermission.TAKE_IN, CasePermission.EXPORT_FILE)
grant(
    Role.CASE_SUPERVISOR,
    CasePermission.TAKE_IN,
    CasePermission.SUPERVISE,
    CasePermission.OPEN_IN_EMERGENCY,
    CasePermission.REVIEW_EMERGENCY_ACCESS,
    CasePermission.IMPORT,
    CasePermission.EXPORT,
    CasePermission.EXPORT_FILE,
    CasePermission.ERASE,
    CasePermission.BREACHES,
    CasePermission.EDIT_TOPICS,
    CasePermission.DASHBOARD,
)
grant(Role.DIRECTOR, CasePermission.REVIEW_EMERGENCY_ACCESS, CasePermission.ERASE, CasePermission.BREACHES)
grant(Role.ADMINISTRATOR, CasePermission.EXISTENCE)
grant(Role.ADVOCACY_OFFICER, CasePermission.ASK_EVIDENCE)
