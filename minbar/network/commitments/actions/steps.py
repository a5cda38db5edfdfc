"""What every action on a commitment does alike: hold it, write the step, write the journal."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from minbar.foundation.accounts.models import User as Account
from minbar.foundation.journal.record import record
from minbar.foundation.records.changes import Changes
from minbar.network.commitments.deadlines import Deadline, moment_of, reminder_before
from minbar.network.commitments.enums import StepKind
from minbar.network.commitments.models import Commitment, CommitmentStep
from minbar.network.directory.models import Party

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

Somebody = Account | Party


def held(commitment: Commitment) -> Commitment:
    """The commitment as it stands now, which nobody else changes until the transaction ends."""
    return Commitment.objects.select_for_update().get(pk=commitment.pk)


def as_user(somebody: Somebody | None) -> Account | None:
    return somebody if isinstance(somebody, Account) else None


def as_party(somebody: Somebody | None) -> Party | None:
    """The directory's entry; a person or organisation as what both are."""
    if not isinstance(somebody, Party):
        return None
    return somebody if type(somebody) is Party else Party.objects.get(pk=somebody.pk)


def set_deadline(commitment: Commitment, deadline: Deadline, notice: dt.timedelta | None = None) -> None:
    """Give it a deadline: it is reminded of, and escalated, anew."""
    commitment.due_at, commitment.due_all_day = moment_of(deadline)
    commitment.remind_at = reminder_before(commitment.due_at, since=timezone.now(), notice=notice)
    commitment.reminded_at = commitment.escalated_at = None


def write_step(
    commitment: Commitment, kind: StepKind, *, by: User | None, note: str = "", to: Somebody | None = None
) -> CommitmentStep:
    """Add to what happened to the commitment."""
    return CommitmentStep.objects.create(
        commitment=commitment,
        at=timezone.now(),
        by=by,
        kind=kind,
        walled=commitment.walled,
        due_at=commitment.due_at,
        due_all_day=commitment.due_all_day,
        to_user=as_user(to),
        to_party=as_party(to),
        note=note,
    )


def finish(commitment: Commitment, *, by: User | None, event: str, changes: Changes | None = None) -> Commitment:
    """Check, save, and write the journal, which learns nothing of what stands behind a wall."""
    commitment.full_clean()
    commitment.save()
    visible: Any = None if commitment.walled else changes
    record(by=by, event=event, subject=commitment, changes=visible)
    return commitment
