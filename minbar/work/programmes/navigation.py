"""This room's entries of the menu."""

from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.navigation import Group, Item
from minbar.work.programmes.access import ProgrammesPermission

OF_ACTIVITIES = ("../participation/",)

ITEMS = [
    Item(_("Activities"), "programmes:activities", ProgrammesPermission.VIEW, Group.WORK, order=10, also=OF_ACTIVITIES),
    Item(_("Programmes"), "programmes:programmes", ProgrammesPermission.VIEW, Group.WORK, order=11),
    Item(_("Projects"), "programmes:projects", ProgrammesPermission.VIEW, Group.WORK, order=12),
    Item(_("Tracks"), "programmes:tracks", ProgrammesPermission.VIEW, Group.WORK, order=13),
    Item(_("Kinds of activity"), "programmes:kinds", ProgrammesPermission.EDIT, Group.WORK, order=90),
]
