"""Lists of entries, affiliations, places and named lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from minbar.foundation.screens.cells import Cell
from minbar.foundation.screens.filters import ChoiceFilter, PlaceFilter, State
from minbar.foundation.screens.tables import Add, Column, Table
from minbar.foundation.text.languages import choice_labels
from minbar.network.directory import queries
from minbar.network.directory.access import DirectoryPermission
from minbar.network.directory.enums import Nature, PlaceLevel, Sex
from minbar.network.directory.models import Affiliation, ListEntry, NamedList, Party, Place, Tag
from minbar.network.directory.rules import visible_natures

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

Rows = QuerySet[Any, Any]


@dataclass(frozen=True)
class GatheredFilter(ChoiceFilter):
    """Entries that are in any of the chosen gatherings: tags, lists. An entry in two of them is listed once."""

    through: type[Any] = Tag

    def state(self, params: QueryDict) -> State:
        state = super().state(params)
        if state.condition is not None:
            state.condition = Q(pk__in=self.through.objects.filter(state.condition).values("party_id"))
        return state


NAME = Column("name", _("Name"), Cell.LABELS, value="labels", sort="sort_key", link=True)
CATEGORY = Column("category", _("Engagement category"), Cell.LABELS, value="category.labels", sort="category__position")
PLACE = Column("place", _("Place"), Cell.LABELS, value="place.labels", sort="place__code")
CHANGED = Column("changed", _("Last changed"), Cell.DATETIME, value="updated_at", sort="updated_at", shown=False)
BY_CATEGORY = ChoiceFilter("category", _("Engagement category"), "category__code", queries.engagement_categories)
BY_PLACE = PlaceFilter("place", _("Place"), condition=queries.lies_within, places=queries.places_inside)
BY_TAG = GatheredFilter("tag", _("Tag"), "tag__key", queries.tag_choices, through=Party.tags.through)
BY_LIST = GatheredFilter("list", _("List"), "named_list__uid", queries.list_choices, through=ListEntry)


class OrganisationTable(Table):
    key = "directory.organisations"
    title = _("Organisations")
    columns = (
        NAME,
        Column("kind", _("Kind"), Cell.LABELS, value="kind.labels", sort="kind__position"),
        CATEGORY,
        PLACE,
        Column("founded_on", _("Founded on"), Cell.DATE, sort="founded_on", shown=False),
        Column("registration_number", _("Registration number"), Cell.CODE, shown=False),
        CHANGED,
    )
    filters = (
        ChoiceFilter("kind", _("Kind"), "kind__code", queries.organisation_kinds),
        BY_CATEGORY,
        BY_PLACE,
        BY_TAG,
        BY_LIST,
    )
    order = ("sort_key",)
    record_route = "directory:organisation"
    add = Add("directory:organisation-add", _("Add an organisation"), DirectoryPermission.EDIT)
    sheet = "organisations"
    empty = _("No organisations yet. Add the first one, or import a workbook of them.")

    def rows(self, user: User) -> Rows:
        return queries.organisations(user).select_related("kind", "category", "place")

    def search(self, rows: Rows, text: str) -> Rows:
        return queries.narrowed_by_name(rows, text)


class PersonTable(Table):
    key = "directory.people"
    title = _("People")
    columns = (
        NAME,
        Column("sex", _("Sex"), value=lambda person: person.get_sex_display(), sort="sex", shown=False),
        CATEGORY,
        PLACE,
        CHANGED,
    )
    filters = (
        BY_CATEGORY,
        ChoiceFilter("sex", _("Sex"), "sex", lambda: choice_labels(Sex)),
        BY_PLACE,
        BY_TAG,
        BY_LIST,
    )
    order = ("sort_key",)
    record_route = "directory:person"
    add = Add("directory:person-add", _("Add a person"), DirectoryPermission.EDIT)
    sheet = "people"
    empty = _("No people yet. Add the first one, or import a workbook of them.")

    def rows(self, user: User) -> Rows:
        return queries.people(user).select_related("category", "place")

    def search(self, rows: Rows, text: str) -> Rows:
        return queries.narrowed_by_name(rows, text)


class EntryTable(Table):
    """People and organisations together."""

    key = "directory.entries"
    title = _("Directory")
    columns = (
        NAME,
        Column("nature", _("Person or organisation"), value=lambda party: party.get_nature_display(), sort="nature"),
        CATEGORY,
        PLACE,
        CHANGED,
    )
    filters = (
        ChoiceFilter("nature", _("Person or organisation"), "nature", lambda: choice_labels(Nature)),
        BY_CATEGORY,
        BY_PLACE,
        BY_TAG,
        BY_LIST,
    )
    order = ("sort_key",)
    record_route = "directory:entry"
    empty = _("The directory is empty. Import a workbook of organisations or people to fill it.")

    def rows(self, user: User) -> Rows:
        return queries.entries(user).select_related("category", "place")

    def search(self, rows: Rows, text: str) -> Rows:
        return queries.narrowed_by_name(rows, text)


def linked(party: Party) -> SafeString:
    """The name of an entry, leading to its page."""
    return format_html('<a href="{}"><bdi>{}</bdi></a>', party.get_absolute_url(), party)


class AffiliationTable(Table):
    title = _("Affiliations")
    columns = (
        Column("person", _("Person"), value=lambda held: linked(held.person)),
        Column("organisation", _("Organisation"), value=lambda held: linked(held.organisation)),
        Column(
            "title",
            pgettext_lazy("affiliation", "Title"),
            value=lambda held: held.title or pgettext("affiliation", "no title"),
            sort="title",
            link=True,
        ),
        Column("started_on", _("From"), Cell.DATE, sort="started_on"),
        Column("ended_on", _("Until"), Cell.DATE, sort="ended_on"),
    )
    order = ("-started_on",)
    record_route = "directory:affiliation"

    def rows(self, user: User) -> Rows:
        seen = Affiliation.objects.select_related("person", "organisation")
        return seen if Nature.PERSON in visible_natures(user) else seen.none()


class ListTable(Table):
    key = "directory.lists"
    title = _("Lists")
    columns = (
        Column("title", _("Title"), sort="title", link=True),
        Column("description", _("What it is for")),
        Column("entries", _("Entries"), Cell.NUMBER, value="size", sort="size"),
    )
    order = ("title",)
    record_route = "directory:list"
    add = Add("directory:list-add", _("Begin a list"), DirectoryPermission.EDIT)
    empty = _("No lists yet. Begin one to gather entries for a purpose, such as the guests of a conference.")

    def rows(self, user: User) -> Rows:
        seen = Count("entries", filter=Q(entries__party__nature__in=visible_natures(user)))
        return NamedList.objects.annotate(size=seen)

    def search(self, rows: Rows, text: str) -> Rows:
        return rows.filter(Q(title__icontains=text) | Q(description__icontains=text))


class PlaceTable(Table):
    key = "directory.places"
    title = _("Places")
    columns = (
        Column("name", _("Name"), Cell.LABELS, value="labels", sort="code", link=True),
        Column("code", _("P-code"), Cell.CODE, sort="code"),
        Column("level", _("Level"), value=lambda place: place.get_level_display(), sort=("level", "code")),
        Column("parent", _("Within"), Cell.LABELS, value="parent.labels"),
    )
    filters = (
        ChoiceFilter("level", _("Level"), "level", lambda: choice_labels(PlaceLevel)),
        PlaceFilter(
            "place",
            _("Within"),
            condition=lambda code: Q(country__code=code) | Q(province__code=code) | Q(code=code),
            places=queries.places_inside,
        ),
    )
    order = ("level", "code")
    record_route = "directory:place"

    def rows(self, user: User) -> Rows:
        return Place.objects.select_related("parent")

    def search(self, rows: Rows, text: str) -> Rows:
        return rows.filter(pk__in=[place.pk for place in queries.places_named(text, limit=200)])
