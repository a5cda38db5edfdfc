"""The lines of this room in the menu."""

from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.navigation import Group, Item
from minbar.work.casework.cases.access import CasePermission

ITEMS = [
    Item(_("Testimonies that are asked for"), "casework:asked-list", CasePermission.WORK, Group.WORK, order=64),
    Item(_("My testimonies"), "casework:testimonies", CasePermission.WORK, Group.WORK, order=64),
    Item(_("Testimonies to check"), "casework:checks", CasePermission.WORK, Group.WORK, order=65),
    Item(_("Requests for testimonies"), "casework:evidence", CasePermission.ASK_EVIDENCE, Group.VOICE, order=60),
    Item(_("Cases by topic"), "casework:topic-counts", CasePermission.ASK_EVIDENCE, Group.VOICE, order=61),
]
