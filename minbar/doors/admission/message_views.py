"""What became of the messages that Minbar sends, for whoever administers: above all those that reached nobody."""

from __future__ import annotations

from minbar.doors.admission.tables import MessageTable
from minbar.foundation.access.routes import requires
from minbar.foundation.accounts.access import AccountsPermission
from minbar.foundation.screens.lists import ListView


@requires(AccountsPermission.VIEW)
class MessageList(ListView):
    table = MessageTable
