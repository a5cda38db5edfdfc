"""Testimonies that wait to be checked, on the first page of those who may check."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import ngettext

from minbar.foundation.screens.waiting import Task, Waiting
from minbar.foundation.text.numbers import format_number
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.evidence_requests.queries.testimonies import testimonies_to_check

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


def testimonies_to_look_at(user: User) -> Iterator[Task]:
    """What others wrote and this reader can check."""
    with wall.checking():
        count = testimonies_to_check(user).count()
    if count:
        text = ngettext("A testimony waits to be checked", "%(count)s testimonies wait to be checked", count)
        yield Task(text % {"count": format_number(count)}, reverse("casework:checks"))


WAITING = [Waiting(CasePermission.WORK, testimonies_to_look_at)]
