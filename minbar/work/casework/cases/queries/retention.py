"""How long closed cases are kept, and whose time is over."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from minbar.work.casework.cases.enums import Stage
from minbar.work.casework.cases.models import Case, Topic


def years_by_topic() -> dict[int | None, int]:
    """Primary key of each topic → years; under None those of cases without topic."""
    topics = {topic.pk: topic for topic in Topic.objects.all()}
    return {None: settings.CASES_KEPT_YEARS} | {pk: _years(topic, topics) for pk, topic in topics.items()}


def _years(topic: Topic, topics: dict[int, Topic]) -> int:
    seen: set[int] = set()
    step: Topic | None = topic
    while step is not None and step.pk not in seen:
        if step.retention_years is not None:
            return step.retention_years
        seen.add(step.pk)
        step = topics.get(step.parent_id) if step.parent_id else None
    return int(settings.CASES_KEPT_YEARS)


def retained_until(closed_on: dt.date, years: int) -> dt.date:
    """The last day on which a case is kept that was closed on ``closed_on``."""
    try:
        return closed_on.replace(year=closed_on.year + years)
    except ValueError:  # the 29th of February: as PostgreSQL adds, by which it is counted anew each night
        return closed_on.replace(year=closed_on.year + years, day=28)


def due_for_erasure(today: dt.date | None = None) -> QuerySet[Case]:
    """Closed cases whose time is over, of clients of whom no other case is open or still kept; the oldest first.

    A client's cases share one key: an older one is kept as long as the latest.
    """
    day = today or timezone.localdate()
    over = Q(stage=Stage.CLOSED, erase_after__lt=day)
    kept = Case.objects.filter(subject=OuterRef("subject"), erased_on=None).exclude(over)
    return Case.objects.filter(over, ~Exists(kept), erased_on=None).order_by("erase_after", "id")
