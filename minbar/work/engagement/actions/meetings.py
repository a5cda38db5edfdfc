"""Recording meetings with their counterparts, and delegations received."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from django.db import transaction

from minbar.foundation.access.decisions import require
from minbar.foundation.journal.record import record
from minbar.foundation.records.changes import Changes, set_fields
from minbar.network.directory.models import EngagementCategory, Party, Person, Place
from minbar.work.engagement import rules
from minbar.work.engagement.access import EngagementPermission
from minbar.work.engagement.actions.visits import pay_visit
from minbar.work.engagement.models import Counterpart, Delegation, Meeting, PlannedVisit
from minbar.work.programmes.models import Track

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


class MeetingValues(TypedDict, total=False):
    """The fields of a meeting."""

    held_on: datetime.date
    subject: str
    category: EngagementCategory
    form: str
    is_official: bool
    place: Place | None
    venue: str
    track: Track | None
    notes: str


@transaction.atomic
def add_meeting(
    *,
    by: User,
    counterparts: Iterable[Party],
    attended_by: Iterable[Person] = (),
    visit: PlannedVisit | None = None,
    **values: Unpack[MeetingValues],
) -> Meeting:
    """Record a meeting; ``visit`` is the planned visit that it fulfils.

    Raises:
        Denied: ``by`` may not edit engagement.
        ValidationError: by field, what does not hold; a meeting has at least one counterpart.
    """
    require(by, EngagementPermission.EDIT)
    meeting = Meeting()
    changes = _set(meeting, values, counterparts, attended_by)
    if visit:
        pay_visit(visit=visit, meeting=meeting, by=by)
    record(by=by, event="engagement.meeting_added", subject=meeting, changes=changes)
    return meeting


@transaction.atomic
def change_meeting(
    *,
    meeting: Meeting,
    by: User,
    counterparts: Iterable[Party] | None = None,
    attended_by: Iterable[Person] | None = None,
    **values: Unpack[MeetingValues],
) -> Meeting:
    """Change what is given and leave the rest; counterparts and participants are replaced as a whole.

    Raises:
        Denied, ValidationError: as for :func:`add_meeting`.
    """
    require(by, EngagementPermission.EDIT, subject=meeting)
    if changes := _set(meeting, values, counterparts, attended_by):
        record(by=by, event="engagement.meeting_changed", subject=meeting, changes=changes)
    return meeting


def _set(
    meeting: Meeting, values: Any, counterparts: Iterable[Party] | None, attended_by: Iterable[Person] | None
) -> Changes:
    changes = set_fields(meeting, values)
    meeting.full_clean()
    meeting.save()
    if counterparts is not None:
        changes |= _replace_counterparts(meeting, list(dict.fromkeys(counterparts)))
    if attended_by is not None:
        changes |= replace_people(meeting, "attended_by", attended_by)
    return changes


def _replace_counterparts(meeting: Meeting, parties: list[Party]) -> Changes:
    rules.check_counterparts(parties)
    before = list(meeting.counterparts.values_list("party__uid", flat=True))
    if before == [party.uid for party in parties]:
        return {}
    meeting.counterparts.all().delete()
    Counterpart.objects.bulk_create(
        Counterpart(meeting=meeting, party=party, position=position) for position, party in enumerate(parties)
    )
    return {"counterparts": [[str(uid) for uid in before], [str(party.uid) for party in parties]]}


def replace_people(subject: Meeting | Delegation, field: str, people: Iterable[Person]) -> Changes:
    """Set a list of people by name; the journal gets their number."""
    tie = getattr(subject, field)
    before = set(tie.values_list("pk", flat=True))
    after = {person.pk for person in people}
    if before == after:
        return {}
    tie.set(after)
    return {field: [len(before), len(after)]}


@transaction.atomic
def keep_delegation(
    *, by: User, delegation: Delegation | None = None, members: Iterable[Person] | None = None, **values: Any
) -> Delegation:
    """Record a delegation that was received, or change the one given.

    Raises:
        Denied: ``by`` may not edit engagement.
        ValidationError: by field, what does not hold; such as fewer people than are named.
    """
    require(by, EngagementPermission.EDIT, subject=delegation)
    kept = delegation or Delegation()
    action = "engagement.delegation_changed" if delegation else "engagement.delegation_added"
    changes = set_fields(kept, values)
    kept.full_clean()
    kept.save()
    if members is not None:
        changes |= replace_people(kept, "members", members)
    rules.check_size(kept)
    if changes:
        record(by=by, event=action, subject=kept, changes=changes)
    return kept
