"""Recording what was published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from minbar.foundation.access.decisions import require
from minbar.foundation.journal.record import record
from minbar.foundation.records.changes import set_fields
from minbar.voice.publishing.access import PublishingPermission
from minbar.voice.publishing.models import ContentItem

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@transaction.atomic
def keep_content(*, by: User, item: ContentItem | None = None, **values: Any) -> ContentItem:
    """Record a content item, or change the one given.

    Raises:
        Denied: ``by`` may not edit content.
        ValidationError: by field, what does not hold.
    """
    require(by, PublishingPermission.EDIT, subject=item)
    kept = item or ContentItem()
    changes = set_fields(kept, values)
    kept.full_clean()
    kept.save()
    if changes:
        action = "publishing.content_changed" if item else "publishing.content_added"
        record(by=by, event=action, subject=kept, changes=changes)
    return kept
