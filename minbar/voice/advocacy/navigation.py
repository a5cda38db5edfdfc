"""The menu's entries of this room."""

from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.navigation import Group, Item
from minbar.voice.advocacy.access import AdvocacyPermission

ITEMS = [Item(_("Community issues"), "advocacy:issues", AdvocacyPermission.VIEW, Group.VOICE, order=30)]
