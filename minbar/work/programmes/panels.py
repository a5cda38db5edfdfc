"""What this room shows on the pages of records that it is tied to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

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


def all_activities(**narrowed_by: Any) -> str:
    return f"{reverse('programmes:activities')}?{urlencode(narrowed_by, doseq=True)}"


def of_track(track: Any) -> list[str]:
    """A line of work as the list's address names it: from the widest to the narrowest."""
    return [track.code]


def of_programme(programme: Any) -> list[str]:
    return [*of_track(programme.track), f"{programme.track.code}/{programme.code}"]


def of_project(project: Any) -> list[str]:
    *around, programme = of_programme(project.programme)
    return [*around, programme, f"{programme}/{project.code}"]


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
MORE: dict[tuple[str, str], Callable[[Any], str]] = {
    ("track", "track"): lambda track: all_activities(line=of_track(track)),
    ("programme", "programme"): lambda programme: all_activities(line=of_programme(programme)),
    ("project", "project"): lambda project: all_activities(line=of_project(project)),
    ("activitykind", "kind"): lambda kind: all_activities(kind=kind.code),
}
for (model, path), more in MORE.items():
    related(f"programmes.{model}", Panel(_("Activities"), ActivityTable, activities_by(path), VIEW, more, SHORT))

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
