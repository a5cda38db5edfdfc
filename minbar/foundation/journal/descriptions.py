"""How actions read on a record's page. A room declares them in its ``journal_messages.py``::

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


_VALUES: dict[str, str | _StrPromise] = {}


def name_value(name: str, label: str | _StrPromise) -> None:
    """Say what a changed value is called that is no field of its record.

    Args:
        name: as the entries have it; "app.model.name" where it means this only of one model.
        label: a lazy translation.
    """
    _VALUES[name] = label


def name_of_value(model: str, name: str) -> str:
    """What a changed value is called, in the reader's language; its bare name where nobody says."""
    return str(_VALUES.get(f"{model}.{name}") or _VALUES.get(name) or name.replace("_", " "))
