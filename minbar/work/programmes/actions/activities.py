"""Recording activities, with the organisations behind them and their trainers."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from minbar.foundation.access.decisions import Denied, require
from minbar.foundation.journal.record import record
from minbar.foundation.records.changes import Changes, set_fields
from minbar.foundation.text.normalise import normalise
from minbar.network.directory.models import Organisation, Person, Place
from minbar.work.programmes import rules
from minbar.work.programmes.access import ProgrammesPermission
from minbar.work.programmes.actions.participation import replace_people
from minbar.work.programmes.enums import ActivityStatus, ParticipationRole, PartyRole, WorkKind
from minbar.work.programmes.models import (
    Activity,
    ActivityKind,
    ActivityOrganisation,
    Programme,
    Project,
    Track,
    Work,
)

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

Organisations = Mapping[PartyRole, Iterable[Organisation]]


class ActivityValues(TypedDict, total=False):
    """The fields of an activity. The narrowest line of work is enough: a project brings its programme and track."""

    code: str
    kind: ActivityKind
    title: str
    starts_on: datetime.date
    ends_on: datetime.date | None
    status: str
    track: Track | None
    programme: Programme | None
    project: Project | None
    place: Place | None
    venue: str
    hours: Decimal | None
    sessions: int | None
    registrations: int | None
    copies: int | None
    pages: int | None
    summary: str


@transaction.atomic
def add_activity(
    *,
    by: User,
    organisations: Organisations | None = None,
    trainers: Iterable[Person] = (),
    work_title: str = "",
    **values: Unpack[ActivityValues],
) -> Activity:
    """Record an activity; ``work_title`` names the book or film that it is about.

    Raises:
        Denied: ``by`` may not edit programmes.
        ValidationError: by field, what does not hold.
    """
    require(by, ProgrammesPermission.EDIT)
    activity = Activity()
    changes = _set(activity, {**values, "work": _work(work_title, values.get("kind"))})
    changes |= _tie(activity, organisations or {}, trainers)
    record(by=by, event="programmes.activity_added", subject=activity, changes=changes)
    return activity


@transaction.atomic
def change_activity(
    *,
    activity: Activity,
    by: User,
    organisations: Organisations | None = None,
    trainers: Iterable[Person] | None = None,
    work_title: str | None = None,
    **values: Unpack[ActivityValues],
) -> Activity:
    """Change what is given and leave the rest. Organisations are replaced for the roles given, trainers as a whole.

    Raises:
        Denied, ValidationError: as for :func:`add_activity`.
    """
    if not (decision := rules.can_change(by, activity)):
        raise Denied(decision)
    given: dict[str, Any] = dict(values)
    if work_title is not None:
        given["work"] = _work(work_title, values.get("kind") or activity.kind)
    changes = _set(activity, given) | _tie(activity, organisations or {}, trainers)
    if changes:
        record(by=by, event="programmes.activity_changed", subject=activity, changes=changes)
    return activity


def cancel_activity(*, activity: Activity, by: User) -> Activity:
    """The activity does not take place. What was recorded of it stays."""
    return _set_status(activity, ActivityStatus.CANCELLED, by=by, event="programmes.activity_cancelled")


def restore_activity(*, activity: Activity, by: User) -> Activity:
    """Take back a cancellation; the dates say whether the activity is still to come."""
    over = (activity.ends_on or activity.starts_on) < timezone.localdate()
    status = ActivityStatus.DONE if over else ActivityStatus.PLANNED
    return _set_status(activity, status, by=by, event="programmes.activity_restored")


@transaction.atomic
def _set_status(activity: Activity, status: ActivityStatus, *, by: User, event: str) -> Activity:
    if not (decision := rules.can_change(by, activity)):
        raise Denied(decision)
    changes = set_fields(activity, {"status": status.value})
    activity.save()
    if changes:
        record(by=by, event=event, subject=activity, changes=changes)
    return activity


def _set(activity: Activity, values: Mapping[str, Any]) -> Changes:
    changes = set_fields(activity, values)
    rules.stand_in_line(activity)
    activity.full_clean()
    rules.check_quantities(activity)
    activity.save()
    return changes


def _work(title: str, kind: ActivityKind | None) -> Work | None:
    if not title.strip():
        return None
    work_kind = WorkKind.FILM if kind and kind.code == "screening" else WorkKind.BOOK
    key = normalise(title)
    work, _created = Work.objects.get_or_create(kind=work_kind, title_key=key, defaults={"title": title.strip()})
    return work


def _tie(activity: Activity, organisations: Organisations, trainers: Iterable[Person] | None) -> Changes:
    """Replace the organisations of the roles given, and the trainers unless None; say what changed by identifier."""
    changes: Changes = {}
    for role, given in organisations.items():
        present = {tie.organisation_id: tie for tie in activity.involvements.filter(role=role)}
        wanted = {organisation.pk: organisation for organisation in given}
        if present.keys() == wanted.keys():
            continue
        activity.involvements.filter(role=role).exclude(organisation__in=wanted).delete()
        ActivityOrganisation.objects.bulk_create(
            ActivityOrganisation(activity=activity, organisation=wanted[pk], role=role)
            for pk in wanted.keys() - present.keys()
        )
        changes[role.value] = [len(present), len(wanted)]
    if trainers is not None:
        changes |= replace_people(activity, ParticipationRole.TRAINER, trainers)
    return changes
