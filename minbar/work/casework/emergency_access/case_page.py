"""The way from a case into an emergency access, and the note that a page was read by one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import decide
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.hooks import page_read
from minbar.work.casework.cases.page import PageButton, declare_button
from minbar.work.casework.emergency_access.actions import note_reading

page_read.declare(lambda user, uid: note_reading(by=user, uid=uid))
declare_button(
    PageButton(
        _("Open in an emergency"),
        "casework:case-emergency-access",
        shown=lambda case, user, reader: (
            reader.head and not reader.identity and decide(user, CasePermission.OPEN_IN_EMERGENCY)
        ),
        dangerous=True,
    )
)
