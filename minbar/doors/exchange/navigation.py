"""The door's entries in the menu."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from minbar.doors.exchange.access import ExchangePermission
from minbar.foundation.screens.navigation import Group, Item

ITEMS = [
    Item(_("Import"), "exchange:imports", ExchangePermission.IMPORT, Group.DATA, order=10),
    Item(_("Export"), "exchange:exports", ExchangePermission.EXPORT, Group.DATA, order=20),
]
