"""Recording meetings with whom they were with, and seeing planned visits through. Whatever else is recorded here is
written by its register."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from minbar.foundation.access.decisions import require
from minbar.foundation.journal.record import record as write_to_journal
from minbar.foundation.journal.saving import create_or_update
from minbar.foundation.records.changes import Changes, set_fields
from minbar.network.directory.models import Party
from minbar.work.engagement import rules
from minbar.work.engagement.access import EngagementPermission
from minbar.work.engagement.models import Counterpart, Meeting, PlannedVisit

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

MEETING_EVENTS = ("engagement.meeting_added", "engagement.meeting_changed")


@transaction.atomic
def record_meeting(
    *,
    by: User,
    record: Meeting | None = None,
    counterparts: Iterable[Party] | None = None,
    visit: PlannedVisit | None = None,
    **values: Any,
) -> Meeting:
    """Record a meeting, or change what is given of one; counterparts are replaced as a whole.

    Args:
        visit: the planned visit that it fulfils.

    Raises:
        Denied: ``by`` may not edit engagement.
        ValidationError: by field, what does not hold; a meeting has at least one counterpart.
    """
    require(by, EngagementPermission.EDIT, subject=record)
    meeting = record or Meeting()
    parties = None if counterparts is None and record else list(dict.fromkeys(counterparts or ()))
    changes: Changes = {}
    if parties is not None:
        rules.check_counterparts(parties)
        changes = _differing(meeting, parties)
    create_or_update(meeting, values, by=by, permission=EngagementPermission.EDIT, events=MEETING_EVENTS, also=changes)
    if parties is not None and changes:
        meeting.counterparts.all().delete()
        Counterpart.objects.bulk_create(
            Counterpart(meeting=meeting, party=party, position=position) for position, party in enumerate(parties)
        )
    if visit:
        pay_visit(visit=visit, meeting=meeting, by=by)
    return meeting


def _differing(meeting: Meeting, parties: list[Party]) -> Changes:
    before = list(meeting.counterparts.values_list("party__uid", flat=True)) if meeting.pk else []
    if before == [party.uid for party in parties]:
        return {}
    return {"counterparts": [[str(uid) for uid in before], [str(party.uid) for party in parties]]}


@transaction.atomic
def pay_visit(*, visit: PlannedVisit, meeting: Meeting, by: User) -> PlannedVisit:
    """The visit was paid: it came about as the meeting.

    Raises:
        ValidationError: it was paid already, was dropped, or the meeting was with somebody else.
    """
    require(by, EngagementPermission.EDIT, subject=visit)
    rules.check_can_be_paid(visit)
    rules.check_met(visit, meeting)
    _set(visit, by, "engagement.visit_paid", meeting=meeting)
    return visit


@transaction.atomic
def drop_visit(*, visit: PlannedVisit, by: User) -> PlannedVisit:
    """The visit will not be paid.

    Raises:
        ValidationError: it was paid already.
    """
    require(by, EngagementPermission.EDIT, subject=visit)
    rules.check_can_be_paid(visit)
    _set(visit, by, "engagement.visit_dropped", dropped_on=timezone.localdate())
    return visit


@transaction.atomic
def resume_visit(*, visit: PlannedVisit, by: User) -> PlannedVisit:
    """Put a dropped visit back on the plan."""
    require(by, EngagementPermission.EDIT, subject=visit)
    _set(visit, by, "engagement.visit_resumed", dropped_on=None)
    return visit


def _set(visit: PlannedVisit, by: User, event: str, **values: Any) -> None:
    if changes := set_fields(visit, values):
        visit.save(update_fields=[*values, "updated_at"])
        write_to_journal(by=by, event=event, subject=visit, changes=changes)
