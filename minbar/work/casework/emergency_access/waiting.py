"""Emergency accesses that wait for review, on the first page of those who review."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from minbar.foundation.screens.cells import Severity
from minbar.foundation.screens.waiting import Task, Waiting
from minbar.foundation.text.bidi import sentence
from minbar.network.commitments.queries import open_commitments_of
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.emergency_access.follow_ups import SOURCE
from minbar.work.casework.emergency_access.queries import emergency_accesses_to_review

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


SHOWN = 10


def openings_to_review(user: User) -> Iterator[Task]:
    """Cases that somebody else opened in an emergency, of which yet another owes the review."""
    now = timezone.now()
    owed = open_commitments_of(user).filter(source_key=SOURCE).order_by().values("source_uid")
    with wall.reading_as(user):
        unreviewed = emergency_accesses_to_review(user).filter(verdict="").exclude(uid__in=owed)
        waiting = list(unreviewed.order_by("review_due")[:SHOWN])
    for emergency_access in waiting:
        text = sentence(
            _("%(person)s opened a case in an emergency: review it") % {"person": emergency_access.opened_by.name}
        )
        severity = Severity.BAD if emergency_access.review_due <= now else Severity.WAITING
        yield Task(text, emergency_access.get_absolute_url(), timezone.localdate(emergency_access.review_due), severity)


WAITING = [Waiting(CasePermission.REVIEW_EMERGENCY_ACCESS, openings_to_review)]
