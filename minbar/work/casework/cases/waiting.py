"""What waits for those who work with cases, on their first page: numbers and names of colleagues, never a case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from minbar.foundation.access.decisions import decide
from minbar.foundation.screens.cells import Severity
from minbar.foundation.screens.waiting import Task, Waiting
from minbar.foundation.text.numbers import format_number
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.queries import queue
from minbar.work.casework.cases.queries.workers import count_cases_left

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

#: After so many days a new case should have been begun.
BEGUN_WITHIN = dt.timedelta(days=3)


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


WAITING = [
    Waiting(CasePermission.WORK, cases_waiting),
    Waiting(CasePermission.SUPERVISE, cases_left),
]
