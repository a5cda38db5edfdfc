"""How actions read on a record's page. A room declares them in its ``happenings.py``::

    describe("directory.person_added", _("Person added"))

The sentence says what was done, without who, when or to what: these stand beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_DESCRIPTIONS: dict[str, str | _StrPromise] = {}


def describe(action: str, description: str | _StrPromise) -> None:
    """Say how ``action`` reads; ``description`` is a lazy translation.

    Raises:
        ValueError: the action is described already.
    """
    if action in _DESCRIPTIONS:
        raise ValueError(f"the action '{action}' is described twice")
    _DESCRIPTIONS[action] = description


def description_of(action: str) -> str:
    """The action in the reader's language; its bare name where no room describes it."""
    return str(_DESCRIPTIONS.get(action) or action.rpartition(".")[2].replace("_", " "))


def described() -> frozenset[str]:
    """All described actions."""
    return frozenset(_DESCRIPTIONS)
