"""What waits for somebody: what they are to do soon, what others owe them and is late, what falls due in records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from minbar.foundation.screens.cells import Severity
from minbar.foundation.screens.waiting import Task, Waiting
from minbar.foundation.text.bidi import isolate
from minbar.foundation.text.numbers import format_number
from minbar.network.commitments import queries
from minbar.network.commitments.access import CommitmentPermission
from minbar.network.commitments.due_lists import due_soon
from minbar.network.commitments.models import Commitment
from minbar.network.commitments.sources import reading_as, source_of
from minbar.network.commitments.status import left

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

SHOWN = 12


def follow_ups_due(user: User) -> Iterator[Task]:
    with reading_as(user):
        due: list[Commitment] = list(queries.open_commitments_of(user).with_sources(user)[:SHOWN])
    now = timezone.now()
    for commitment in due:
        severity = Severity.BAD if commitment.is_overdue(now) else Severity.WAITING
        yield Task(_sentence(commitment, user), _address(commitment), commitment.due_on, severity)


def _address(commitment: Commitment) -> str:
    """Where it is done: on its own page, or in its record."""
    source, view = source_of(commitment.source_key), commitment.source_view
    in_record = source is not None and source.by_its_record and view is not None and view.url
    return view.url if in_record and view else commitment.get_absolute_url()


def _sentence(commitment: Commitment, user: User) -> str:
    view = commitment.source_view
    values = {"what": isolate(str(commitment)), "left": left(commitment), "who": isolate(str(commitment.owed_by))}
    if commitment.owed_by_user_id != user.pk:
        return _("%(what)s, owed by %(who)s: %(left)s") % values
    if view is not None:
        return _("%(what)s (%(about)s): %(left)s") % (values | {"about": isolate(view.title)})
    return _("%(what)s: %(left)s") % values


def records_due(user: User) -> Iterator[Task]:
    for due in due_soon(user):
        yield Task(due.text, due.url, due.on, Severity.BAD if due.is_late else Severity.WAITING)


def left_behind(user: User) -> Iterator[Task]:
    """What people who left were to do, for the office, which hands it over."""
    if count := Commitment.objects.filter(queries.left_behind(), walled=False).count():
        text = ngettext(
            "%(count)s follow-up is owed by somebody who has left",
            "%(count)s follow-ups are owed by people who have left",
            count,
        )
        url = f"{reverse('commitments:commitments')}?doer=left"
        yield Task(text % {"count": format_number(count)}, url, severity=Severity.BAD)


WAITING = [
    Waiting(CommitmentPermission.VIEW, follow_ups_due),
    Waiting(CommitmentPermission.KEEP, left_behind),
    Waiting(None, records_due),
]
