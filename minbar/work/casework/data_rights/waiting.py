"""What of data rights waits for whom, on their first page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import ngettext

from minbar.foundation.screens.waiting import Task, Waiting
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.data_rights import queries as rights
from minbar.work.casework.data_rights.tables import DueTable

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


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


WAITING = [Waiting(CasePermission.ERASE, unerased)]
