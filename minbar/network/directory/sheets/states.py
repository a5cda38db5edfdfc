"""Names as columns, and entries as rows: what a sheet shows of an entry is what a sheet would make of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from minbar.network.directory.enums import ContactKind
from minbar.network.directory.models import (
    Affiliation,
    ContactPoint,
    EngagementCategory,
    Name,
    OrganisationKind,
    Party,
)
from minbar.network.directory.naming import names_as_columns


class States:
    """What is written of some entries, read in a few queries for all of them."""

    def __init__(self, records: Sequence[Any]) -> None:
        self.ids = [record.pk for record in records]

    def common(self, record: Any) -> dict[str, Any]:
        """The values of the columns that people and organisations share."""
        points = self._points.get(record.pk, [])
        return names_as_columns(self._names.get(record.pk, [])) | {
            "category": self.categories.get(record.category_id, ""),
            "place": record.place_id,
            "languages": tuple(record.languages),
            "tags": tuple(self._tags.get(record.pk, ())),
            "notes": record.notes,
            "phone": tuple(point.value for point in points if point.kind == ContactKind.PHONE),
            "email": tuple(point.value for point in points if point.kind == ContactKind.EMAIL),
            "website": next((point.value for point in points if point.kind == ContactKind.WEBSITE), ""),
            "address": next((point.value for point in points if point.kind == ContactKind.ADDRESS), ""),
            "consent": record.consent,
        }

    def affiliation(self, person_id: int) -> tuple[int | None, str]:
        """The organisation in which a person is now, and as what."""
        return self._affiliations.get(person_id, (None, ""))

    @cached_property
    def categories(self) -> dict[int, str]:
        return dict(EngagementCategory.objects.values_list("pk", "code"))

    @cached_property
    def kinds(self) -> dict[int, str]:
        return dict(OrganisationKind.objects.values_list("pk", "code"))

    @cached_property
    def _names(self) -> dict[int, list[Name]]:
        return _by_party(Name.objects.filter(party_id__in=self.ids).order_by("pk"))

    @cached_property
    def _points(self) -> dict[int, list[ContactPoint]]:
        return _by_party(ContactPoint.objects.filter(party_id__in=self.ids).order_by("pk"))

    @cached_property
    def _tags(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        rows = Party.tags.through.objects.filter(party_id__in=self.ids).order_by("pk")
        for party_id, labels in rows.values_list("party_id", "tag__labels"):
            found[party_id].append(next(iter(labels.values()), ""))
        return found

    @cached_property
    def _affiliations(self) -> dict[int, tuple[int | None, str]]:
        present = Affiliation.objects.filter(person_id__in=self.ids, ended_on=None).order_by("-pk")
        return {
            person_id: (organisation_id, title)
            for person_id, organisation_id, title in present.values_list("person_id", "organisation_id", "title")
        }


def _by_party(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.party_id].append(row)
    return found
