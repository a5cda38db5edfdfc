"""The menu's entries of this room."""

from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.navigation import Group, Item
from minbar.voice.publishing.access import PublishingPermission

ITEMS = [Item(_("Published content"), "publishing:items", PublishingPermission.VIEW, Group.VOICE, order=10)]
