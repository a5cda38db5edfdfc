"""Letters that remind and escalate. Of what stands behind a wall they say only that something is due."""

from __future__ import annotations

import datetime as dt
import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from minbar.foundation.text.reader import Digits, reading_with
from minbar.network.commitments.enums import NoticeKind, Standing
from minbar.network.commitments.models import Notice
from minbar.network.commitments.status import deadline_in_words

#: A letter that could not be sent for so long is given up: what it says stands on the first page anyway.
GIVEN_UP_AFTER = dt.timedelta(days=3)


def send_waiting(now: dt.datetime) -> int:
    """Send the letters that wait; those that the mail server refuses wait for the next run. Returns how many went out.

    A letter that is sent twice, because the machine stopped between sending and noting it, carries the same identifier,
    by which mail programs know it again.
    """
    waiting = Notice.objects.filter(sent_at=None, created_at__gt=now - GIVEN_UP_AFTER)
    return sum(_send(pk, now) for pk in waiting.values_list("pk", flat=True))


@transaction.atomic
def _send(pk: int, now: dt.datetime) -> bool:
    notices = Notice.objects.select_related("commitment", "to").filter(pk=pk, sent_at=None)
    notice = notices.select_for_update(skip_locked=True, of=("self",)).first()
    if notice is None:
        return False
    if not notice.to.is_active or notice.commitment.standing != Standing.OPEN:
        notice.delete()
        return False
    try:
        letter_of(notice).send()
    except OSError as problem:  # smtplib's errors are OSErrors; their text names the recipient
        logging.getLogger(__name__).error("A reminder could not be sent: %s", type(problem).__name__)
        return False
    notice.sent_at = now
    notice.save(update_fields=["sent_at", "updated_at"])
    return True


def letter_of(notice: Notice) -> EmailMessage:
    """The letter in the language of whoever receives it."""
    with override(notice.to.language), reading_with(Digits(notice.to.digits)):
        subject, text = _words(notice)
    domain = settings.SITE_ADDRESS.partition("://")[2].partition(":")[0]
    headers = {"Message-ID": f"<{notice.uid}@{domain}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(subject, text, None, [notice.to.email], headers=headers)


def _words(notice: Notice) -> tuple[str, str]:
    commitment = notice.commitment
    values = {
        "url": f"{settings.SITE_ADDRESS}{reverse('commitments:commitment', args=[commitment.uid])}",
        "what": str(commitment),
        "deadline": deadline_in_words(commitment),
    }
    if commitment.walled:
        return _("Something is due"), _("Something is due. Sign in to see what it is:\n\n%(url)s\n") % values
    if notice.kind == NoticeKind.ESCALATION:
        text = _(
            "This is late and has not been done:\n\n%(what)s\nDeadline: %(deadline)s\n\nSign in to see it:\n%(url)s\n"
        )
        return _("Late: %(what)s") % values, text % values
    text = _("This is due:\n\n%(what)s\nDeadline: %(deadline)s\n\nSign in to see it:\n%(url)s\n")
    return _("Due: %(what)s") % values, text % values
