"""The menu's entry for figures."""

from django.utils.translation import gettext_lazy as _

from minbar.foundation.figures.access import FiguresPermission
from minbar.foundation.screens.navigation import Group, Item

ITEMS = [Item(_("Figures"), "figures:figures", FiguresPermission.VIEW, Group.EVIDENCE, order=30)]
