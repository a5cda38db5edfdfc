"""Changing what was agreed: the words, the deadline, who does it; and forgetting all of it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, TypedDict, Unpack
from uuid import UUID

from django.db import connection, transaction

from minbar.foundation.journal.record import record
from minbar.foundation.notifications.outbox import forget_messages
from minbar.foundation.records.changes import set_fields
from minbar.network.commitments import rules
from minbar.network.commitments.actions.steps import (
    Somebody,
    as_party,
    as_user,
    finish,
    held,
    set_deadline,
    write_step,
)
from minbar.network.commitments.deadlines import Deadline
from minbar.network.commitments.enums import StepKind
from minbar.network.commitments.models import Commitment
from minbar.network.commitments.sources import source_of

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


class Agreed(TypedDict, total=False):
    """What can be changed of an open commitment without anybody else doing it, or later."""

    kind: str
    what: str
    owed_to: Somebody | None
    escalate_to: User | None
    escalate_after_days: int


@transaction.atomic
def change_commitment(*, commitment: Commitment, by: User | None, **values: Unpack[Agreed]) -> Commitment:
    """Change what is given and leave the rest.

    Raises:
        Denied: ``by`` may not change it.
        ValidationError: by field, what does not hold; it is no longer open.
    """
    kept = _open_to_change(commitment, by)
    fields: dict[str, object] = {name: value for name, value in values.items() if name != "owed_to"}
    if "owed_to" in values:
        fields |= {"owed_to_user": as_user(values["owed_to"]), "owed_to_party": as_party(values["owed_to"])}
    before = kept.escalate_to_id
    changes = set_fields(kept, fields)
    if kept.escalate_to_id != before:
        kept.escalated_at, kept.round = None, kept.round + 1  # whoever is named instead was not notified
    rules.check_content(source_of(kept.source_key), kind=kept.kind, what=kept.what)
    if not changes:
        return kept
    write_step(kept, StepKind.CHANGED, by=by)
    return finish(kept, by=by, event="commitments.changed", changes=changes)


@transaction.atomic
def move_due(
    *, commitment: Commitment, by: User | None, due_at: Deadline, reason: str = "", notice: dt.timedelta | None = None
) -> Commitment:
    """Give it another deadline, of which it is reminded anew.

    Raises:
        Denied, ValidationError: as for :func:`change_commitment`; a reason is given behind a wall.
    """
    kept = _open_to_change(commitment, by)
    rules.check_no_text(kept, "reason", reason)
    before = kept.due_at
    set_deadline(kept, due_at, notice)
    if kept.due_at == before:
        return commitment
    kept.round += 1
    write_step(kept, StepKind.MOVED, by=by, note=reason)
    return finish(
        kept, by=by, event="commitments.moved", changes={"due_at": [before.isoformat(), kept.due_at.isoformat()]}
    )


@transaction.atomic
def reassign(*, commitment: Commitment, by: User | None, owed_by: Somebody, reason: str = "") -> Commitment:
    """Let somebody else do it; the new one is reminded as the first one was.

    Raises:
        Denied, ValidationError: as for :func:`move_due`; it is done in a record that the new one does not see.
    """
    kept = held(commitment)
    if by is not None:
        rules.ask(rules.may_reassign(by, kept))
    rules.check_open(kept)
    rules.check_heir(kept, owed_by)
    rules.check_no_text(kept, "reason", reason)
    changes = set_fields(kept, {"owed_by_user": as_user(owed_by), "owed_by_party": as_party(owed_by)})
    if not changes:
        return kept
    kept.reminded_at, kept.round = None, kept.round + 1
    write_step(kept, StepKind.REASSIGNED, by=by, to=owed_by, note=reason)
    return finish(kept, by=by, event="commitments.reassigned", changes=changes)


@transaction.atomic
def forget_commitments(*, source_key: str, source_uid: UUID) -> int:
    """Erase all commitments about a record that its room erases, with what happened to them; how many there were.

    The room has asked its own rule, and writes its own journal of the erasure.
    """
    rows = Commitment.objects.filter(source_key=source_key, source_uid=source_uid)
    count = rows.count()
    if count:
        for uid in rows.values_list("uid", flat=True):
            forget_messages(uid)
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('minbar.forgetting_commitments', 'on', true)")
        rows.delete()
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('minbar.forgetting_commitments', '', true)")
        record(by=None, event="commitments.forgotten", changes={"count": count})
    return count


def _open_to_change(commitment: Commitment, by: User | None) -> Commitment:
    kept = held(commitment)
    if by is not None:
        rules.ask(rules.may_change(by, kept))
    rules.check_open(kept)
    return kept
