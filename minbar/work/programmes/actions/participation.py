"""Recording who took part. The journal gets numbers, never names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from minbar.foundation.access.decisions import Denied
from minbar.foundation.journal.record import record
from minbar.foundation.records.changes import Changes
from minbar.network.directory.enums import Sex
from minbar.network.directory.models import Person
from minbar.work.programmes import rules
from minbar.work.programmes.enums import AgeBand, ParticipationRole
from minbar.work.programmes.models import Activity, Participation
from minbar.work.programmes.sadd import Breakdown

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@transaction.atomic
def count_heads(
    *, activity: Activity, role: ParticipationRole, cells: Mapping[tuple[Sex, AgeBand], int], by: User
) -> None:
    """Set how many of each sex and age band were there beside those listed by name; cells left out are nobody.

    Raises:
        Denied: ``by`` may not, or the activity is cancelled.
        ValidationError: a count is less than nothing.
    """
    _allow(by, activity)
    if any(heads < 0 for heads in cells.values()):
        raise ValidationError(_("A count of people can't be less than nothing. Correct the number."))
    present = {(Sex(row.sex), AgeBand(row.age_band)): row for row in _unnamed(activity, role)}
    wanted = {cell: heads for cell, heads in cells.items() if heads}
    before, after = Breakdown({cell: row.heads for cell, row in present.items()}), Breakdown(wanted)
    if before.cells == after.cells:
        return
    Participation.objects.filter(pk__in=[present[cell].pk for cell in present.keys() - wanted.keys()]).delete()
    now = timezone.now()
    rows = [
        Participation(activity=activity, role=role, sex=sex, age_band=band, heads=heads, updated_at=now)
        for (sex, band), heads in wanted.items()
        if (sex, band) not in present
    ]
    Participation.objects.bulk_create(rows)
    for cell, heads in wanted.items():
        if cell in present and present[cell].heads != heads:
            present[cell].heads = heads
            present[cell].save(update_fields=["heads", "updated_at"])
    _changed(activity, by, "programmes.heads_counted", {role.value: [before.total, after.total]})


@transaction.atomic
def add_people(*, activity: Activity, role: ParticipationRole, people: Iterable[Person], by: User) -> int:
    """List people by name; those already listed in the role stay as they are. Returns how many were added."""
    _allow(by, activity)
    added = _add(activity, role, people)
    if added:
        listed = _named(activity, role).count()
        _changed(activity, by, "programmes.people_listed", {role.value: [listed - added, listed]})
    return added


@transaction.atomic
def remove_participation(*, participation: Participation, by: User) -> None:
    """Strike one line from who took part."""
    activity, role, heads = participation.activity, participation.role, participation.heads
    if not (decision := rules.can_change(by, activity)):
        raise Denied(decision)
    participation.delete()
    _changed(activity, by, "programmes.participation_removed", {role: [heads, 0]})


def replace_people(activity: Activity, role: ParticipationRole, people: Iterable[Person]) -> Changes:
    """Make ``people`` those who are listed by name in the role. For actions that write the journal themselves."""
    wanted = {person.pk: person for person in people}
    present = set(_named(activity, role).values_list("person_id", flat=True))
    if present == wanted.keys():
        return {}
    _named(activity, role).exclude(person__in=wanted).delete()
    _add(activity, role, wanted.values())
    return {role.value: [len(present), len(wanted)]}


def _add(activity: Activity, role: ParticipationRole, people: Iterable[Person]) -> int:
    present = set(_named(activity, role).values_list("person_id", flat=True))
    new = {person.pk: person for person in people if person.pk not in present}
    Participation.objects.bulk_create(
        Participation(activity=activity, role=role, person=person, sex=person.sex) for person in new.values()
    )
    return len(new)


def _named(activity: Activity, role: ParticipationRole) -> QuerySet[Participation]:
    return activity.participation.filter(role=role, person__isnull=False)


def _unnamed(activity: Activity, role: ParticipationRole) -> list[Participation]:
    """The head-count of a role, held until the transaction ends."""
    Activity.objects.select_for_update().get(pk=activity.pk)
    return list(activity.participation.filter(role=role, person=None))


def _allow(by: User, activity: Activity) -> None:
    if not (decision := rules.can_record_participation(by, activity)):
        raise Denied(decision)


def _changed(activity: Activity, by: User, event: str, changes: Changes) -> None:
    """Touch the activity, whose attendance is a sum over its participation, and write the journal."""
    activity.save(update_fields=["updated_at"])
    record(by=by, event=event, subject=activity, changes=changes)
