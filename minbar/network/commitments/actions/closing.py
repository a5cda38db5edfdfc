"""Closing a commitment with what shows that it was kept; taking it up again; letting it go."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from minbar.network.commitments import rules
from minbar.network.commitments.actions.steps import finish, held, set_deadline, write_step
from minbar.network.commitments.deadlines import Deadline
from minbar.network.commitments.enums import Standing, StepKind
from minbar.network.commitments.models import Commitment
from minbar.network.commitments.sources import source_of

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@transaction.atomic
def close_commitment(
    *, commitment: Commitment, by: User | None, note: str = "", link: str = "", evidence_uid: UUID | None = None
) -> Commitment:
    """Say that it is done, by what shows it: words, a link, or a record of the source. Behind a wall, only the last.

    Args:
        by: who says so; None for the room of its record, which names that record.

    Raises:
        Denied: ``by`` may not close it.
        ValidationError: evidence is missing (and the source does not waive it), or belongs to something else; it is no
            longer open.
    """
    kept = held(commitment)
    if by is not None:
        rules.ask(rules.may_close(by, kept))
    rules.check_open(kept)
    source = source_of(kept.source_key)
    kept.evidence_waived = rules.check_evidence(kept, source, by=by, note=note, link=link, uid=evidence_uid)
    kept.closing_note, kept.closing_link, kept.evidence_uid = note.strip(), link, evidence_uid
    _close(kept, Standing.DONE, by)
    write_step(kept, StepKind.CLOSED, by=by, note=kept.closing_note)
    return finish(kept, by=by, event="commitments.closed", changes={"standing": [Standing.OPEN, Standing.DONE]})


@transaction.atomic
def cancel_commitment(*, commitment: Commitment, by: User | None, reason: str = "") -> Commitment:
    """Let it go undone.

    Raises:
        Denied: ``by`` may not change it.
        ValidationError: it is no longer open, or a reason is written behind a wall.
    """
    kept = held(commitment)
    if by is not None:
        rules.ask(rules.may_change(by, kept))
    rules.check_open(kept)
    rules.check_no_text(kept, "reason", reason)
    kept.closing_note = reason.strip()
    _close(kept, Standing.CANCELLED, by)
    write_step(kept, StepKind.CANCELLED, by=by, note=kept.closing_note)
    return finish(kept, by=by, event="commitments.cancelled", changes={"standing": [Standing.OPEN, Standing.CANCELLED]})


@transaction.atomic
def reopen_commitment(
    *, commitment: Commitment, by: User | None, reason: str = "", due_at: Deadline | None = None
) -> Commitment:
    """Take it up again, with its old deadline or a new one. What showed it done stays among its steps.

    Raises:
        Denied: ``by`` may not change it.
        ValidationError: it is open already; no reason is given for work that was done, or one is behind a wall.
    """
    kept = held(commitment)
    if by is not None:
        rules.ask(rules.may_change(by, kept))
    rules.check_closed(kept)
    rules.check_reason(kept, reason.strip())
    before = kept.standing
    kept.standing, kept.reopened = Standing.OPEN, kept.reopened + 1
    kept.closed_at = kept.closed_by = kept.evidence_uid = None
    kept.closing_note = kept.closing_link = ""
    kept.evidence_waived = False
    if due_at is not None:
        set_deadline(kept, due_at)
        kept.round += 1
    write_step(kept, StepKind.REOPENED, by=by, note=reason.strip())
    return finish(kept, by=by, event="commitments.reopened", changes={"standing": [before, Standing.OPEN]})


def _close(commitment: Commitment, standing: Standing, by: User | None) -> None:
    commitment.standing, commitment.closed_at, commitment.closed_by = standing, timezone.now(), by
