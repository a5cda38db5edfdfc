"""The lines of this room in the menu."""

from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.navigation import Group, Item
from minbar.work.casework.cases.access import CasePermission

ITEMS = [
    Item(_("All cases together"), "casework:dashboard", CasePermission.DASHBOARD, Group.WORK, order=68),
]
