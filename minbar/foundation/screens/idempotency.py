"""Idempotent forms: one that is sent twice, by a line that broke or a finger that was quick, acts once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from minbar.foundation.records.idempotency import idempotent_uid
from minbar.foundation.screens.models import SentForm

if TYPE_CHECKING:
    from django.http import HttpRequest

#: The hidden field with the form's key.
FIELD = "form_key"
#: How long a form that was sent is known again; a page that is older is rarely sent.
KNOWN_FOR = dt.timedelta(days=2)


def led_to(request: HttpRequest) -> str:
    """Where this same form led when it was sent before; "" where it was not."""
    identifier = _identifier(request)
    sent = SentForm.objects.filter(uid=identifier).first() if identifier else None
    return sent.leads_to if sent else ""


def idempotently(request: HttpRequest, act: Callable[[], str]) -> str:
    """Do what a form asks for, and remember with it that it was done: both are kept, or neither.

    Args:
        act: does it and says where to go next; not called where it was done before, also at the same moment.
    """
    identifier = _identifier(request)
    if identifier is None:
        return act()
    with transaction.atomic():
        with connection.cursor() as cursor:  # whoever comes second waits here until the first is done
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"screens.form {identifier}"])
        if earlier := led_to(request):
            return earlier
        address = act()
        SentForm.objects.filter(created_at__lt=timezone.now() - KNOWN_FOR).delete()
        SentForm.objects.create(uid=identifier, leads_to=address)
    return address


def _identifier(request: HttpRequest) -> UUID | None:
    """Of what was sent: by whom, where, all its fields and files; None where the form has no key."""
    try:
        key = UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return None
    return idempotent_uid(key, str(request.user.pk), request.path, *_content(request))


def _content(request: HttpRequest) -> Iterator[str | bytes]:
    for name, values in sorted(request.POST.lists()):
        if name != "csrfmiddlewaretoken":
            yield from (name, *values)
    for name, uploads in sorted(request.FILES.lists()):
        for upload in uploads:
            yield from (name, upload.name or "", upload.read())
            upload.seek(0)
