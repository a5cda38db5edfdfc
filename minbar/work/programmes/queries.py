"""Reading programmes: who sees what, and the counts that follow from participation."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models import IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from minbar.foundation.access.decisions import decide
from minbar.foundation.text.normalise import normalise
from minbar.network.directory.models import Party
from minbar.work.programmes.access import ProgrammesPermission
from minbar.work.programmes.enums import ParticipationRole
from minbar.work.programmes.models import (
    Activity,
    ActivityKind,
    ActivityOrganisation,
    Participation,
    Programme,
    Project,
    Track,
)
from minbar.work.programmes.sadd import Breakdown

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


def activities_visible_to(user: User) -> QuerySet[Activity]:
    if not decide(user, ProgrammesPermission.VIEW):
        return Activity.objects.none()
    return Activity.objects.select_related("kind", "track", "programme", "project", "place", "work")


def with_attendance(activities: QuerySet[Activity]) -> QuerySet[Activity]:
    """Each activity with ``attendance``: how many took part in it, trainers and other helpers not counted."""
    heads = (
        Participation.objects.filter(activity=OuterRef("pk"), role=ParticipationRole.PARTICIPANT)
        .order_by()
        .values("activity")
        .values(total=Sum("heads"))
    )
    return activities.annotate(attendance=Coalesce(Subquery(heads, output_field=IntegerField()), Value(0)))


def find_activities(activities: QuerySet[Activity], text: str) -> QuerySet[Activity]:
    """Those whose register number, title or book holds ``text``."""
    return activities.filter(
        Q(code__iexact=text)
        | Q(title__icontains=text)
        | Q(venue__icontains=text)
        | Q(work__title_key__contains=normalise(text))
    )


def tracks_visible_to(user: User) -> QuerySet[Track]:
    return Track.objects.all() if decide(user, ProgrammesPermission.VIEW) else Track.objects.none()


def programmes_visible_to(user: User) -> QuerySet[Programme]:
    if not decide(user, ProgrammesPermission.VIEW):
        return Programme.objects.none()
    return Programme.objects.select_related("track")


def projects_visible_to(user: User) -> QuerySet[Project]:
    if not decide(user, ProgrammesPermission.VIEW):
        return Project.objects.none()
    return Project.objects.select_related("programme__track")


def lines_inside(_codes: Collection[str]) -> list[tuple[str, str | None, dict[str, str]]]:
    """All lines of work as (path of codes, path of the line around it or None, labels), in one query.

    Paths read "track", "track/programme" and "track/programme/project".
    """
    tracks = Track.objects.order_by().values_list("position", "code", Value(""), Value(""), "labels")
    programmes = Programme.objects.order_by().values_list("position", "track__code", "code", Value(""), "labels")
    projects = Project.objects.order_by().values_list(
        "position", "programme__track__code", "programme__code", "code", "labels"
    )
    rows = sorted(tracks.union(programmes, projects, all=True), key=lambda row: row[:4])
    paths = [([code for code in row[1:4] if code], row[4]) for row in rows]
    return [("/".join(path), "/".join(path[:-1]) or None, labels) for path, labels in paths]


def stands_in(path: str) -> Q:
    """What holds of activities that stand in the line of work of this path, or in one within it."""
    names = ("track__code", "programme__code", "project__code")
    return Q(**dict(zip(names, path.split("/"), strict=False)))


def involves(organisation: Party) -> Q:
    """What holds of activities that this organisation hosts, shares in or funds."""
    return Q(pk__in=ActivityOrganisation.objects.filter(organisation=organisation.pk).values("activity"))


def kinds_visible_to(user: User) -> QuerySet[ActivityKind]:
    return ActivityKind.objects.all() if decide(user, ProgrammesPermission.VIEW) else ActivityKind.objects.none()


def participation_visible_to(user: User) -> QuerySet[Participation]:
    """Lines of participation; named ones only for those who may see the names."""
    rows = Participation.objects.select_related("activity", "person")
    if not decide(user, ProgrammesPermission.VIEW):
        return rows.none()
    return rows if decide(user, ProgrammesPermission.VIEW_PARTICIPANTS) else rows.filter(person=None)


def breakdowns(activity: Activity) -> dict[ParticipationRole, Breakdown]:
    """Role → heads by sex and age, named and unnamed together; one query. Roles that nobody had are left out."""
    rows: dict[ParticipationRole, list[tuple[str, str, int]]] = {}
    found = activity.participation.order_by("role").values_list("role", "sex", "age_band").annotate(Sum("heads"))
    for role, sex, band, heads in found:
        rows.setdefault(ParticipationRole(role), []).append((sex, band, heads))
    return {role: Breakdown.of(rows[role]) for role in ParticipationRole if role in rows}


def head_count(activity: Activity, role: ParticipationRole) -> Breakdown:
    """Those who were only counted."""
    rows = activity.participation.filter(role=role, person=None).values_list("sex", "age_band", "heads")
    return Breakdown.of(rows)


def named_participants(activity: Activity) -> QuerySet[Participation]:
    return activity.participation.filter(person__isnull=False).select_related("person").order_by("role", "person")
