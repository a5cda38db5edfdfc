"""What the pages of entries, lists and places show of other records of the directory."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.related import Panel, related
from minbar.network.directory import queries
from minbar.network.directory.access import DirectoryPermission
from minbar.network.directory.models import NamedList, Place
from minbar.network.directory.tables import (
    AffiliationTable,
    EntryTable,
    ListTable,
    OrganisationTable,
    PersonTable,
    PlaceTable,
)

Rows = QuerySet[Any, Any]


def _within(route: str) -> Callable[[Place], str]:
    """The address of a list narrowed to a place."""

    def address(place: Place) -> str:
        path = [above.code for above in (place.country, place.province, place.district) if above]
        return f"{reverse(route)}?{urlencode([('place', code) for code in path])}"

    return address


related(
    "directory.organisation",
    Panel(
        _("People"),
        AffiliationTable,
        rows=lambda organisation, user: AffiliationTable().rows(user).filter(organisation=organisation),
        permission=DirectoryPermission.VIEW_PEOPLE,
        columns=("person", "title", "started_on", "ended_on"),
    ),
)
related(
    "directory.organisation",
    Panel(
        _("Parts of it"),
        OrganisationTable,
        rows=lambda organisation, user: OrganisationTable().rows(user).filter(parent=organisation),
        permission=DirectoryPermission.VIEW,
        columns=("name", "kind", "place"),
    ),
)
related(
    "directory.person",
    Panel(
        _("Affiliations"),
        AffiliationTable,
        rows=lambda person, user: AffiliationTable().rows(user).filter(person=person),
        permission=DirectoryPermission.VIEW_PEOPLE,
        columns=("organisation", "title", "started_on", "ended_on"),
    ),
)
for entry in ("directory.organisation", "directory.person"):
    related(
        entry,
        Panel(
            _("Lists"),
            ListTable,
            rows=lambda party, user: ListTable().rows(user).filter(pk__in=party.lists.values("pk")),
            permission=DirectoryPermission.VIEW,
            columns=("title", "description"),
        ),
    )


def _on_list(named_list: NamedList, user: Any) -> Rows:
    return EntryTable().rows(user).filter(list_entries__named_list=named_list)


related(
    "directory.namedlist",
    Panel(
        _("Entries"),
        EntryTable,
        rows=_on_list,
        permission=DirectoryPermission.VIEW,
        more=lambda named_list: f"{reverse('directory:entries')}?{urlencode({'list': named_list.uid})}",
        limit=50,
    ),
)


def _organisations_in(place: Place, user: Any) -> Rows:
    return OrganisationTable().rows(user).filter(queries.lies_within(place.code))


def _people_in(place: Place, user: Any) -> Rows:
    return PersonTable().rows(user).filter(queries.lies_within(place.code))


def _places_in(place: Place, user: Any) -> Rows:
    return PlaceTable().rows(user).filter(parent=place)


related(
    "directory.place",
    Panel(
        _("Organisations"),
        OrganisationTable,
        rows=_organisations_in,
        permission=DirectoryPermission.VIEW,
        more=_within("directory:organisations"),
    ),
)
related(
    "directory.place",
    Panel(
        _("People"),
        PersonTable,
        rows=_people_in,
        permission=DirectoryPermission.VIEW_PEOPLE,
        more=_within("directory:people"),
    ),
)
related(
    "directory.place",
    Panel(
        _("Places within it"),
        PlaceTable,
        rows=_places_in,
        permission=DirectoryPermission.VIEW,
        more=_within("directory:places"),
        columns=("name", "code"),
        limit=100,
    ),
)
