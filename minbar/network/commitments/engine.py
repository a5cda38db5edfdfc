"""Reminds and escalates, each once in a round, however often it runs and whatever stops it.

A commitment that is due is locked, marked, and its message written down, all in one transaction; the outbox sends it
afterwards (see ``emails.py``). Two workers never take the same one: what is locked is passed over.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import DateTimeField, DurationField, ExpressionWrapper, F, Q, QuerySet, Value
from django.utils import timezone

from minbar.foundation.journal.record import record
from minbar.network.commitments.emails import ESCALATED, REMINDED, notify_of
from minbar.network.commitments.enums import Standing
from minbar.network.commitments.models import Commitment
from minbar.network.commitments.recipients import whom_to_escalate_to, whom_to_remind

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Run:
    """What one run did."""

    reminded: int
    escalated: int


def follow_up(now: dt.datetime | None = None) -> Run:
    """Write down the reminders of what is due soon, and whom to notify of what is late."""
    moment = now or timezone.now()
    reminded = sum(_remind(pk, moment) for pk in _to_remind(moment).values_list("pk", flat=True))
    escalated = sum(_escalate(pk, moment) for pk in _to_escalate(moment).values_list("pk", flat=True))
    return Run(reminded, escalated)


def _to_remind(now: dt.datetime) -> QuerySet[Commitment]:
    return Commitment.objects.filter(standing=Standing.OPEN, reminded_at=None, remind_at__lte=now).order_by("due_at")


def _to_escalate(now: dt.datetime) -> QuerySet[Commitment]:
    """Late by as many days as were agreed."""
    grace = ExpressionWrapper(F("escalate_after_days") * Value(DAY), output_field=DurationField())
    late = Q(due_at__lt=ExpressionWrapper(Value(now) - grace, output_field=DateTimeField()))
    return Commitment.objects.filter(late, standing=Standing.OPEN, escalated_at=None, escalate_to__isnull=False)


@transaction.atomic
def _remind(pk: int, now: dt.datetime) -> bool:
    commitment = _to_remind(now).select_for_update(skip_locked=True, of=("self",)).filter(pk=pk).first()
    if commitment is None:  # done, moved or taken by another worker meanwhile
        return False
    commitment.reminded_at = now
    commitment.save(update_fields=["reminded_at", "updated_at"])
    notify_of(commitment, REMINDED, whom_to_remind(commitment))
    return True


@transaction.atomic
def _escalate(pk: int, now: dt.datetime) -> bool:
    commitment = _to_escalate(now).select_for_update(skip_locked=True, of=("self",)).filter(pk=pk).first()
    if commitment is None:
        return False
    able = whom_to_escalate_to(commitment)
    commitment.escalated_at = now
    commitment.escalate_to = able[0] if able else commitment.escalate_to
    commitment.save(update_fields=["escalated_at", "escalate_to", "updated_at"])
    notify_of(commitment, ESCALATED, able)
    record(by=None, event="commitments.escalated", subject=commitment)
    return True
