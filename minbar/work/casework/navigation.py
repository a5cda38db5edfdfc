"""The menu's entries of this room."""

from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.navigation import Group, Item
from minbar.work.casework.access import CasePermission

ITEMS = [
    Item(_("Cases"), "casework:cases", CasePermission.WORK, Group.WORK, order=60),
    Item(_("Emergency openings"), "casework:glasses", CasePermission.REVIEW_GLASS, Group.WORK, order=66),
    Item(_("Open a case in an emergency"), "casework:glasses-own", CasePermission.BREAK_GLASS, Group.WORK, order=67),
    Item(_("Requests of rights"), "casework:rights-requests", CasePermission.WORK, Group.WORK, order=63),
    Item(_("Erasures"), "casework:erasures", CasePermission.ERASE, Group.WORK, order=68),
    Item(_("Breaches of data"), "casework:breaches", CasePermission.BREACHES, Group.WORK, order=69),
]
