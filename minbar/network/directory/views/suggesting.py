"""What pages ask for while somebody types: names to choose from, entries that a new one resembles."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from minbar.foundation.access.routes import requires
from minbar.foundation.screens.requests import user_of
from minbar.network.directory import queries
from minbar.network.directory.access import DirectoryPermission
from minbar.network.directory.enums import ContactKind, Nature
from minbar.network.directory.fields import place_in_words, written
from minbar.network.directory.forms import shown_resembling
from minbar.network.directory.matching import resembling
from minbar.network.directory.naming import NAMES

SHORTEST = 2
SHOWN = 8


@requires(DirectoryPermission.VIEW)
def suggestions(request: HttpRequest, what: str) -> HttpResponse:
    """Options for a field: entries ("person", "organisation", "entry") or places by what was typed so far."""
    text = request.GET.get(request.GET.get("field", ""), "").strip()
    pairs: list[tuple[str, str]] = []
    if len(text) >= SHORTEST and what == "place":
        found = queries.places_named(text, limit=SHOWN)
        pairs = [(place_in_words(place), place.get_level_display()) for place in found]
    elif len(text) >= SHORTEST:
        nature = Nature(what) if what in set(Nature) else None
        near = queries.search(user_of(request), text, nature=nature, limit=SHOWN)
        names = [str(one.party) for one in near]
        pairs = [
            (written(one.party, alone=names.count(str(one.party)) == 1), _beside(one, str(one.party))) for one in near
        ]
    return render(request, "directory/suggestions.html", {"suggestions": pairs})


def _beside(found: queries.Found, shown: str) -> str:
    """What tells an entry from others of its name: the name by which it was found, its place."""
    other = found.name if found.name != shown else ""
    return " · ".join(filter(None, [other, str(found.party.place or "")]))


@requires(DirectoryPermission.EDIT)
def resembling_entries(request: HttpRequest, nature: str) -> HttpResponse:
    """The entries that are like the one that is being typed."""
    if nature not in set(Nature):
        raise Http404
    names = [text for name in NAMES if len(text := request.GET.get(name, "").strip()) > SHORTEST]
    contacts = [(kind, request.GET.get(kind, "")) for kind in (ContactKind.PHONE, ContactKind.EMAIL)]
    found = resembling(names, Nature(nature), contacts=contacts) if names else []
    return render(request, "directory/resembling.html", {"resembling": shown_resembling(found, Nature(nature))})
