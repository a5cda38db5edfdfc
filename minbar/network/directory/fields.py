"""Form fields in which an entry or a place is named by typing; scripts offer suggestions, none are needed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minbar.foundation.text.languages import listed
from minbar.foundation.text.normalise import normalise
from minbar.network.directory.enums import Nature
from minbar.network.directory.models import Party, Place
from minbar.network.directory.queries import called, places_named, search


class SuggestInput(forms.TextInput):
    """A text input with suggestions from the server."""

    template_name = "directory/widgets/suggest.html"

    def __init__(self, what: str) -> None:
        super().__init__(attrs={"autocomplete": "off", "dir": "auto"})
        self.what = what

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        address = reverse("directory:suggestions", args=[self.what])
        context["widget"]["suggestions"] = f"{address}?field={name}"
        return context


def written(party: Party, *, alone: bool) -> str:
    """The name of an entry as a field takes it back: with the beginning of its identifier unless it stands alone."""
    return str(party) if alone else f"{party} #{party.uid.hex[:8]}"


class EntryField(forms.CharField):
    """An entry of the directory, by any of its names; ``user`` is given by the form."""

    user: Any = None

    def __init__(self, *, nature: Nature | None = None, **kwargs: Any) -> None:
        self.nature = nature
        what = nature.value if nature else "entry"
        kwargs.setdefault("help_text", _("Type the name as you know it; any spelling will do."))
        super().__init__(widget=SuggestInput(what), max_length=320, **kwargs)

    def clean(self, value: Any) -> Party | None:
        text = super().clean(value)
        if not text:
            return None
        found = called(self.user, text, self.nature)
        if len(found) == 1:
            return found[0]
        near = found or [one.party for one in search(self.user, text, nature=self.nature, limit=3)]
        if not near:
            raise ValidationError(
                _("Nobody in the directory is called this. Add the entry first, or look for it there.")
            )
        names = listed(written(party, alone=False) for party in near)
        raise ValidationError(_("Do you mean one of these? %(names)s"), params={"names": names})

    def prepare_value(self, value: Any) -> Any:
        return written(value, alone=False) if isinstance(value, Party) else value


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
