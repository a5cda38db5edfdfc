"""Recording community issues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from minbar.foundation.access.decisions import require
from minbar.foundation.journal.record import record
from minbar.foundation.records.changes import set_fields
from minbar.voice.advocacy.access import AdvocacyPermission
from minbar.voice.advocacy.models import CommunityIssue

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@transaction.atomic
def keep_issue(*, by: User, issue: CommunityIssue | None = None, **values: Any) -> CommunityIssue:
    """Record a community issue, or change the one given.

    Raises:
        Denied: ``by`` may not edit community issues.
        ValidationError: by field, what does not hold.
    """
    require(by, AdvocacyPermission.EDIT, subject=issue)
    kept = issue or CommunityIssue()
    changes = set_fields(kept, values)
    kept.full_clean()
    kept.save()
    if changes:
        action = "advocacy.issue_changed" if issue else "advocacy.issue_added"
        record(by=by, event=action, subject=kept, changes=changes)
    return kept
