"""Form fields for what is too many to choose from a list: entries of the directory and places, written by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minbar.foundation.text.languages import listed
from minbar.foundation.text.normalise import normalise
from minbar.network.directory.enums import Nature
from minbar.network.directory.matching import resembling_each
from minbar.network.directory.models import Name, Organisation, Party, Person, Place
from minbar.network.directory.naming import keys_of

ANYONE = (Nature.PERSON, Nature.ORGANISATION)
MODELS: dict[Nature, type[Party]] = {Nature.PERSON: Person, Nature.ORGANISATION: Organisation}


class PartiesField(forms.CharField):
    """Entries of the directory by name, each on its own line; gives them in the order written.

    A name may be in any script or spelling that the directory knows. One that several entries bear is told apart by
    the beginning of the identifier, as in exported sheets.
    """

    widget: type[forms.Widget] | forms.Widget = forms.Textarea(attrs={"rows": 3, "dir": "auto"})

    def __init__(self, *, natures: Sequence[Nature] = ANYONE, **kwargs: Any) -> None:
        self.natures = natures
        kwargs.setdefault("help_text", gettext_lazy("One name on each line, as in the directory."))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else "\n".join(str(party) for party in value)

    def clean(self, value: Any) -> list[Party]:
        text = super().clean(value)
        return find_parties(text.splitlines(), self.natures)


class PartyField(PartiesField):
    """One entry of the directory by name, or None."""

    widget: type[forms.Widget] | forms.Widget = forms.TextInput(attrs={"dir": "auto"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("The name as in the directory."))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, Party) else value

    def clean(self, value: Any) -> Any:
        return next(iter(super().clean(value)), None)


def find_parties(names: Iterable[str], natures: Sequence[Nature]) -> list[Party]:
    """The entries that bear ``names``, as people or organisations where only these are asked for.

    Blank names are passed over.

    Raises:
        ValidationError: an error for each name that nobody bears, with those that resemble it, or that several bear.
    """
    wanted = {name.strip(): keys_of(name.partition("#")[0]).search for name in names if name.strip()}
    rows = Name.objects.filter(search_key__in=set(wanted.values()), party__nature__in=natures).select_related("party")
    bearers: dict[str, dict[int, Party]] = {}
    for row in rows:
        bearers.setdefault(row.search_key, {})[row.party_id] = row.party
    found, problems = {}, []
    for name, key in wanted.items():
        parties = [party for party in bearers.get(key, {}).values() if _is_tagged(party, name)]
        if len(parties) == 1:
            found[parties[0].pk] = parties[0]
        else:
            problems.append(_several(name, parties) if parties else _nobody(name, natures))
    if problems:
        raise ValidationError(problems)
    if len(natures) == 1:
        whole = MODELS[natures[0]]._default_manager.in_bulk(found)
        return [whole[pk] for pk in found]
    return list(found.values())


def _is_tagged(party: Party, name: str) -> bool:
    return party.uid.hex.startswith(name.partition("#")[2].strip())


def _several(name: str, parties: Sequence[Party]) -> str:
    tagged = listed(f"{name} #{party.uid.hex[:8]}" for party in parties)
    return _("“%(name)s” is the name of several entries. Write one of these: %(tagged)s.") % {
        "name": name,
        "tagged": tagged,
    }


def _nobody(name: str, natures: Sequence[Nature]) -> str:
    alike = [one.name for nature in natures for one in resembling_each([[name]], nature)[0]]
    if alike:
        message = _("“%(name)s” is not in the directory. Did you mean one of these: %(alike)s?")
        return message % {"name": name, "alike": listed(alike)}
    return _("“%(name)s” is not in the directory. Add it there first, or correct the spelling.") % {"name": name}


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
