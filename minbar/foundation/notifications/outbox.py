"""Writing a message down, and taking it back. Nothing is sent here: see ``delivery.py``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction

from minbar.foundation.notifications import tasks
from minbar.foundation.notifications.channels import channel_of
from minbar.foundation.notifications.kinds import kind_of
from minbar.foundation.notifications.models import Message
from minbar.foundation.notifications.sealing import forget_secret, seal_with

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

#: What a message is about, in numbers and codes.
Context = Mapping[str, str | int | bool]


@transaction.atomic
def notify(
    *,
    kind: str,
    to: User | Iterable[User] = (),
    about: UUID | None = None,
    context: Context | None = None,
    secret: Mapping[str, str] | None = None,
    channel: str = "",
    key: str | None = None,
) -> Message:
    """Say something to the first of ``to`` who can be reached, once the caller's transaction is committed.

    The message and the worker's job to send it are written in that transaction: rolled back, neither is there.

    Args:
        kind: as a room declared it.
        to: an account, or several, the nearest first: one of them gets it. Left out where the kind finds out itself.
        about: the record that it is about.
        context: what the words need beside that: numbers and codes, nothing that tells of a person.
        secret: what only the recipient may read; sealed until the message is settled, then shredded.
        channel: the only channel that it may take.
        key: what is said under it is said once: a second message with it is not written.

    Raises:
        ValueError: nobody declares the kind or the channel.
    """
    if kind_of(kind) is None:
        raise ValueError(f"nobody declares the kind of message '{kind}'")
    if channel and channel_of(channel) is None:
        raise ValueError(f"nobody declares the channel '{channel}'")
    values = {
        "kind": kind,
        "about": about,
        "context": dict(context or {}),
        "accounts": [account.pk for account in _listed(to)],
        "channel": channel,
    }
    if key is None:
        message = Message.objects.create(**values)
    else:
        message, made = Message.objects.get_or_create(key=key, defaults=values)
        if not made:
            return message
    if secret:
        seal_with(message, secret)
    tasks.send.defer(message=message.pk)
    return message


def _listed(to: User | Iterable[User]) -> Iterable[User]:
    return to if isinstance(to, Iterable) else [to]


@transaction.atomic
def forget_messages(about: UUID) -> None:
    """Forget all that was said about a record which is erased."""
    for message in Message.objects.select_for_update().filter(about=about):
        forget_secret(message)
        message.delete()


def site_address(path: str) -> str:
    """``path`` with the address that the installation is set to have. What a request says of it is never believed:
    whoever asks for a message in somebody else's name could lead them elsewhere."""
    return f"{settings.SITE_ADDRESS}{path}"
