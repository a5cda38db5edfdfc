"""What this room shows on the pages of records that it is tied to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.related import Panel, related
from minbar.work.programmes import queries
from minbar.work.programmes.access import ProgrammesPermission
from minbar.work.programmes.models import Activity
from minbar.work.programmes.tables import ActivityTable, ProgrammeTable, ProjectTable

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

SHORT = ("title", "kind", "starts_on", "status", "attendance")


def activities_by(path: str) -> Callable[[Any, User], QuerySet[Activity]]:
    """The activities that reach the record of a page by ``path``."""

    def rows(record: Any, user: User) -> QuerySet[Activity]:
        visible = queries.with_attendance(queries.activities_visible_to(user))
        return visible.filter(**{f"{path}__in": [record.pk]}).distinct()

    return rows


def listed(parameter: str) -> Callable[[Any], str]:
    """The list of activities narrowed to the record of a page, by its code."""
    return lambda record: f"{reverse('programmes:activities')}?{parameter}={record.code}"


VIEW = ProgrammesPermission.VIEW

related(
    "programmes.track",
    Panel(
        _("Programmes"),
        ProgrammeTable,
        lambda track, user: ProgrammeTable().rows(user).filter(track=track),
        VIEW,
        columns=("name", "projects", "activities"),
    ),
)
related(
    "programmes.programme",
    Panel(
        _("Projects"),
        ProjectTable,
        lambda programme, user: ProjectTable().rows(user).filter(programme=programme),
        VIEW,
        columns=("name", "starts_on", "ends_on", "activities"),
    ),
)
for model, path in (("track", "track"), ("programme", "programme"), ("project", "project"), ("activitykind", "kind")):
    panel = Panel(_("Activities"), ActivityTable, activities_by(path), VIEW, listed(path), SHORT)
    related(f"programmes.{model}", panel)

related(
    "directory.organisation",
    Panel(_("Activities"), ActivityTable, activities_by("involvements__organisation"), VIEW, columns=SHORT),
)
related(
    "directory.person",
    Panel(
        _("Activities taken part in"),
        ActivityTable,
        activities_by("participation__person"),
        ProgrammesPermission.VIEW_PARTICIPANTS,
        columns=SHORT,
    ),
)
