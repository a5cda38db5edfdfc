"""This room's entries of the menu."""

from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.navigation import Group, Item
from minbar.network.commitments.access import CommitmentPermission

ITEMS = [Item(_("Follow-ups"), "commitments:commitments", CommitmentPermission.VIEW, Group.WORK, order=5)]
