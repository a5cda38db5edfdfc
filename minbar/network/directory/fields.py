"""The form field in which a place is named by typing; scripts offer suggestions, none are needed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from minbar.foundation.text.languages import listed
from minbar.foundation.text.normalise import normalise
from minbar.network.directory.models import Place
from minbar.network.directory.queries import places_named
from minbar.network.directory.widgets import SuggestInput


class PlaceField(forms.CharField):
    """A place of the gazetteer, by its name in any language or by its p-code; with the place around it where several
    bear the name: "Fatih, İstanbul", or as the suggestions have it, "İstanbul › Fatih"."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("A country, province or district, in any language."))
        super().__init__(widget=SuggestInput("place"), max_length=200, **kwargs)

    def clean(self, value: Any) -> Place | None:
        text = super().clean(value)
        return find_place(text) if text else None

    def prepare_value(self, value: Any) -> Any:
        return place_in_words(value) if isinstance(value, Place) else value


#: So many places of one name are looked at.
LOOKED_AT = 50
SHOWN = 6


def find_place(text: str) -> Place:
    """The place that ``text`` names; the widest where a province and its centre share a name.

    Raises:
        ValidationError: there is none, or several of one level.
    """
    name, _comma, around = text.replace("،", ",").partition(",")
    if "›" in text:
        around, _sign, name = text.rpartition("›")
        around = around.rpartition("›")[2]
    found = places_named(name, limit=LOOKED_AT)
    if around.strip():
        found = [place for place in found if place.parent and exactly(around, [place.parent])]
    exact = exactly(name, found)
    exact = [place for place in exact if place.level == exact[0].level]
    if len(exact) == 1:
        return exact[0]
    if not found:
        raise ValidationError(_("The gazetteer has no such place. Check the spelling, or give the wider place."))
    names = listed(place_in_words(place) for place in (exact or found)[:SHOWN])
    raise ValidationError(_("Do you mean one of these? %(names)s"), params={"names": names})


def exactly(text: str, places: list[Place]) -> list[Place]:
    """Those of ``places`` that bear just this name."""
    asked = normalise(text)
    return [
        place
        for place in places
        if asked in {normalise(name) for name in (place.code, *place.labels.values(), *place.aliases)}
    ]


def place_in_words(place: Place) -> str:
    """A place with the one around it, where that tells it apart."""
    if place.parent is None or place.level < 2:
        return str(place)
    return f"{place.parent} › {place}"
