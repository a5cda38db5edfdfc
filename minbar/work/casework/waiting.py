"""What waits for those who work with cases, on their first page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from minbar.foundation.screens.cells import Tone
from minbar.foundation.screens.waiting import Task, Waiting
from minbar.work.casework import wall
from minbar.work.casework.access import CasePermission
from minbar.work.casework.queries.glass import glasses_told_to

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

SHOWN = 10


def openings_to_review(user: User) -> Iterator[Task]:
    """Cases that somebody else opened in an emergency."""
    now = timezone.now()
    with wall.reading_as(user):
        waiting = list(glasses_told_to(user).filter(verdict="").order_by("review_due")[:SHOWN])
    for glass in waiting:
        text = _("%(person)s opened a case in an emergency: review it") % {"person": glass.broken_by.name}
        tone = Tone.BAD if glass.review_due <= now else Tone.WAITING
        yield Task(text, glass.get_absolute_url(), timezone.localdate(glass.review_due), tone)


WAITING = [Waiting(CasePermission.REVIEW_GLASS, openings_to_review)]
