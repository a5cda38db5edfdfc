"""The list of group sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.cells import Cell
from minbar.foundation.screens.filters import PeriodFilter
from minbar.foundation.screens.tables import Add, Column, Table
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.models import GroupSession
from minbar.work.casework.cases.queries.group_sessions import sessions_visible_to

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


class GroupSessionTable(Table):
    key = "casework.group_sessions"
    title = _("Group sessions")
    columns = (
        Column("held_on", _("Held on"), Cell.DATE, sort="held_on", link=True),
        Column("place", _("Province"), Cell.LABELS, value="place.labels"),
        Column("led_by", _("Led by"), value="led_by.name", sort="led_by__name"),
        Column("minutes", _("Minutes"), Cell.NUMBER, sort="minutes"),
    )
    filters = (PeriodFilter("held_on", _("Held on"), "held_on"),)
    order = ("-held_on", "-id")
    record_route = "casework:group-session"
    add = Add("casework:group-session-add", _("Record a group session"), CasePermission.WORK)
    empty = _("No group session was recorded yet.")

    def rows(self, user: User) -> QuerySet[GroupSession]:
        return sessions_visible_to(user)
