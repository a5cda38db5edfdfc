"""This room's entries of the menu."""

from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.navigation import Group, Item
from minbar.work.engagement.access import EngagementPermission

VIEW = EngagementPermission.VIEW
ITEMS = [
    Item(_("Meetings"), "engagement:meetings", VIEW, Group.WORK, order=20),
    Item(_("Visit plans"), "engagement:visit-plans", VIEW, Group.WORK, order=21),
    Item(_("Planned visits"), "engagement:visits", VIEW, Group.WORK, order=22),
    Item(_("Delegations received"), "engagement:delegations", VIEW, Group.WORK, order=23),
    Item(_("Partnerships"), "engagement:partnerships", VIEW, Group.WORK, order=24),
    Item(_("Solution partners"), "engagement:solution-partners", VIEW, Group.WORK, order=25),
]
