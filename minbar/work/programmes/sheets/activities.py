"""Rows of the activity register: an activity with its place, book, organisations, trainers and undivided attendance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone

from minbar.foundation.text.normalise import normalise
from minbar.network.directory.enums import Sex
from minbar.network.directory.models import Person, Place
from minbar.network.directory.sheets.places import has_place, narrowest, place_cells, place_paths
from minbar.work.programmes.enums import (
    STORED_QUANTITIES,
    ActivityStatus,
    AgeBand,
    ParticipationRole,
    PartyRole,
    WorkKind,
)
from minbar.work.programmes.models import (
    Activity,
    ActivityKind,
    ActivityOrganisation,
    Participation,
    Programme,
    Project,
    Track,
    Work,
)
from minbar.work.programmes.sheets.columns import (
    Codes,
    Row,
    by_record,
)

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

CATALOGUES = {"kind": ActivityKind, "track": Track, "programme": Programme, "project": Project}
PLAIN = ("code", "title", "starts_on", "ends_on", "status", "venue", "summary", *(q.value for q in STORED_QUANTITIES))
ROLES = {"hosts": PartyRole.HOST, "partners": PartyRole.PARTNER, "funders": PartyRole.FUNDER}
#: The attendance of which a register gives only the number.
UNDIVIDED = {
    "role": ParticipationRole.PARTICIPANT.value,
    "person": None,
    "sex": Sex.UNKNOWN.value,
    "age_band": AgeBand.UNKNOWN.value,
}


class ActivityRows:
    """See :class:`minbar.foundation.sheets.declare.RowHandler`."""

    def match(self, rows: Sequence[Row]) -> Sequence[Activity | None]:
        """By number in the register where the row has one, else by kind, title and first day."""
        codes = {row["code"] for row in rows if row.get("code")}
        numbered = {activity.code: activity for activity in Activity.objects.filter(code__in=codes)}
        titles = {row.get("title", "") for row in rows if not row.get("code")}
        described: dict[tuple[Any, ...], Activity] = {
            (activity.kind.code, normalise(activity.title), activity.starts_on): activity
            for activity in Activity.objects.filter(title__in=titles).select_related("kind")
        }
        return [
            numbered.get(row["code"])
            if row.get("code")
            else described.get((row.get("kind", ""), normalise(row.get("title", "")), row.get("starts_on")))
            for row in rows
        ]

    def state(self, records: Sequence[models.Model]) -> Sequence[Row]:
        ids = [record.pk for record in records]
        related = ("kind", "track", "programme", "project", "work", *place_paths())
        found = Activity.objects.select_related(*related).in_bulk(ids)
        ties: dict[str, dict[int, tuple[int, ...]]] = {}
        for key, role in ROLES.items():
            pairs = ActivityOrganisation.objects.filter(activity__in=ids, role=role).order_by("pk")
            ties[key] = by_record(pairs.values_list("activity_id", "organisation_id"))
        trainers = Participation.objects.filter(activity__in=ids, role=ParticipationRole.TRAINER, person__isnull=False)
        ties["trainers"] = by_record(trainers.order_by("pk").values_list("activity_id", "person_id"))
        undivided = Participation.objects.filter(activity__in=ids, **UNDIVIDED)
        heads = dict(undivided.values_list("activity_id", "heads"))
        return [
            _cells(found[pk]) | {key: tied.get(pk, ()) for key, tied in ties.items()} | {"attendance": heads.get(pk)}
            for pk in ids
        ]

    def create(self, rows: Sequence[Row], *, by: User | None) -> Sequence[Activity]:
        filling = Filling(rows)
        activities = [Activity() for _row in rows]
        for activity, row in zip(activities, rows, strict=True):
            filling.fill(activity, row)
            if not row.get("status"):
                activity.status = _status_by_date(activity)
        Activity.objects.bulk_create(activities)
        _tie(list(zip(activities, rows, strict=True)), fresh=True)
        return activities

    def update(self, records: Sequence[models.Model], changes: Sequence[Row], *, by: User | None) -> None:
        found = Activity.objects.select_related("kind", *place_paths()).in_bulk([record.pk for record in records])
        pairs = [
            (found[record.pk], {"kind": found[record.pk].kind.code, **row})
            for record, row in zip(records, changes, strict=True)
        ]
        filling, now = Filling([row for _activity, row in pairs]), timezone.now()
        for activity, row in pairs:
            filling.fill(activity, row)
            activity.updated_at = now
        fields = [*PLAIN, *CATALOGUES, "place", "work", "updated_at"]
        Activity.objects.bulk_update(found.values(), fields, batch_size=500)
        _tie(pairs, fresh=False)

    def delete(self, records: Sequence[models.Model], *, by: User | None) -> None:
        Activity.objects.filter(pk__in=[record.pk for record in records]).delete()


def _cells(activity: Activity) -> dict[str, Any]:
    cells: dict[str, Any] = {name: getattr(activity, name) for name in PLAIN}
    for name in CATALOGUES:
        entry = getattr(activity, name)
        cells[name] = entry.code if entry else ""
    return cells | {"work": activity.work.title if activity.work else ""} | place_cells(activity.place)


def _status_by_date(activity: Activity) -> str:
    """A register that says nothing of it lists what was done, and what is still to come."""
    over = (activity.ends_on or activity.starts_on) <= timezone.localdate()
    return (ActivityStatus.DONE if over else ActivityStatus.PLANNED).value


class Filling:
    """Sets the fields of activities from rows; what the rows refer to is read once for all of them."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.codes = Codes()
        self.works = _works(rows)
        self.programme_of: dict[int | None, int] = dict(Project.objects.values_list("pk", "programme_id"))
        self.track_of: dict[int | None, int] = dict(Programme.objects.values_list("pk", "track_id"))

    def fill(self, activity: Activity, row: Row) -> None:
        for name in PLAIN:
            if name in row and (row[name] or name != "status"):
                empty = None if activity._meta.get_field(name).null else ""
                setattr(activity, name, empty if row[name] is None else row[name])
        for name, model in CATALOGUES.items():
            if name in row:
                setattr(activity, f"{name}_id", self.codes.pk(model, row[name]))
        self._stand_in_line(activity, row)
        if has_place(row):
            activity.place_id = self.codes.pk(Place, narrowest(row, place_cells(activity.place)))
        if "work" in row:
            activity.work = self.works.get((_work_kind(row), normalise(row["work"])))

    def _stand_in_line(self, activity: Activity, row: Row) -> None:
        """The narrowest line that the row gives brings those around it; narrower ones that don't fit them go."""
        if row.get("project"):
            activity.programme_id = self.programme_of[activity.project_id]
        elif activity.project_id and self.programme_of[activity.project_id] != activity.programme_id:
            activity.project_id = None
        if row.get("programme") or row.get("project"):
            activity.track_id = self.track_of[activity.programme_id]
        elif activity.programme_id and self.track_of[activity.programme_id] != activity.track_id:
            activity.programme_id = activity.project_id = None


