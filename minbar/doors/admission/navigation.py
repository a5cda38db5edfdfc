from django.utils.translation import gettext_lazy as _

from minbar.foundation.accounts.access import AccountsPermission
from minbar.foundation.screens.navigation import Group, Item

ITEMS = [
    Item(_("Accounts"), "admission:accounts", AccountsPermission.VIEW, Group.ADMINISTRATION, order=10),
    Item(_("Invitations"), "admission:invitations", AccountsPermission.VIEW, Group.ADMINISTRATION, order=20),
    Item(_("Outgoing messages"), "admission:messages", AccountsPermission.VIEW, Group.ADMINISTRATION, order=25),
]
