"""How many years the closed cases of a topic are kept, and until when that is for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import DateField, F, Func, Q, Value
from django.db.models.functions import Cast

from minbar.foundation.access.decisions import require
from minbar.foundation.journal.record import record
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.enums import Stage
from minbar.work.casework.cases.models import Case, Topic
from minbar.work.casework.cases.queries.retention import years_by_topic

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@wall.system_access()
@transaction.atomic
def set_retention(*, by: User, topic: Topic, years: int | None) -> Topic:
    """Set the years; with None the wider topic's hold. What is due is counted anew at once.

    Raises:
        Denied: ``by`` may not edit topics.
    """
    require(by, CasePermission.EDIT_TOPICS)
    before, topic.retention_years = topic.retention_years, years
    topic.full_clean()
    topic.save(update_fields=["retention_years", "updated_at"])
    count_anew()
    record(by=by, event="casework.retention_set", subject=topic, changes={"retention_years": [before, years]})
    return topic


def count_anew() -> int:
    """Set, for every closed case, until when it is kept; how many changed. Behind the wall, with system access.

    Runs each night and when a topic's years change, so that whoever closes a case need not think of it.
    """
    changed = Case.objects.exclude(stage=Stage.CLOSED).exclude(erase_after=None).update(erase_after=None)
    by_years: dict[int, list[int | None]] = {}
    for topic, years in years_by_topic().items():
        by_years.setdefault(years, []).append(topic)
    for years, topics in by_years.items():
        of_topics = Q(topic__in=[topic for topic in topics if topic is not None])
        if None in topics:
            of_topics |= Q(topic=None)
        last_day = _after("closed_on", years)
        closed = Case.objects.filter(of_topics, stage=Stage.CLOSED, erased_on=None)
        changed += closed.exclude(erase_after__isnull=False, erase_after=last_day).update(erase_after=last_day)
    return changed


def _after(field: str, years: int) -> Any:
    interval = Func(Value(years), template="make_interval(years => %(expressions)s)")
    return Cast(F(field) + interval, DateField())
