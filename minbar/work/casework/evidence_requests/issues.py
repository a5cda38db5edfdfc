"""Community issues, for which evidence is asked, belong to a room beside this one: a door tells which there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

#: user → the identifiers and names of the issues that the user may see.
Issues = Callable[["User"], Iterable[tuple[UUID, str]]]

_SOURCES: list[Issues] = []


def issues_come_from(source: Issues) -> None:
    """Declare where community issues are kept."""
    _SOURCES.append(source)


def issues_for(user: User) -> dict[UUID, str]:
    """The issues for which this user may ask for evidence, by identifier."""
    return {uid: label for source in _SOURCES for uid, label in source(user)}
