"""What goes with a message and is a key to something: sealed until the message is settled."""

from __future__ import annotations

from collections.abc import Mapping

from minbar.foundation.notifications.models import Message, Secret
from minbar.foundation.vault.subjects import new_subject, shred


def seal_with(message: Message, secret: Mapping[str, str]) -> None:
    """Seal it under a key of its own."""
    sealed = Secret(subject=new_subject(), message=message)
    sealed.seal(content=dict(secret))
    sealed.save()


def secret_of(message: Message) -> dict[str, str]:
    """What was sealed with a message; empty once it is settled."""
    sealed = Secret.objects.filter(message=message).first()
    return dict(sealed.reveal("content")) if sealed else {}


def forget_secret(message: Message) -> None:
    """Destroy what was sealed with a message, in older copies of the database too."""
    for sealed in Secret.objects.filter(message=message):
        shred(sealed.subject)
        sealed.delete()
