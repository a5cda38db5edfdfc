"""The search over everything: a room declares in its ``search.py`` what of its records can be found::

SEARCHERS = [
    Searcher(
        title=_("Organisations"),
        permission=DirectoryPermission.VIEW,
        find=lambda user, text, limit: [Hit(str(found), found.get_absolute_url()) for found in …],
        more=lambda text: f"{reverse('directory:organisations')}?{urlencode({'q': text})}",
        order=10,
    )
]
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from minbar.foundation.access.permissions import Permission
from minbar.foundation.screens.navigation import declared, holds

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Label = str | _StrPromise

#: How many of each kind are shown before "show all".
SHOWN = 8
SHORTEST = 2


@dataclass(frozen=True)
class Hit:
    """Something found: its name, where it is, and a line that tells it from others of that name."""

    title: str
    url: str
    summary: Label = ""


@dataclass(frozen=True)
class Searcher:
    """Finds records of one kind.

    Attributes:
        find: (user, text, limit) → what the user may see of it, best first.
        more: text → the address of the whole result.
    """

    title: Label
    permission: Permission
    find: Callable[[Any, str, int], Sequence[Hit]]
    more: Callable[[str], str] | None = None
    order: int = 50


@dataclass(frozen=True)
class Finding:
    """What one searcher found."""

    title: str
    hits: Sequence[Hit]
    more_url: str


_SEARCHERS: list[Searcher] = []


def add_searcher(searcher: Searcher) -> None:
    """Let the search over everything ask a searcher that stands in no room's ``search.py``."""
    _SEARCHERS.append(searcher)


@cache
def searchers() -> tuple[Searcher, ...]:
    """Every declared searcher, in order."""
    return tuple(sorted([*declared("search", "SEARCHERS"), *_SEARCHERS], key=lambda searcher: searcher.order))


def search_everything(user: Any, text: str) -> list[Finding]:
    """What ``user`` may see that matches ``text``, by kind; kinds without a match are left out."""
    if len(text) < SHORTEST:
        return []
    findings = []
    for searcher in searchers():
        if not holds(user, searcher.permission):
            continue
        hits = searcher.find(user, text, SHOWN + 1)
        if hits:
            more = searcher.more(text) if searcher.more and len(hits) > SHOWN else ""
            findings.append(Finding(str(searcher.title), hits[:SHOWN], more))
    return findings
