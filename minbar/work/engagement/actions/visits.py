"""Planning visits and seeing them through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from minbar.foundation.access.decisions import require
from minbar.foundation.journal.record import record
from minbar.foundation.records.changes import set_fields
from minbar.work.engagement import rules
from minbar.work.engagement.access import EngagementPermission
from minbar.work.engagement.models import Meeting, PlannedVisit, VisitPlan

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@transaction.atomic
def keep_plan(*, by: User, plan: VisitPlan | None = None, **values: Any) -> VisitPlan:
    """Make a visit plan, or change the one given."""
    require(by, EngagementPermission.EDIT, subject=plan)
    kept = plan or VisitPlan()
    changes = set_fields(kept, values)
    kept.full_clean()
    kept.save()
    if changes:
        action = "engagement.plan_changed" if plan else "engagement.plan_added"
        record(by=by, event=action, subject=kept, changes=changes)
    return kept


@transaction.atomic
def keep_visit(*, by: User, visit: PlannedVisit | None = None, **values: Any) -> PlannedVisit:
    """Plan a visit, or change the one given."""
    require(by, EngagementPermission.EDIT, subject=visit)
    kept = visit or PlannedVisit()
    changes = set_fields(kept, values)
    kept.full_clean()
    rules.check_within_plan(kept)
    kept.save()
    if changes:
        action = "engagement.visit_changed" if visit else "engagement.visit_planned"
        record(by=by, event=action, subject=kept, changes=changes)
    return kept


@transaction.atomic
def pay_visit(*, visit: PlannedVisit, meeting: Meeting, by: User) -> PlannedVisit:
    """The visit was paid: it came about as the meeting.

    Raises:
        ValidationError: it was paid already, was dropped, or the meeting was with somebody else.
    """
    require(by, EngagementPermission.EDIT, subject=visit)
    rules.check_can_be_paid(visit)
    rules.check_met(visit, meeting)
    changes = set_fields(visit, {"meeting": meeting})
    visit.save(update_fields=["meeting", "updated_at"])
    record(by=by, event="engagement.visit_paid", subject=visit, changes=changes)
    return visit


@transaction.atomic
def drop_visit(*, visit: PlannedVisit, by: User) -> PlannedVisit:
    """The visit will not be paid.

    Raises:
        ValidationError: it was paid already.
    """
    require(by, EngagementPermission.EDIT, subject=visit)
    rules.check_can_be_paid(visit)
    visit.dropped_on = timezone.localdate()
    visit.save(update_fields=["dropped_on", "updated_at"])
    record(by=by, event="engagement.visit_dropped", subject=visit, changes={"dropped_on": [None, visit.dropped_on]})
    return visit


@transaction.atomic
def resume_visit(*, visit: PlannedVisit, by: User) -> PlannedVisit:
    """Put a dropped visit back on the plan."""
    require(by, EngagementPermission.EDIT, subject=visit)
    if changes := set_fields(visit, {"dropped_on": None}):
        visit.save(update_fields=["dropped_on", "updated_at"])
        record(by=by, event="engagement.visit_resumed", subject=visit, changes=changes)
    return visit
