"""Who can be written to: an account, or somebody who has none yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Recipient(Protocol):
    """What a channel and the words of a message need to know of somebody; every account is one."""

    email: str
    language: str
    digits: str
    is_active: bool


@dataclass
class Outsider:
    """Somebody without an account, such as one who is invited."""

    email: str
    language: str
    digits: str = "western"
    is_active: bool = True
