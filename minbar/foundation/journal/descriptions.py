"""How events read on a record's page. A room declares them in its ``journal_messages.py``::

    describe("directory.person_added", _("Person added"))

The sentence says what was done, without who, when or to what: these stand beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_DESCRIPTIONS: dict[str, str | _StrPromise] = {}


def describe(event: str, description: str | _StrPromise) -> None:
    """Say how ``event`` reads; ``description`` is a lazy translation.

    Raises:
        ValueError: the event is described already.
    """
    if event in _DESCRIPTIONS:
        raise ValueError(f"the event '{event}' is described twice")
    _DESCRIPTIONS[event] = description


def description_of(event: str) -> str:
    """The event in the reader's language; its bare name where no room describes it."""
    return str(_DESCRIPTIONS.get(event) or event.rpartition(".")[2].replace("_", " "))


def described() -> frozenset[str]:
    """All described events."""
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
