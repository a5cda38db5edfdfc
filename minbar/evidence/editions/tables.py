"""The list of editions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.evidence.editions import queries
from minbar.evidence.editions.access import EditionPermission
from minbar.evidence.editions.models import Edition
from minbar.foundation.screens.cells import Cell, Severity, Status
from minbar.foundation.screens.tables import Add, Column, Table
from minbar.foundation.text.dates import format_period

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


def status_of(edition: Edition) -> Status:
    """Draft, checked or published."""
    if edition.published_at:
        return Status(pgettext_lazy("edition", "Published"), Severity.GOOD)
    if edition.is_frozen:
        return Status(edition.get_state_display(), Severity.INFO)
    return Status(edition.get_state_display(), Severity.WAITING)


class EditionTable(Table):
    key = "editions.editions"
    title = _("Report editions")
    columns = (
        Column("title", _("Title"), Cell.LABELS, value="titles", link=True),
        Column("period", _("Period"), value=lambda edition: format_period(edition.period_from, edition.period_to),
               sort="period_from"),
        Column("sections", _("Sections"), Cell.NUMBER, value="section_count", sort="section_count"),
        Column("figures", _("Figures"), Cell.NUMBER, value="figure_count", sort="figure_count"),
        Column("state", _("Status"), Cell.STATUS, value=status_of, sort="state"),
    )  # fmt: skip
    order = ("-period_to", "slug")
    record_route = "editions:edition"
    add = Add("editions:edition-add", _("Start an edition"), EditionPermission.PREPARE)
    empty = _("No editions yet. Start one: give it a title and a period, then write its sections.")

    def rows(self, user: User) -> QuerySet[Any]:
        return queries.editions_listed_for(user)
