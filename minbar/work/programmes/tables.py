"""The lists of this room."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from minbar.foundation.records.catalogues import labels_by_code
from minbar.foundation.screens.cells import Cell
from minbar.foundation.screens.filters import ChoiceFilter, PeriodFilter, PlaceFilter
from minbar.foundation.screens.tables import Add, Column, Table
from minbar.foundation.text.languages import choice_labels, listed
from minbar.network.directory.enums import Nature
from minbar.network.directory.party_filters import PartyFilter
from minbar.network.directory.queries import lies_within, places_inside
from minbar.work.programmes import queries
from minbar.work.programmes.access import ProgrammesPermission
from minbar.work.programmes.enums import ActivityStatus
from minbar.work.programmes.models import Activity, ActivityKind, Programme, Project, Track
from minbar.work.programmes.status import status_of

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


def attendance_of(activity: Any) -> int | None:
    """Nothing rather than 0 where nobody was recorded."""
    return activity.attendance or None


class ActivityTable(Table):
    key = "programmes.activities"
    title = _("Activities")
    columns = (
        Column("title", _("Title"), sort="title", link=True),
        Column("kind", _("Kind"), Cell.LABELS, value="kind.labels", sort=("kind__position", "kind__code")),
        Column("starts_on", _("First day"), Cell.DATE, sort="starts_on"),
        Column("ends_on", _("Last day"), Cell.DATE, sort="ends_on", shown=False),
        Column("status", _("Status"), Cell.STATUS, value=status_of, sort="status"),
        Column("track", _("Track"), Cell.LABELS, value="track.labels", sort="track__position"),
        Column("programme", _("Programme"), Cell.LABELS, value="programme.labels", sort="programme__code"),
        Column("project", _("Project"), Cell.LABELS, value="project.labels", sort="project__code", shown=False),
        Column("place", _("Place"), Cell.LABELS, value="place.labels", sort="place__code"),
        Column("attendance", _("Attendance"), Cell.NUMBER, value=attendance_of, sort="attendance"),
        Column("hours", _("Hours"), Cell.NUMBER, sort="hours"),
        Column("sessions", _("Sessions"), Cell.NUMBER, sort="sessions", shown=False),
        Column("registrations", _("Registrations"), Cell.NUMBER, sort="registrations", shown=False),
        Column("copies", _("Copies"), Cell.NUMBER, sort="copies", shown=False),
        Column("pages", _("Pages"), Cell.NUMBER, sort="pages", shown=False),
        Column("work", _("Book or film"), value="work", sort="work__title", shown=False),
        Column("code", _("Number in the register"), Cell.CODE, sort="code", shown=False),
    )
    filters = (
        ChoiceFilter("kind", _("Kind"), "kind__code", partial(labels_by_code, ActivityKind)),
        PlaceFilter("line", _("Line of work"), condition=queries.stands_in, places=queries.lines_inside),
        ChoiceFilter("status", _("Status"), "status", partial(choice_labels, ActivityStatus)),
        PeriodFilter("starts_on", _("First day"), "starts_on"),
        PartyFilter("organisation", _("Organisation"), queries.involves, [Nature.ORGANISATION]),
        PlaceFilter("place", _("Place"), condition=lies_within, places=places_inside),
    )
    order = ("-starts_on",)
    record_route = "programmes:activity"
    add = Add("programmes:activity-add", _("Add an activity"), ProgrammesPermission.EDIT)
    sheet = "activities"
    empty = _("No activities here. Add one, import the register, or take away a filter.")

    def rows(self, user: User) -> QuerySet[Activity]:
        return queries.with_attendance(queries.activities_visible_to(user))

    def search(self, rows: QuerySet[Activity], text: str) -> QuerySet[Activity]:
        return queries.find_activities(rows, text)


class ProgrammeTable(Table):
    key = "programmes.programmes"
    title = _("Programmes")
    columns = (
        Column("name", _("Name"), Cell.LABELS, value="labels", link=True),
        Column("track", _("Track"), Cell.LABELS, value="track.labels", sort="track__position"),
        Column("projects", _("Projects"), Cell.NUMBER, value="project_count", sort="project_count"),
        Column("activities", _("Activities"), Cell.NUMBER, value="activity_count", sort="activity_count"),
    )
    filters = (ChoiceFilter("track", _("Track"), "track__code", partial(labels_by_code, Track)),)
    order = ("track__position", "position", "code")
    record_route = "programmes:programme"
    add = Add("programmes:programme-add", _("Add a programme"), ProgrammesPermission.EDIT)

    def rows(self, user: User) -> QuerySet[Programme]:
        counted = {
            "project_count": Count("projects", distinct=True),
            "activity_count": Count("activities", distinct=True),
        }
        return queries.programmes_visible_to(user).annotate(**counted)


class ProjectTable(Table):
    key = "programmes.projects"
    title = _("Projects")
    columns = (
        Column("name", _("Name"), Cell.LABELS, value="labels", link=True),
        Column("programme", _("Programme"), Cell.LABELS, value="programme.labels", sort="programme__code"),
        Column("starts_on", _("Begins"), Cell.DATE, sort="starts_on"),
        Column("ends_on", _("Ends"), Cell.DATE, sort="ends_on"),
        Column("activities", _("Activities"), Cell.NUMBER, value="activity_count", sort="activity_count"),
    )
    filters = (ChoiceFilter("programme", _("Programme"), "programme__code", partial(labels_by_code, Programme)),)
    order = ("programme__code", "position", "code")
    record_route = "programmes:project"
    add = Add("programmes:project-add", _("Add a project"), ProgrammesPermission.EDIT)

    def rows(self, user: User) -> QuerySet[Project]:
        return queries.projects_visible_to(user).annotate(activity_count=Count("activities"))


class TrackTable(Table):
    key = "programmes.tracks"
    title = _("Tracks")
    columns = (
        Column("name", _("Name"), Cell.LABELS, value="labels", link=True),
        Column("programmes", _("Programmes"), Cell.NUMBER, value="programme_count", sort="programme_count"),
        Column("activities", _("Activities"), Cell.NUMBER, value="activity_count", sort="activity_count"),
    )
    order = ("position", "code")
    record_route = "programmes:track"
    add = Add("programmes:track-add", _("Add a track"), ProgrammesPermission.EDIT)

    def rows(self, user: User) -> QuerySet[Track]:
        counted = {
            "programme_count": Count("programmes", distinct=True),
            "activity_count": Count("activities", distinct=True),
        }
        return queries.tracks_visible_to(user).annotate(**counted)


class KindTable(Table):
    key = "programmes.kinds"
    title = _("Kinds of activity")
    columns = (
        Column("name", _("Name"), Cell.LABELS, value="labels", link=True),
        Column("counts", _("Counts"), value=lambda kind: listed(kind.counted())),
        Column("activities", _("Activities"), Cell.NUMBER, value="activity_count", sort="activity_count"),
    )
    order = ("position", "code")
    record_route = "programmes:kind"
    add = Add("programmes:kind-add", _("Add a kind of activity"), ProgrammesPermission.EDIT)

    def rows(self, user: User) -> QuerySet[ActivityKind]:
        return queries.kinds_visible_to(user).annotate(activity_count=Count("activities"))
