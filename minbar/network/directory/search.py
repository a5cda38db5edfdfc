"""What the search over everything finds in the directory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.searching import Hit, Searcher
from minbar.network.directory import queries
from minbar.network.directory.access import DirectoryPermission
from minbar.network.directory.enums import Nature


def _find(nature: Nature) -> Callable[[Any, str, int], Sequence[Hit]]:
    def find(user: Any, text: str, limit: int) -> list[Hit]:
        found = queries.search(user, text, nature=nature, limit=limit)
        return [Hit(str(one.party), one.party.get_absolute_url(), _beside(one)) for one in found]

    return find


def _beside(found: queries.Found) -> str:
    """The name by which the entry was found where another is shown, its category and its place."""
    other = "" if found.name == str(found.party) else found.name
    return " · ".join(filter(None, [other, str(found.party.category or ""), str(found.party.place or "")]))


def _more(route: str) -> Callable[[str], str]:
    return lambda text: f"{reverse(route)}?{urlencode({'q': text})}"


SEARCHERS = [
    Searcher(
        _("Organisations"),
        DirectoryPermission.VIEW,
        _find(Nature.ORGANISATION),
        _more("directory:organisations"),
        order=10,
    ),
    Searcher(_("People"), DirectoryPermission.VIEW_PEOPLE, _find(Nature.PERSON), _more("directory:people"), order=20),
]
