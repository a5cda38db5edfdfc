"""What is shown on the page that tells who read a case, and what its client asked for."""

from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.related import Panel, related
from minbar.network.commitments.following import follow_ups
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.data_rights.follow_ups import BREACH, RIGHT
from minbar.work.casework.data_rights.queries import exports_of, requests_of
from minbar.work.casework.data_rights.tables import FileExportTable, RightsRequestTable

related(
    "casework.case",
    Panel(
        title=_("Requests of rights"),
        table=RightsRequestTable,
        rows=requests_of,
        permission=CasePermission.WORK,
        columns=("kind", "asked_at", "due_on", "standing"),
    ),
)
related(
    "casework.case",
    Panel(title=_("Packed files"), table=FileExportTable, rows=exports_of, permission=CasePermission.EXPORT_FILE),
)
related("casework.rightsrequest", follow_ups(RIGHT))
related("casework.breach", follow_ups(BREACH))
