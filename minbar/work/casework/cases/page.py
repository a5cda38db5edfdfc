"""What other rooms add to the page of a case: buttons, and parts with a template of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from minbar.foundation.screens.addresses import address_of
from minbar.foundation.screens.records import Button

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from minbar.foundation.accounts.models import User
    from minbar.work.casework.cases.models import Case
    from minbar.work.casework.cases.queries.readers import Reader

#: What a part shows of a case to a reader; the part is left out where it is empty.
Content = Callable[["Case", "User", "Reader"], Any]


@dataclass(frozen=True)
class PageButton:
    """A way from the page of a case to a form about it.

    Attributes:
        route: named with its namespace; takes the identifier of the case.
        shown: whether this reader sees it, by what was read already; the action asks its rule again.
    """

    label: str | _StrPromise
    route: str
    shown: Content
    dangerous: bool = False


@dataclass(frozen=True)
class PagePart:
    """A part of the page of a case.

    Attributes:
        template: sees the page's context, and what ``content`` gave as ``part.content``.
        content: runs with system access, and queries no more than it must: the page is opened all day.
        aside: stands beside the case, otherwise above it.
    """

    template: str
    content: Content
    aside: bool = False


@dataclass(frozen=True)
class ShownPart:
    template: str
    content: Any
    aside: bool


_BUTTONS: list[PageButton] = []
_PARTS: list[PagePart] = []


def declare_button(button: PageButton) -> None:
    """Show ``button`` on the pages of cases."""
    _BUTTONS.append(button)


def declare_part(part: PagePart) -> None:
    """Show ``part`` on the pages of cases."""
    _PARTS.append(part)


def declared_buttons(case: Case, user: User, reader: Reader) -> list[Button]:
    """The declared buttons that this reader sees on the page of ``case``."""
    return [
        Button(str(button.label), address_of(button.route, case.uid), dangerous=button.dangerous)
        for button in _BUTTONS
        if button.shown(case, user, reader)
    ]


def parts_of(case: Case, user: User, reader: Reader) -> list[ShownPart]:
    """The declared parts that have something to show to this reader."""
    found = ((part, part.content(case, user, reader)) for part in _PARTS)
    return [ShownPart(part.template, content, part.aside) for part, content in found if content]
