"""Where rooms above this one join in: they declare themselves as the site starts, and are never imported from here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, ParamSpec

if TYPE_CHECKING:
    from uuid import UUID

    from minbar.foundation.accounts.models import User
    from minbar.work.casework.cases.models import Case

P = ParamSpec("P")


class Hook(Generic[P]):
    """A moment at which whatever was declared for it runs, in the order of its declaration."""

    def __init__(self) -> None:
        self._declared: list[Callable[P, object]] = []

    def declare(self, function: Callable[P, object]) -> None:
        """Let ``function`` run at this moment, inside the transaction of whatever comes to it."""
        self._declared.append(function)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> None:
        for function in self._declared:
            function(*args, **kwargs)


#: Somebody asked for a page about the record of this identifier; runs reading as them.
page_read: Hook[[User, UUID]] = Hook()
#: A case was given to a case worker; runs with system access.
case_assigned: Hook[[Case]] = Hook()
