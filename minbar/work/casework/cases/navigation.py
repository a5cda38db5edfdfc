"""The menu's entries of this room."""

from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.navigation import Group, Item
from minbar.work.casework.cases.access import CasePermission

OF_CASES = ("../actions/", "../files/", "../group-sessions/", "../packed/")

ITEMS = [
    Item(_("Cases"), "casework:cases", CasePermission.WORK, Group.WORK, order=60, also=OF_CASES),
    Item(_("Topics of cases"), "casework:topics", CasePermission.EDIT_TOPICS, Group.WORK, order=69),
]
