"""Editing the tree of topics: adding, changing, moving, retiring and taking up again. Nothing is ever deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import require
from minbar.foundation.journal.record import JournalEvent, record, record_many, subject_of
from minbar.foundation.records.changes import set_fields
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.models import Topic
from minbar.work.casework.cases.queries.topics import within

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@transaction.atomic
def save_topic(*, by: User, topic: Topic | None = None, **values: Any) -> Topic:
    """Add a topic, or change one; another ``parent`` moves it with all that is within it.

    Raises:
        Denied: ``by`` does not edit topics.
        ValidationError: by field, what does not hold; a topic would come to lie within itself or a retired one.
    """
    require(by, CasePermission.EDIT_TOPICS)
    locked = list(Topic.objects.select_for_update().order_by("pk"))  # two moves at once could close a circle
    kept = next((each for each in locked if topic is not None and each.pk == topic.pk), Topic())
    parent = values.get("parent", kept.parent)
    if parent is not None and kept.pk and parent.pk in within(kept):
        raise ValidationError({"parent": _("A topic cannot lie within itself or within one of its own.")})
    if parent is not None and not parent.is_active and kept.is_active:
        raise ValidationError({"parent": _("This topic is no longer used. Take it up again first, or choose another.")})
    is_new = kept.pk is None
    changes = set_fields(kept, values)
    kept.full_clean()
    kept.save()
    if changes:
        record(
            by=by, event="casework.topic_added" if is_new else "casework.topic_changed", subject=kept, changes=changes
        )
    return kept


@transaction.atomic
def retire_topic(*, by: User, topic: Topic) -> int:
    """Use a topic no longer, nor those within it; cases that have it keep it. Returns how many were retired.

    Raises:
        Denied: ``by`` does not edit topics.
    """
    require(by, CasePermission.EDIT_TOPICS)
    rows = Topic.objects.select_for_update().filter(pk__in=within(topic), is_active=True)
    retired = list(rows)
    rows.update(is_active=False, updated_at=timezone.now())
    events = [
        JournalEvent("casework.topic_retired", subject_of(each), {"is_active": [True, False]}) for each in retired
    ]
    record_many(by=by, events=events)
    return len(retired)


@transaction.atomic
def restore_topic(*, by: User, topic: Topic) -> Topic:
    """Use a topic again.

    Raises:
        Denied: ``by`` does not edit topics.
        ValidationError: the topic that it lies within is not used.
    """
    require(by, CasePermission.EDIT_TOPICS)
    kept = Topic.objects.select_for_update(of=("self",)).select_related("parent").get(pk=topic.pk)
    if kept.parent is not None and not kept.parent.is_active:
        raise ValidationError(_("It lies within a topic that is no longer used. Take that one up again first."))
    if not kept.is_active:
        kept.is_active = True
        kept.save(update_fields=["is_active", "updated_at"])
        record(by=by, event="casework.topic_restored", subject=kept, changes={"is_active": [False, True]})
    return kept
