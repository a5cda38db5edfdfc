"""The directory's entries in the menu."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.navigation import Group, Item
from minbar.network.directory.access import DirectoryPermission

ITEMS = [
    Item(_("Organisations"), "directory:organisations", DirectoryPermission.VIEW, Group.NETWORK, order=10),
    Item(_("People"), "directory:people", DirectoryPermission.VIEW_PEOPLE, Group.NETWORK, order=20),
    Item(_("Lists"), "directory:lists", DirectoryPermission.VIEW, Group.NETWORK, order=30),
    Item(_("Places"), "directory:places", DirectoryPermission.VIEW, Group.NETWORK, order=40),
]
