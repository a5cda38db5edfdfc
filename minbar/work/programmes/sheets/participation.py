"""Rows of an attendance sheet: a person by name, or a count of heads of one sex and age."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minbar.foundation.sheets.declare import RowProblem
from minbar.network.directory.enums import Sex
from minbar.network.directory.models import Person
from minbar.work.programmes.enums import AgeBand, ParticipationRole
from minbar.work.programmes.models import Activity, Participation
from minbar.work.programmes.sheets.columns import Row

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

FIELDS = ("role", "sex", "age_band", "heads")
DEFAULTS: dict[str, Any] = {
    "role": ParticipationRole.PARTICIPANT.value,
    "sex": Sex.UNKNOWN.value,
    "age_band": AgeBand.UNKNOWN.value,
    "heads": 1,
}
Identity = tuple[int | None, str, int | None, str, str]


def check_participation(row: Row) -> Iterable[RowProblem]:
    """A row names a person, or says how many there were."""
    heads = row.get("heads")
    if row.get("person"):
        if heads is not None and heads != 1:
            yield RowProblem("heads", _("A person named is one. Leave the number empty, or remove the name."))
    elif not heads:
        yield RowProblem("heads", _("Write how many people there were, or name the person."))


class ParticipationRows:
    """See :class:`minbar.foundation.sheets.declare.RowHandler`."""

    def match(self, rows: Sequence[Row]) -> Sequence[Participation | None]:
        activities = {row["activity"] for row in rows}
        there = {_identity(_cells(each)): each for each in Participation.objects.filter(activity__in=activities)}
        return [there.get(_identity(row)) for row in rows]

    def state(self, records: Sequence[models.Model]) -> Sequence[Row]:
        found = Participation.objects.in_bulk([record.pk for record in records])
        return [_cells(found[record.pk]) for record in records]

    def create(self, rows: Sequence[Row], *, by: User | None) -> Sequence[Participation]:
        sexes = _sexes(rows)
        made = []
        for row in rows:
            values = {name: row.get(name) or DEFAULTS[name] for name in FIELDS}
            if row.get("person") and not row.get("sex"):
                values["sex"] = sexes[row["person"]]
            made.append(Participation(activity_id=row["activity"], person_id=row.get("person"), **values))
        Participation.objects.bulk_create(made)
        _touch({each.activity_id for each in made})
        return made

    def update(self, records: Sequence[models.Model], changes: Sequence[Row], *, by: User | None) -> None:
        found = Participation.objects.in_bulk([record.pk for record in records])
        touched, now = {each.activity_id for each in found.values()}, timezone.now()
        for record, row in zip(records, changes, strict=True):
            kept = found[record.pk]
            for name in FIELDS:
                if name in row:
                    setattr(kept, name, row[name] or DEFAULTS[name])
            kept.activity_id = row.get("activity", kept.activity_id)
            kept.person_id = row.get("person", kept.person_id)
            kept.updated_at = now
        fields = [*FIELDS, "activity", "person", "updated_at"]
        Participation.objects.bulk_update(found.values(), fields, batch_size=500)
        _touch(touched | {each.activity_id for each in found.values()})

    def delete(self, records: Sequence[models.Model], *, by: User | None) -> None:
        gone = Participation.objects.filter(pk__in=[record.pk for record in records])
        touched = set(gone.values_list("activity_id", flat=True))
        gone.delete()
        _touch(touched)


def _cells(record: Participation) -> dict[str, Any]:
    return {"activity": record.activity_id, "person": record.person_id} | {
        name: getattr(record, name) for name in FIELDS
    }


def _identity(row: Row) -> Identity:
    """A person once in each role; others once in each cell of sex and age."""
    role, person = row.get("role") or DEFAULTS["role"], row.get("person")
    if person:
        return row["activity"], role, person, "", ""
    cell = row.get("sex") or DEFAULTS["sex"], row.get("age_band") or DEFAULTS["age_band"]
    return row["activity"], role, None, *cell


def _sexes(rows: Sequence[Row]) -> dict[int, str]:
    people = {row["person"] for row in rows if row.get("person")}
    return dict(Person.objects.filter(pk__in=people).values_list("pk", "sex"))


def _touch(activities: set[int]) -> None:
    """Their attendance, a sum over these rows, has changed."""
    Activity.objects.filter(pk__in=activities).update(updated_at=timezone.now())
