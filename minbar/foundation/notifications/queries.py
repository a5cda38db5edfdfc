"""Reading what became of messages."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.db.models import Q, QuerySet
from django.utils import timezone

from minbar.foundation.notifications.enums import UNREACHED, Status
from minbar.foundation.notifications.models import Message

#: What reached nobody is pointed out for so long.
POINTED_OUT_FOR: Final = dt.timedelta(days=14)


def messages() -> QuerySet[Message]:
    """All messages with their recipients, for whoever administers; they hold no words."""
    return Message.objects.select_related("recipient")


def unreached() -> Q:
    """Those that reached nobody, or lie in a file."""
    return Q(status__in=UNREACHED)


def lately_unreached(now: dt.datetime | None = None) -> QuerySet[Message]:
    """Those of the last days that reached nobody; what lies in files is another matter: no mail server is set."""
    since = (now or timezone.now()) - POINTED_OUT_FOR
    return Message.objects.filter(status__in=[Status.FAILED, Status.NOBODY], settled_at__gte=since)