def _work_kind(row: Row) -> str:
    return (WorkKind.FILM if row.get("kind") == "screening" else WorkKind.BOOK).value


def _works(rows: Iterable[Row]) -> dict[tuple[str, str], Work]:
    """The books and films that the rows name, by (kind, title as compared); those that are new are added."""
    named = {(_work_kind(row), normalise(row["work"])): row["work"] for row in rows if row.get("work")}
    keys = {key for _kind, key in named}
    present = {(work.kind, work.title_key): work for work in Work.objects.filter(title_key__in=keys)}
    new = [
        Work(kind=kind, title=title, title_key=key)
        for (kind, key), title in named.items()
        if (kind, key) not in present
    ]
    Work.objects.bulk_create(new)
    return present | {(work.kind, work.title_key): work for work in new}


def _tie(pairs: Sequence[tuple[Activity, Row]], *, fresh: bool) -> None:
    """Write what rows say of organisations, trainers and undivided attendance, in the place of what was there."""
    for key, role in ROLES.items():
        said = [(activity, row[key]) for activity, row in pairs if key in row]
        if not fresh:
            ActivityOrganisation.objects.filter(activity__in=[each for each, _ids in said], role=role).delete()
        ActivityOrganisation.objects.bulk_create(
            ActivityOrganisation(activity=activity, organisation_id=pk, role=role)
            for activity, ids in said
            for pk in ids
        )
    _write_trainers([(activity, row["trainers"]) for activity, row in pairs if "trainers" in row], fresh=fresh)
    _write_attendance([(activity, row["attendance"]) for activity, row in pairs if "attendance" in row], fresh=fresh)


def _write_trainers(said: Sequence[tuple[Activity, tuple[int, ...]]], *, fresh: bool) -> None:
    role = ParticipationRole.TRAINER
    if not fresh:
        listed = Participation.objects.filter(activity__in=[each for each, _ids in said], role=role)
        listed.filter(person__isnull=False).delete()
    sexes = dict(Person.objects.filter(pk__in={pk for _each, ids in said for pk in ids}).values_list("pk", "sex"))
    Participation.objects.bulk_create(
        Participation(activity=activity, role=role, person_id=pk, sex=sexes[pk]) for activity, ids in said for pk in ids
    )


def _write_attendance(said: Sequence[tuple[Activity, int | None]], *, fresh: bool) -> None:
    if not fresh:
        Participation.objects.filter(activity__in=[each for each, _heads in said], **UNDIVIDED).delete()
    Participation.objects.bulk_create(
        Participation(activity=activity, heads=heads, **UNDIVIDED) for activity, heads in said if heads
    )
