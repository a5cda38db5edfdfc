"""The ways to reach somebody. An app declares another one in its ``channels.py``; nothing else knows of it::

    declare_channel(Channel(
        key="sms",
        label=_("Text message"),
        address_of=lambda recipient: phone_of(recipient),   # "" where there is none
        send=lambda parcel: gateway.send(parcel.address, parcel.subject),
        order=50,                                           # before e-mail, which has 100
    ))

A message takes the first channel, by ``order``, that has an address of the recipient, unless it asks for one by name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from minbar.foundation.notifications.recipients import Recipient

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Refused(Exception):
    """This address takes nothing, today or tomorrow: the next recipient is tried. Any other error is tried again."""


@dataclass(frozen=True)
class Parcel:
    """A message on its way: where to, and its words in the recipient's language.

    ``identifier`` stays the same however often it is sent; a channel hands it on, so that the recipient's programs, or
    the gateway, know the message again.
    """

    identifier: UUID
    address: str
    subject: str
    text: str


def _always() -> bool:
    return True


@dataclass(frozen=True)
class Channel:
    """A way to reach somebody; see the module's docstring.

    Attributes:
        address_of: where the recipient is reached, or "".
        send: returns once the message is handed over. Raises :class:`Refused` where the address takes nothing, and
            whatever error where it should be tried again.
        delivers: whether what is handed over goes out at all. E-mail without a server is written to files.
        order: the channel with the lowest is asked first.
    """

    key: str
    label: str | _StrPromise
    address_of: Callable[[Recipient], str]
    send: Callable[[Parcel], None]
    delivers: Callable[[], bool] = _always
    order: int = 100


_CHANNELS: dict[str, Channel] = {}


def declare_channel(channel: Channel) -> Channel:
    """Register a channel.

    Raises:
        ValueError: its key is empty or taken.
    """
    if not channel.key or channel.key in _CHANNELS:
        raise ValueError(f"channel '{channel.key}' has no key, or is declared twice")
    _CHANNELS[channel.key] = channel
    return channel


def channels() -> Sequence[Channel]:
    """All declared channels, the first to be asked first."""
    return sorted(_CHANNELS.values(), key=lambda channel: channel.order)


def channel_of(key: str) -> Channel | None:
    """The channel of this key."""
    return _CHANNELS.get(key)


def channel_to(recipient: Recipient, wanted: str = "") -> tuple[Channel, str] | None:
    """The channel by which ``recipient`` is reached, with the address there; None where there is none."""
    for channel in channels():
        if wanted in ("", channel.key) and (address := channel.address_of(recipient)):
            return channel, address
    return None
