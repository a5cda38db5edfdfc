"""The pages of one record: a person, an organisation, an affiliation, a list, a place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from minbar.foundation.access.routes import requires
from minbar.foundation.screens.cells import Cell, Severity, Status
from minbar.foundation.screens.records import Button, DetailItem, RecordView, Section
from minbar.foundation.screens.requests import user_of
from minbar.foundation.text.languages import in_language, listed
from minbar.network.directory import queries
from minbar.network.directory.access import DirectoryPermission
from minbar.network.directory.enums import Consent
from minbar.network.directory.fields import place_in_words
from minbar.network.directory.models import NamedList, Place
from minbar.network.directory.rules import can_edit
from minbar.network.directory.spoken import language_labels
from minbar.network.directory.tables import AffiliationTable
from minbar.network.directory.views.contacts import contact_section

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

CONSENT_SEVERITIES = {
    Consent.GIVEN: Severity.GOOD,
    Consent.REFUSED: Severity.BAD,
    Consent.WITHDRAWN: Severity.BAD,
    Consent.UNKNOWN: Severity.NEUTRAL,
}


class EntryRecord(RecordView):
    """What the pages of people and organisations share."""

    def status(self, record: Any) -> Status | None:
        if record.consent == Consent.UNKNOWN:
            return None
        return Status(record.get_consent_display(), CONSENT_SEVERITIES[Consent(record.consent)])

    def sections(self, record: Any) -> Sequence[Section]:
        return [
            Section(_("What it is"), [*self.own_items(record), *self._classification(record)]),
            Section(_("Names"), self._names(record)),
            contact_section(user_of(self.request), record),
            Section(_("Notes"), [DetailItem(_("Notes"), record.notes, Cell.LONG)]),
        ]

    def own_items(self, record: Any) -> list[DetailItem]:
        """What only this kind of entry has."""
        return []

    def _classification(self, record: Any) -> list[DetailItem]:
        labels = language_labels()
        spoken = listed(in_language(labels[code]) if code in labels else code for code in record.languages)
        place = record.place
        return [
            DetailItem(_("Engagement category"), record.category),
            DetailItem(_("Place"), place and place_in_words(place), url=place.get_absolute_url() if place else ""),
            DetailItem(_("Languages"), spoken),
            DetailItem(_("Tags"), listed(record.tags.all())),
        ]

    def _names(self, record: Any) -> list[DetailItem]:
        labels = language_labels()
        items = []
        for name in sorted(record.names.all(), key=lambda name: (not name.preferred, name.pk)):
            language = in_language(labels[name.language]) if name.language in labels else name.get_script_display()
            items.append(DetailItem(f"{name.get_kind_display()} · {language}", name.text))
        return items

    def buttons(self, record: Any, user: User) -> Sequence[Button]:
        if not can_edit(user, record):
            return []
        return [
            Button(_("Edit"), reverse(f"directory:{record.nature}-edit", args=[record.uid])),
            *self.own_buttons(record),
            Button(_("Add a contact point"), reverse("directory:contact-add", args=[record.uid])),
            Button(_("Put on a list"), reverse("directory:entry-list", args=[record.uid])),
        ]

    def own_buttons(self, record: Any) -> list[Button]:
        return []


@requires(DirectoryPermission.VIEW)
class OrganisationRecord(EntryRecord):
    list_route = "directory:organisations"
    list_title = _("Organisations")

    def rows(self, user: User) -> QuerySet[Any]:
        related = ("kind", "category", "place__parent", "parent")
        return queries.organisations(user).select_related(*related).prefetch_related("names", "tags")

    def summary(self, record: Any) -> str:
        return str(record.kind) if record.kind else str(_("Organisation"))

    def own_items(self, record: Any) -> list[DetailItem]:
        return [
            DetailItem(_("Kind"), record.kind),
            DetailItem(_("Part of"), record.parent, url=record.parent.get_absolute_url() if record.parent else ""),
            DetailItem(_("Registration number"), record.registration_number, Cell.CODE),
            DetailItem(_("Founded on"), record.founded_on, Cell.DATE),
            DetailItem(_("Dissolved on"), record.dissolved_on, Cell.DATE),
        ]


@requires(DirectoryPermission.VIEW_PEOPLE, hides=True)
class PersonRecord(EntryRecord):
    list_route = "directory:people"
    list_title = _("People")

    def rows(self, user: User) -> QuerySet[Any]:
        return queries.people(user).select_related("category", "place__parent").prefetch_related("names", "tags")

    def summary(self, record: Any) -> str:
        return str(_("Person"))

    def own_items(self, record: Any) -> list[DetailItem]:
        return [DetailItem(_("Sex"), record.get_sex_display())]

    def own_buttons(self, record: Any) -> list[Button]:
        return [Button(_("Add an affiliation"), reverse("directory:affiliation-add", args=[record.uid]))]


@requires(DirectoryPermission.VIEW_PEOPLE, hides=True)
class AffiliationRecord(RecordView):
    show_history = False
    list_route = "directory:people"
    list_title = _("People")

    def rows(self, user: User) -> QuerySet[Any]:
        return AffiliationTable().rows(user)

    def title(self, record: Any) -> str:
        return record.title or str(record.organisation)

    def summary(self, record: Any) -> str:
        return str(record.person)

    def status(self, record: Any) -> Status:
        return (
            Status(pgettext("affiliation", "Ended"))
            if record.ended_on
            else Status(pgettext("affiliation", "Present"), Severity.GOOD)
        )

    def sections(self, record: Any) -> Sequence[Section]:
        items = [
            DetailItem(_("Person"), record.person, url=record.person.get_absolute_url()),
            DetailItem(_("Organisation"), record.organisation, url=record.organisation.get_absolute_url()),
            DetailItem(_("From"), record.started_on, Cell.DATE),
            DetailItem(_("Until"), record.ended_on, Cell.DATE),
        ]
        return [Section(_("Affiliation"), items)]

    def buttons(self, record: Any, user: User) -> Sequence[Button]:
        if not can_edit(user, record.person):
            return []
        remove = reverse("directory:affiliation-remove", args=[record.uid])
        return [
            Button(_("Edit"), reverse("directory:affiliation-edit", args=[record.uid])),
            Button(_("Remove"), remove, post=True, dangerous=True),
        ]


@requires(DirectoryPermission.VIEW)
class NamedListRecord(RecordView):
    list_route = "directory:lists"
    list_title = _("Lists")

    def rows(self, user: User) -> QuerySet[Any]:
        return NamedList.objects.all()

    def sections(self, record: Any) -> Sequence[Section]:
        return [Section(_("List"), [DetailItem(_("What it is for"), record.description, Cell.LONG)])]

    def buttons(self, record: Any, user: User) -> Sequence[Button]:
        if not can_edit(user):
            return []
        return [
            Button(_("Put an entry on it"), reverse("directory:list-put", args=[record.uid])),
            Button(_("Take entries off it"), reverse("directory:list-take", args=[record.uid])),
            Button(_("Edit"), reverse("directory:list-edit", args=[record.uid])),
        ]


@requires(DirectoryPermission.VIEW)
class PlaceRecord(RecordView):
    list_route = "directory:places"
    list_title = _("Places")
    show_history = False

    def rows(self, user: User) -> QuerySet[Any]:
        return Place.objects.select_related("parent__parent", "country", "province", "district")

    def summary(self, record: Any) -> str:
        return str(record.get_level_display())

    def sections(self, record: Any) -> Sequence[Section]:
        parent = record.parent
        names = [DetailItem(in_language(language_labels()[code]), name) for code, name in record.labels.items()]
        items = [
            DetailItem(_("Within"), parent, url=parent.get_absolute_url() if parent else ""),
            DetailItem(_("P-code"), record.code, Cell.CODE),
        ]
        return [Section(_("Place"), items), Section(_("Names"), names)]
