"""What a record is tied to. A room shows its records on the pages of a lower room, unimported by it::

    related("directory.organisation", Panel(
        title=_("Meetings"),
        table=MeetingTable,
        rows=lambda organisation, user: queries.meetings_visible_to(user).filter(counterparts=organisation),
        permission=EngagementPermission.VIEW,
        more=lambda organisation: f"{reverse('engagement:meetings')}?counterpart={organisation.uid}",
    ))

Call it in a ``panels.py`` of the room; every room's is imported at the start. What can be begun from such a page stands
among its buttons in the same way, by :func:`related_action`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet
from django.http import QueryDict

from minbar.foundation.access.permissions import Permission
from minbar.foundation.screens.listing import Listing
from minbar.foundation.screens.navigation import holds
from minbar.foundation.screens.tables import Table

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from minbar.foundation.accounts.models import User

    Label = str | _StrPromise


@dataclass(frozen=True)
class Panel:
    """A short list of related records.

    Attributes:
        rows: (record, user) → the related records that the user may see.
        more: record → the address of the whole list.
        columns: keys of the table's columns to show; its usual ones where left out.
    """

    title: Label
    table: type[Table]
    rows: Callable[[Any, User], QuerySet[Any, Any]]
    permission: Permission
    more: Callable[[Any], str] | None = None
    columns: tuple[str, ...] = ()
    limit: int = 10


_PANELS: dict[str, list[Panel]] = defaultdict(list)


def related(model: str, panel: Panel) -> None:
    """Show ``panel`` on the pages of ``model`` ("app.model", lower case)."""
    _PANELS[model.lower()].append(panel)


@dataclass(frozen=True)
class RelatedAction:
    """Something of another room that can be begun from a record's page.

    Attributes:
        url: record → where it is begun.
    """

    label: Label
    url: Callable[[Any], str]
    permission: Permission


_ACTIONS: dict[str, list[RelatedAction]] = defaultdict(list)


def related_action(model: str, action: RelatedAction) -> None:
    """Show ``action`` among the buttons on the pages of ``model`` ("app.model", lower case)."""
    _ACTIONS[model.lower()].append(action)


def related_actions_of(record: Model, user: User) -> list[RelatedAction]:
    """What the user may begin from a record's page."""
    return [action for action in _ACTIONS.get(record._meta.label_lower, []) if holds(user, action.permission)]


class ShownPanel:
    """A panel on one record's page."""

    def __init__(self, panel: Panel, record: Model, user: User) -> None:
        self.panel, self.record, self.user = panel, record, user

    @property
    def title(self) -> str:
        return str(self.panel.title)

    @cached_property
    def listing(self) -> Listing:
        panel, record = self.panel, self.record

        class Related(panel.table):  # type: ignore[name-defined, misc]  # a class chosen as it runs
            key = ""
            page_size = panel.limit
            bulk = ()

            def rows(self, user: User) -> QuerySet[Any, Any]:
                return panel.rows(record, user)

        params = QueryDict(mutable=True)
        params.setlist("column", [*panel.columns])
        return Listing(Related(), self.user, params)

    @property
    def more_url(self) -> str:
        return self.panel.more(self.record) if self.panel.more else ""


def shown_panels(record: Model, user: User) -> list[ShownPanel]:
    """The panels of a record's page that the user may see."""
    declared = _PANELS.get(record._meta.label_lower, [])
    return [ShownPanel(panel, record, user) for panel in declared if holds(user, panel.permission)]
