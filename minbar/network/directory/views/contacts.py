"""Contact points on an entry's page, and the forms that change them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import decide
from minbar.foundation.access.routes import requires
from minbar.foundation.screens.cells import Cell
from minbar.foundation.screens.forms import FormView
from minbar.foundation.screens.records import ButtonView, DetailItem, Section
from minbar.network.directory import actions, queries
from minbar.network.directory.access import DirectoryPermission
from minbar.network.directory.enums import Consent, ContactKind
from minbar.network.directory.forms import ContactForm
from minbar.network.directory.models import ContactPoint, Party
from minbar.network.directory.rules import can_edit

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


def contact_section(user: User, party: Party) -> Section:
    """The contact points that ``user`` may see, each with what its holder said; how many others there are."""
    points = list(party.contact_points.all())
    sees_personal = decide(user, DirectoryPermission.VIEW_CONTACTS, subject=party)
    seen = [point for point in points if sees_personal or not point.is_personal]
    editable = bool(can_edit(user, party))
    items = [_item(point, editable) for point in seen]
    if len(seen) < len(points):
        hidden = gettext("Personal contact points are shown to those who may contact people.")
        items.append(DetailItem(_("Not shown"), hidden))
    return Section(_("Contact points"), items)


def _item(point: ContactPoint, editable: bool) -> DetailItem:
    label = " · ".join(filter(None, [point.get_kind_display(), point.label, _said(point)]))
    kind = Cell.TEXT if point.kind == ContactKind.ADDRESS else Cell.CODE
    return DetailItem(
        label, point.value, kind, url=reverse("directory:contact-edit", args=[point.uid]) if editable else ""
    )


def _said(point: ContactPoint) -> str:
    return "" if point.consent == Consent.UNKNOWN else str(point.get_consent_display())


@requires(DirectoryPermission.EDIT)
class ContactAdd(FormView):
    form_class = ContactForm
    title = _("Add a contact point")
    done = _("The contact point is saved.")
    idempotent = True

    def rows(self, user: User) -> QuerySet[Any]:
        return queries.entries(user)

    def initial(self, record: Any | None) -> dict[str, Any]:
        return {"consent": record.consent if record else Consent.UNKNOWN}

    def form_arguments(self, record: Any | None, user: User) -> dict[str, Any]:
        return {"user": user}

    def act(self, form: ContactForm, user: User) -> Party:
        actions.add_contact(by=user, party=self.record, contact=form.given())
        return self.record  # type: ignore[no-any-return]  # the view's own kind


@requires(DirectoryPermission.EDIT)
class ContactEdit(FormView):
    template_name = "directory/contact_form.html"
    form_class = ContactForm
    title = _("Edit a contact point")
    done = _("The contact point is changed.")

    def rows(self, user: User) -> QuerySet[Any]:
        return contact_points(user)

    def initial(self, record: Any | None) -> dict[str, Any]:
        return ContactForm.initial_of(record) if record else {}

    def form_arguments(self, record: Any | None, user: User) -> dict[str, Any]:
        return {"user": user}

    def act(self, form: ContactForm, user: User) -> Party:
        return actions.edit_contact(by=user, point=self.record, contact=form.given()).party

    def _back_url(self) -> str:
        return str(self.record.party.get_absolute_url())


@requires(DirectoryPermission.EDIT)
class ContactRemove(ButtonView):
    done = _("The contact point is removed.")

    def rows(self, user: User) -> QuerySet[Any]:
        return contact_points(user)

    def act(self, record: ContactPoint, user: User) -> None:
        actions.remove_contact(by=user, point=record)

    def next_url(self, record: Any) -> str:
        return str(record.party.get_absolute_url())


def contact_points(user: User) -> QuerySet[ContactPoint]:
    """The contact points of the entries that ``user`` may see."""
    return ContactPoint.objects.filter(party__in=queries.entries(user)).select_related("party")
