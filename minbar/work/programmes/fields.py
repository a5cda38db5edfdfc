"""The form field for places written by name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minbar.foundation.text.normalise import normalise
from minbar.network.directory.models import Place


class PlaceField(forms.CharField):
    """A place of the gazetteer by name: a district with its province ("Fatih, İstanbul"), a province, or a country."""

    widget = forms.TextInput(attrs={"dir": "auto"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("A province, or a district with its province after a comma."))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Place):
            return value
        return f"{value}, {value.parent}" if value.parent and value.parent.parent_id else str(value)

    def clean(self, value: Any) -> Place | None:
        text = super().clean(value)
        return find_place(text) if text else None


def find_place(text: str) -> Place:
    """The place that ``text`` names; the widest where a province and its centre share a name.

    Raises:
        ValidationError: there is none, or several of one level.
    """
    name, _comma, around = (normalise(part) for part in text.replace("،", ",").partition(","))
    found = [place for place in _places_called(name) if not around or around in _names(place.parent)]
    if found:
        widest = min(place.level for place in found)
        found = [place for place in found if place.level == widest]
    if len(found) == 1:
        return found[0]
    if found:
        choices = "; ".join(f"{place}, {place.parent}" for place in found)
        raise ValidationError(_("Several places have this name. Write one of these: %s.") % choices)
    raise ValidationError(_("No place of this name is known. Write a province, or a district and its province."))


def _places_called(name: str) -> list[Place]:
    level_up = Place.objects.select_related("parent")
    return [place for place in level_up.filter(~Q(labels={})) if name in _names(place)]


def _names(place: Place | None) -> set[str]:
    return {normalise(text) for text in (*place.labels.values(), *place.aliases)} if place else set()
