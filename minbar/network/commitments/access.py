"""Who may follow up. Behind a wall, a commitment is seen by its parties and whom its source names, not by role."""

from minbar.foundation.access.permissions import Permission, grant, grant_all
from minbar.foundation.access.roles import Role


class CommitmentPermission(Permission):
    VIEW = "commitments.view"  # enter the room; see one's own, and those of records that one may see
    VIEW_OFFICE = "commitments.view_office"  # also those that stand on their own, whoever owes them
    EDIT = "commitments.edit"  # make them, and change one's own
    KEEP = "commitments.keep"  # change those that stand on their own, whoever owes them
    EXPORT = "commitments.export"  # never what stands behind a wall
    IMPORT = "commitments.import"  # nobody's: a commitment begins where it was agreed


OFFICE = (Role.SECRETARIAT_OFFICER, Role.DIRECTOR, Role.PROGRAMME_OFFICER, Role.EDITOR)
grant_all((*OFFICE, Role.CASE_WORKER, Role.CASE_SUPERVISOR), CommitmentPermission.VIEW, CommitmentPermission.EDIT)
grant_all(OFFICE, CommitmentPermission.VIEW_OFFICE)
grant_all((Role.SECRETARIAT_OFFICER, Role.DIRECTOR), CommitmentPermission.KEEP)
grant(Role.SECRETARIAT_OFFICER, CommitmentPermission.EXPORT)
grant(Role.DIRECTOR, CommitmentPermission.EXPORT)
