"""Sending what waits. A message is locked, put into words, handed to a channel and marked, in one transaction.

Killed between handing over and marking, it is sent again with the same identifier. Two workers never take the same
message: what is locked is passed over.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from typing import Final

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from minbar.foundation.notifications.channels import Channel, Parcel, Refused, channel_to
from minbar.foundation.notifications.enums import Status
from minbar.foundation.notifications.kinds import Kind, Words, kind_of
from minbar.foundation.notifications.models import Message
from minbar.foundation.notifications.recipients import Recipient
from minbar.foundation.notifications.sealing import forget_secret
from minbar.foundation.text.reader import Digits, reading_with

#: So long after the first attempt a message has failed.
GIVEN_UP_AFTER: Final = dt.timedelta(days=3)
#: The wait after a failed attempt doubles from the first to the longest.
FIRST_WAIT: Final = dt.timedelta(minutes=1)
LONGEST_WAIT: Final = dt.timedelta(hours=2)
#: What became of a message can be looked up for so long.
REMEMBERED_FOR: Final = dt.timedelta(days=90)


def send_waiting(now: dt.datetime | None = None) -> int:
    """Send the messages whose time has come; how many were handed to a channel."""
    moment = now or timezone.now()
    due = Message.objects.filter(status=Status.WAITING, next_at__lte=moment).order_by("next_at", "pk")
    return sum(deliver(pk, moment) in (Status.SENT, Status.FILED) for pk in due.values_list("pk", flat=True))


@transaction.atomic
def deliver(pk: int, now: dt.datetime | None = None) -> Status | None:
    """Send one message, and say what became of it; None where it no longer waits, or another worker has it."""
    moment = now or timezone.now()
    waiting = Message.objects.filter(pk=pk, status=Status.WAITING, next_at__lte=moment)
    message = waiting.select_for_update(skip_locked=True, of=("self",)).first()
    if message is None:
        return None
    kind = kind_of(message.kind)
    if kind is None:
        return _settle(message, Status.FAILED, moment, error="UnknownKind")
    try:
        with transaction.atomic():
            return _hand_over(message, kind, moment)
    except Exception as problem:  # whatever it is, the others must go out; its text may name the recipient
        return _try_later(message, kind, moment, type(problem).__name__)


def _hand_over(message: Message, kind: Kind, now: dt.datetime) -> Status | None:
    for recipient, channel, address in _reachable(message, kind):
        with override(recipient.language), reading_with(Digits(recipient.digits)):
            words = kind.write(message, recipient)
        if words is None:
            _drop(message)
            return None
        if (status := _sent(message, words, channel, address)) is not None:
            if isinstance(recipient, get_user_model()):
                message.recipient = recipient
            message.channel = channel.key
            return _settle(message, status, now, kind)
    if not kind.unnoticed:
        return _settle(message, Status.NOBODY, now, kind)
    _drop(message)
    return None


def _reachable(message: Message, kind: Kind) -> Iterator[tuple[Recipient, Channel, str]]:
    for recipient in kind.recipients(message):
        if recipient.is_active and (found := channel_to(recipient, message.channel)):
            yield recipient, *found


def _sent(message: Message, words: Words, channel: Channel, address: str) -> Status | None:
    try:
        channel.send(Parcel(message.uid, address, words.subject, words.text))
    except Refused:
        return None
    return Status.SENT if channel.delivers() else Status.FILED


def _settle(message: Message, status: Status, now: dt.datetime, kind: Kind | None = None, *, error: str = "") -> Status:
    message.status, message.settled_at, message.error = status, now, error
    message.attempts += 1
    message.save()
    forget_secret(message)
    if kind is not None:
        _follow(kind, message)
    return status


def _follow(kind: Kind, message: Message) -> None:
    """What went out is not sent again because something that follows from it fails."""
    try:
        with transaction.atomic():
            kind.settled(message)
    except Exception:
        logging.getLogger(__name__).exception("What follows from a message could not be done")


def _drop(message: Message) -> None:
    forget_secret(message)
    message.delete()


def _try_later(message: Message, kind: Kind, now: dt.datetime, error: str) -> Status:
    logging.getLogger(__name__).error("A message could not be sent: %s", error)
    message.refresh_from_db()
    if now - message.created_at >= GIVEN_UP_AFTER:
        return _settle(message, Status.FAILED, now, kind, error=error)
    message.next_at = now + min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(message.attempts, 10))
    message.attempts += 1
    message.error = error
    message.save()
    return Status.WAITING


def forget_old(now: dt.datetime | None = None) -> int:
    """Forget what became of messages long ago; how many they were."""
    old = (now or timezone.now()) - REMEMBERED_FOR
    return Message.objects.exclude(status=Status.WAITING).filter(settled_at__lt=old).delete()[0]
