"""The lines of this room in the menu."""

from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.navigation import Group, Item
from minbar.work.casework.cases.access import CasePermission

ITEMS = [
    Item(
        _("Emergency openings"),
        "casework:emergency-accesses",
        CasePermission.REVIEW_EMERGENCY_ACCESS,
        Group.WORK,
        order=66,
    ),
    Item(
        _("Open a case in an emergency"),
        "casework:own-emergency-accesses",
        CasePermission.OPEN_IN_EMERGENCY,
        Group.WORK,
        order=67,
    ),
    Item(_("Cases"), "casework:existence", CasePermission.EXISTENCE, Group.ADMINISTRATION, order=60),
]
