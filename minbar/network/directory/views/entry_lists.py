"""Lists of entries: organisations, people, both together."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from minbar.foundation.access.routes import requires
from minbar.foundation.screens.lists import ListView
from minbar.foundation.screens.requests import user_of
from minbar.network.directory import queries
from minbar.network.directory.access import DirectoryPermission
from minbar.network.directory.tables import EntryTable, ListTable, OrganisationTable, PersonTable, PlaceTable


@requires(DirectoryPermission.VIEW)
class OrganisationList(ListView):
    table = OrganisationTable


@requires(DirectoryPermission.VIEW_PEOPLE, hides=True)
class PersonList(ListView):
    table = PersonTable


@requires(DirectoryPermission.VIEW)
class EntryList(ListView):
    table = EntryTable


@requires(DirectoryPermission.VIEW)
class NamedListList(ListView):
    table = ListTable


@requires(DirectoryPermission.VIEW)
class PlaceList(ListView):
    table = PlaceTable


@requires(DirectoryPermission.VIEW)
def entry(request: HttpRequest, uid: UUID) -> HttpResponse:
    """To the page of an entry, whether it is a person or an organisation."""
    return redirect(get_object_or_404(queries.entries(user_of(request)), uid=uid))
