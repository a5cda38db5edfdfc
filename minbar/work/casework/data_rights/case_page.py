"""What of data rights stands on the page of a case, and follows what happens to cases and clients."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import decide
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.hooks import case_assigned
from minbar.work.casework.cases.page import PageButton, declare_button
from minbar.work.casework.cases.views.case_parts import changes_head
from minbar.work.casework.data_rights.actions.due import hand_over
from minbar.work.casework.data_rights.actions.erasures import refuse_while_proposed
from minbar.work.casework.data_rights.actions.exports import forget_exports_of
from minbar.work.casework.identity.hooks import case_parts, clients_change

case_assigned.declare(hand_over)
clients_change.declare(refuse_while_proposed)
case_parts.declare(forget_exports_of)
declare_button(
    PageButton(
        _("Request of a right"),
        "casework:rights-request-add",
        shown=lambda case, user, reader: changes_head(user, reader),
    )
)
declare_button(
    PageButton(
        _("Whole file"),
        "casework:client-file",
        shown=lambda case, user, reader: reader.identity and decide(user, CasePermission.EXPORT_FILE),
    )
)
declare_button(
    PageButton(
        _("Propose erasure"),
        "casework:erasure-propose",
        shown=lambda case, user, reader: reader.head and decide(user, CasePermission.ERASE),
        dangerous=True,
    )
)
