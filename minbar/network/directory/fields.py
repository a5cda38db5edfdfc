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
    """A place of the gazetteer, by its name in any language or by its p-code."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("A country, province or district, in any language."))
        super().__init__(widget=SuggestInput("place"), max_length=200, **kwargs)

    def clean(self, value: Any) -> Place | None:
        text = super().clean(value)
        if not text:
            return None
        found = places_named(text.replace("›", " "), limit=6)
        same = [place for place in found if place.level == found[0].level] if found else []
        exact = exactly(text, same)
        if len(exact) == 1:
            return exact[0]
        if not found:
            raise ValidationError(_("The gazetteer has no such place. Check the spelling, or give the wider place."))
        names = listed(place_in_words(place) for place in exact or found)
        raise ValidationError(_("Do you mean one of these? %(names)s"), params={"names": names})

    def prepare_value(self, value: Any) -> Any:
        return place_in_words(value) if isinstance(value, Place) else value


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
