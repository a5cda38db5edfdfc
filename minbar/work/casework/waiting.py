"""What waits for those who work with cases, on their first page: numbers and names of colleagues, never a case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from minbar.foundation.access.decisions import decide
from minbar.foundation.screens.cells import Severity
from minbar.foundation.screens.waiting import Task, Waiting
from minbar.foundation.text.bidi import sentence
from minbar.foundation.text.numbers import format_number
from minbar.network.commitments.queries import open_commitments_of
from minbar.work.casework import wall
from minbar.work.casework.access import CasePermission
from minbar.work.casework.emergency_access_reviews import SOURCE
from minbar.work.casework.queries import queue, rights
from minbar.work.casework.queries.emergency_access import emergency_accesses_to_review
from minbar.work.casework.queries.testimonies import testimonies_to_check
from minbar.work.casework.queries.workers import count_cases_left
from minbar.work.casework.tables.rights import DueTable

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

SHOWN = 10
#: After so many days a new case should have been begun.
BEGUN_WITHIN = dt.timedelta(days=3)


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


def unerased(user: User) -> Iterator[Task]:
    """Erasures that wait for a second person, and cases whose time is over."""
    with wall.reading_as(user):
        proposed = rights.erasures_visible_to(user).filter(erased_at=None, dropped_at=None)
        count = proposed.exclude(proposed_by=user).count()
        due = DueTable().rows(user).count()
    if count:
        text = ngettext(
            "%(count)d erasure waits for a second person", "%(count)d erasures wait for a second person", count
        )
        yield Task(text % {"count": count}, reverse("casework:erasures"))
    if due:
        text = ngettext("The time of %(count)d case is over", "The time of %(count)d cases is over", due)
        yield Task(text % {"count": due}, reverse("casework:due"))


def cases_waiting(user: User) -> Iterator[Task]:
    with wall.reading_as(user):
        untaken = queue.count_untaken(user) if decide(user, CasePermission.SUPERVISE) else 0
        unread = queue.count_unread(user)
        untouched = queue.count_untouched(user, before=timezone.localdate() - BEGUN_WITHIN)
    if untaken:
        text = ngettext("%(count)s new case is to be assigned", "%(count)s new cases are to be assigned", untaken)
        yield Task(text % {"count": format_number(untaken)}, reverse("casework:triage"))
    if unread:
        text = ngettext("In %(count)s case the client wrote", "In %(count)s cases the client wrote", unread)
        yield Task(text % {"count": format_number(unread)}, f"{reverse('casework:cases')}?view=open")
    if untouched:
        text = ngettext(
            "%(count)s case was assigned to you and is not begun",
            "%(count)s cases were assigned to you and are not begun",
            untouched,
        )
        address = f"{reverse('casework:cases')}?view=open&stage=new"
        yield Task(text % {"count": format_number(untouched)}, address, severity=Severity.BAD)


def cases_left(user: User) -> Iterator[Task]:
    """Open cases of people who have left, limited ones too: somebody must take them over."""
    if count := count_cases_left():
        text = ngettext(
            "%(count)s open case belongs to somebody who has left",
            "%(count)s open cases belong to people who have left",
            count,
        )
        url = f"{reverse('casework:cases')}?view=all_open&left=yes"
        yield Task(text % {"count": format_number(count)}, url, severity=Severity.BAD)


def testimonies_to_look_at(user: User) -> Iterator[Task]:
    """What others wrote and this reader can check."""
    with wall.checking():
        count = testimonies_to_check(user).count()
    if count:
        text = ngettext("A testimony waits to be checked", "%(count)s testimonies wait to be checked", count)
        yield Task(text % {"count": format_number(count)}, reverse("casework:checks"))


WAITING = [
    Waiting(CasePermission.WORK, cases_waiting),
    Waiting(CasePermission.SUPERVISE, cases_left),
    Waiting(CasePermission.REVIEW_EMERGENCY_ACCESS, openings_to_review),
    Waiting(CasePermission.ERASE, unerased),
    Waiting(CasePermission.WORK, testimonies_to_look_at),
]
