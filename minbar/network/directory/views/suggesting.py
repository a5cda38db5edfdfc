"""What pages ask for while somebody types: places to choose from, possible duplicates of a new entry."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from minbar.foundation.access.routes import requires
from minbar.network.directory import queries
from minbar.network.directory.access import DirectoryPermission
from minbar.network.directory.enums import ContactKind, Nature
from minbar.network.directory.fields import place_in_words
from minbar.network.directory.forms import shown_duplicates
from minbar.network.directory.matching import possible_duplicates
from minbar.network.directory.naming import NAMES

SHORTEST = 2
SHOWN = 8


@requires(DirectoryPermission.VIEW)
def suggestions(request: HttpRequest, what: str) -> HttpResponse:
    """Options for a field that names a place, by what was typed so far."""
    if what != "place":
        raise Http404
    text = request.GET.get(request.GET.get("field", ""), "").strip()
    found = queries.places_named(text, limit=SHOWN) if len(text) >= SHORTEST else []
    pairs = [(place_in_words(place), place.get_level_display()) for place in found]
    return render(request, "directory/suggestions.html", {"suggestions": pairs})


@require_POST
@requires(DirectoryPermission.EDIT)
def possible_duplicates_of_name(request: HttpRequest, nature: str) -> HttpResponse:
    """The entries that are like the one that is being typed."""
    if nature not in set(Nature):
        raise Http404
    names = [text for name in NAMES if len(text := request.POST.get(name, "").strip()) > SHORTEST]
    contacts = [(kind, request.POST.get(kind, "")) for kind in (ContactKind.PHONE, ContactKind.EMAIL)]
    found = possible_duplicates(names, Nature(nature), contacts=contacts) if names else []
    return render(
        request, "directory/possible_duplicates.html", {"possible_duplicates": shown_duplicates(found, Nature(nature))}
    )
