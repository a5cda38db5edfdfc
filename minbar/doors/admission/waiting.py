"""What waits for whoever administers: messages that reached nobody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import ngettext

from minbar.foundation.accounts.access import AccountsPermission
from minbar.foundation.notifications.queries import lately_unreached
from minbar.foundation.screens.cells import Severity
from minbar.foundation.screens.waiting import Task, Waiting
from minbar.foundation.text.numbers import format_number

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


def messages_that_reached_nobody(user: User) -> Iterator[Task]:
    if count := lately_unreached().count():
        text = ngettext("%(count)s message reached nobody", "%(count)s messages reached nobody", count)
        url = f"{reverse('admission:messages')}?status=nobody&status=failed"
        yield Task(text % {"count": format_number(count)}, url, severity=Severity.BAD)


WAITING = [Waiting(AccountsPermission.ADMINISTER, messages_that_reached_nobody)]
