"""What can be said: a room declares its kinds of messages in its ``emails.py``::

INVITATION = declare_kind(Kind("admission.invitation", _("Invitation"), write=invitation_in_words))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model

from minbar.foundation.notifications.models import Message
from minbar.foundation.notifications.recipients import Recipient

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Words:
    """A message in its recipient's language; ``subject`` alone must do where a channel has room for no more."""

    subject: str
    text: str


def accounts_named(message: Message) -> Sequence[Recipient]:
    """The accounts that were named with the message, in their order."""
    found = get_user_model()._default_manager.in_bulk(message.accounts)
    return [found[pk] for pk in message.accounts if pk in found]


def _nothing(message: Message) -> None:
    """Nothing follows."""


@dataclass(frozen=True)
class Kind:
    """A kind of message.

    Attributes:
        label: what administrators read in the list of messages; it tells nothing of what stands behind a wall.
        write: the words, made when the message is sent, in the recipient's language; None where there is nothing to
            say any more: the message is dropped then.
        recipients: who may get it, the nearest first, read no further than needed; usually the accounts that were
            named.
        settled: what follows when it was sent, failed or reached nobody; runs in the same transaction.
        unnoticed: whether it is dropped where it reaches nobody: strangers can ask for it in anybody's name.
    """

    key: str
    label: str | _StrPromise
    write: Callable[[Message, Recipient], Words | None]
    recipients: Callable[[Message], Iterable[Recipient]] = accounts_named
    settled: Callable[[Message], None] = _nothing
    unnoticed: bool = False


_KINDS: dict[str, Kind] = {}


def declare_kind(kind: Kind) -> str:
    """Register a kind; returns its key.

    Raises:
        ValueError: its key is empty or taken.
    """
    if not kind.key or kind.key in _KINDS:
        raise ValueError(f"kind of message '{kind.key}' has no key, or is declared twice")
    _KINDS[kind.key] = kind
    return kind.key


def kind_of(key: str) -> Kind | None:
    """The kind of this key; None where the room that declared it is gone."""
    return _KINDS.get(key)
