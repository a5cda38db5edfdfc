"""How references to people, organisations and places appear on the screens of whatever record has them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from django import forms
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q

from minbar.foundation.screens.cells import Cell
from minbar.foundation.screens.filters import Filter, PlaceFilter
from minbar.foundation.screens.presentations import Presentation, Reference, References, present_references_to
from minbar.foundation.screens.records import DetailItem
from minbar.foundation.text.languages import in_language, listed
from minbar.network.directory.enums import Nature
from minbar.network.directory.fields import PlaceField
from minbar.network.directory.models import Party, Place
from minbar.network.directory.party_fields import NATURE_OF, party_formfield
from minbar.network.directory.party_filters import PartyFilter
from minbar.network.directory.queries import lies_within, parties_called, places_inside

LEVELS = ("country", "province", "district")


def _item(presentation: Presentation, party: Party) -> DetailItem:
    """An entry that leads to its page; what it is, where the field's name does not say whether it is somebody."""
    either = presentation.field.related_model is Party
    return DetailItem(Nature(party.nature).label if either else presentation.label, party, url=party.get_absolute_url())


class PartyPresentation(Reference):
    """One person or organisation."""

    def detail(self, record: Any) -> DetailItem | Sequence[DetailItem]:
        party = self.value(record)
        return _item(self, party) if party else ()

    @property
    def sort(self) -> str:
        return f"{self.name}__sort_key"

    def filter(self) -> Filter:
        return PartyFilter(
            self.field.name,
            self.label,
            lambda party: Q(**{self.name: party.pk}),
            NATURE_OF[self.field.related_model],
        )

    def form_field(self) -> forms.Field:
        return party_formfield(self.field, label=self.label)

    def search(self, text: str) -> Q:
        return Q(**{f"{self.name}__in": parties_called(text)})


class PartiesPresentation(References):
    """Several people or organisations; in the order of the rows between where these have one, as counterparts do."""

    def __init__(self, field: Any, path: str = "") -> None:
        super().__init__(field, path)
        self.prefetch = ()
        self.rows: Any = field.remote_field.through._default_manager
        self.here, self.there = field.m2m_field_name(), field.m2m_reverse_field_name()

    @property
    def annotations(self) -> Mapping[str, Any]:
        rows = self.rows.filter(**{self.here: OuterRef("pk")}).order_by(*self._order(), "pk")
        return {f"{self.name}_labels": ArraySubquery(rows.values(f"{self.there}__labels"))}

    def _order(self) -> Sequence[str]:
        return [name for name in self.rows.model._meta.ordering if name != "id"] or [f"{self.there}__sort_key"]

    @property
    def cell(self) -> Callable[[Any], object]:
        name = f"{self.name}_labels"
        return lambda record: listed(in_language(labels) for labels in getattr(record, name))

    def initial(self, record: Any) -> Sequence[Any]:
        rows = self.rows.filter(**{self.here: record}).select_related(self.there).order_by(*self._order(), "pk")
        return [getattr(row, self.there) for row in rows]

    def detail(self, record: Any) -> Sequence[DetailItem]:
        return [_item(self, party) for party in self.initial(record)]

    def filter(self) -> Filter:
        natures = NATURE_OF[self.field.related_model]
        return PartyFilter(self.field.name, self.label, lambda party: self._with([party.pk]), natures)

    def form_field(self) -> forms.Field:
        return party_formfield(self.field, label=self.label)

    def search(self, text: str) -> Q:
        return self._with(parties_called(text))

    def _with(self, parties: Any) -> Q:
        return Q(pk__in=self.rows.filter(**{f"{self.there}__in": parties}).values(self.here))


class PlacePresentation(Reference):
    """A place of the gazetteer, in the places around it."""

    kind = Cell.LABELS

    def __init__(self, field: Any, path: str = "") -> None:
        super().__init__(field, path)
        self.select_for_page = tuple(f"{self.name}__{level}" for level in LEVELS)

    @property
    def cell(self) -> str:
        return f"{self.attribute}.labels"

    @property
    def sort(self) -> str:
        return f"{self.name}__code"

    def detail(self, record: Any) -> DetailItem:
        place = self.value(record)
        around = [getattr(place, level) for level in LEVELS] if place else []
        return DetailItem(self.label, " › ".join(str(level) for level in around if level))

    def filter(self) -> Filter:
        inside = partial(lies_within, path=self.name)
        return PlaceFilter(self.field.name, self.label, condition=inside, places=places_inside)

    def form_field(self) -> forms.Field:
        return PlaceField(label=self.label, required=not self.field.blank)


present_references_to(Party, PartyPresentation, PartiesPresentation)
present_references_to(Place, PlacePresentation)
