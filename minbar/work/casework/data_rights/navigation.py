"""The lines of this room in the menu."""

from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.navigation import Group, Item
from minbar.work.casework.cases.access import CasePermission

ITEMS = [
    Item(_("Requests of rights"), "casework:rights-requests", CasePermission.WORK, Group.WORK, order=63),
    Item(_("Erasures"), "casework:erasures", CasePermission.ERASE, Group.WORK, order=68, also=("../retention/",)),
    Item(_("Breaches of data"), "casework:breaches", CasePermission.BREACHES, Group.WORK, order=69),
]
