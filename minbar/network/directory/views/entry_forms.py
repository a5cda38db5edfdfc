"""Adding and editing people, organisations, affiliations and lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.routes import requires
from minbar.foundation.screens.forms import FormView
from minbar.foundation.screens.records import ButtonView
from minbar.foundation.text.languages import listed
from minbar.network.directory import actions, queries
from minbar.network.directory.access import DirectoryPermission
from minbar.network.directory.forms import (
    AffiliationForm,
    ChooseListForm,
    ListForm,
    OrganisationForm,
    PersonForm,
    PutOnListForm,
    TakeOffListForm,
)
from minbar.network.directory.models import Affiliation, NamedList, Organisation, Party, Person
from minbar.network.directory.naming import names_as_columns
from minbar.network.directory.tables import AffiliationTable

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


class DirectoryForm(FormView):
    """A form that knows its user."""

    def form_arguments(self, record: Any | None, user: User) -> dict[str, Any]:
        return {"user": user}


class EntryFormView(DirectoryForm):
    """A form of a person or an organisation; it warns of entries that resemble the new one."""

    template_name = "directory/entry_form.html"

    def form_arguments(self, record: Any | None, user: User) -> dict[str, Any]:
        return {"user": user, "record": record}

    def initial(self, record: Any | None) -> dict[str, Any]:
        if record is None:
            return {}
        names = names_as_columns(record.names.all())
        same = ("category", "place", "languages", "consent", "notes", *self.own_fields)
        return (
            names
            | {"other_names": "\n".join(names["other_names"]), "tags": listed(record.tags.all())}
            | {field: getattr(record, field) for field in same}
        )

    own_fields: tuple[str, ...] = ()


@requires(DirectoryPermission.EDIT)
class PersonAdd(EntryFormView):
    form_class = PersonForm
    title = _("Add a person")
    done = _("The person is in the directory.")
    list_route = "directory:people"
    list_title = _("People")

    def act(self, form: PersonForm, user: User) -> Person:
        return actions.add_person(by=user, particulars=form.particulars(), contacts=form.contacts())


@requires(DirectoryPermission.EDIT)
class PersonEdit(EntryFormView):
    form_class = PersonForm
    title = _("Edit a person")
    list_route = "directory:people"
    list_title = _("People")
    own_fields = ("sex",)

    def rows(self, user: User) -> QuerySet[Any]:
        return queries.people(user).select_related("place__parent")

    def act(self, form: PersonForm, user: User) -> Person:
        return actions.edit_person(by=user, person=self.record, particulars=form.particulars())


@requires(DirectoryPermission.EDIT)
class OrganisationAdd(EntryFormView):
    form_class = OrganisationForm
    title = _("Add an organisation")
    done = _("The organisation is in the directory.")
    list_route = "directory:organisations"
    list_title = _("Organisations")

    def act(self, form: OrganisationForm, user: User) -> Organisation:
        return actions.add_organisation(by=user, particulars=form.particulars(), contacts=form.contacts())


@requires(DirectoryPermission.EDIT)
class OrganisationEdit(EntryFormView):
    form_class = OrganisationForm
    title = _("Edit an organisation")
    list_route = "directory:organisations"
    list_title = _("Organisations")
    own_fields = ("kind", "parent", "registration_number", "founded_on", "dissolved_on")

    def rows(self, user: User) -> QuerySet[Any]:
        return queries.organisations(user).select_related("place__parent", "parent")

    def act(self, form: OrganisationForm, user: User) -> Organisation:
        return actions.edit_organisation(by=user, organisation=self.record, particulars=form.particulars())


@requires(DirectoryPermission.EDIT)
class AffiliationAdd(DirectoryForm):
    form_class = AffiliationForm
    title = _("Add an affiliation")
    done = _("The affiliation is saved.")
    list_route = "directory:people"
    list_title = _("People")
    idempotent = True

    def rows(self, user: User) -> QuerySet[Any]:
        return queries.people(user)

    def act(self, form: AffiliationForm, user: User) -> Person:
        actions.add_affiliation(by=user, person=self.record, **form.cleaned_data)
        return self.record  # type: ignore[no-any-return]  # the view's own kind


@requires(DirectoryPermission.EDIT)
class AffiliationEdit(DirectoryForm):
    form_class = AffiliationForm
    title = _("Edit an affiliation")
    list_route = "directory:people"
    list_title = _("People")

    def rows(self, user: User) -> QuerySet[Any]:
        return AffiliationTable().rows(user)

    def form_arguments(self, record: Any | None, user: User) -> dict[str, Any]:
        return {"user": user, "fixed": True}

    def initial(self, record: Any | None) -> dict[str, Any]:
        return {field: getattr(record, field) for field in ("title", "started_on", "ended_on")}

    def act(self, form: AffiliationForm, user: User) -> Affiliation:
        return actions.edit_affiliation(by=user, affiliation=self.record, **form.cleaned_data)


@requires(DirectoryPermission.EDIT)
class AffiliationRemove(ButtonView):
    done = _("The affiliation is removed.")

    def rows(self, user: User) -> QuerySet[Any]:
        return AffiliationTable().rows(user)

    def act(self, record: Affiliation, user: User) -> None:
        actions.remove_affiliation(by=user, affiliation=record)

    def next_url(self, record: Any) -> str:
        return str(record.person.get_absolute_url())


@requires(DirectoryPermission.EDIT)
class ListAdd(DirectoryForm):
    form_class = ListForm
    title = _("Begin a list")
    done = _("The list is there. Put entries on it.")
    list_route = "directory:lists"
    list_title = _("Lists")

    def act(self, form: ListForm, user: User) -> NamedList:
        return actions.add_list(by=user, **form.cleaned_data)


@requires(DirectoryPermission.EDIT)
class ListEdit(DirectoryForm):
    form_class = ListForm
    title = _("Edit a list")
    list_route = "directory:lists"
    list_title = _("Lists")

    def rows(self, user: User) -> QuerySet[Any]:
        return NamedList.objects.all()

    def initial(self, record: Any | None) -> dict[str, Any]:
        return {"title": record.title, "description": record.description} if record else {}

    def act(self, form: ListForm, user: User) -> NamedList:
        return actions.edit_list(by=user, named_list=self.record, **form.cleaned_data)


@requires(DirectoryPermission.EDIT)
class ListPut(DirectoryForm):
    form_class = PutOnListForm
    title = _("Put an entry on the list")
    done = _("The entry is on the list.")
    list_route = "directory:lists"
    list_title = _("Lists")

    def rows(self, user: User) -> QuerySet[Any]:
        return NamedList.objects.all()

    def act(self, form: PutOnListForm, user: User) -> NamedList:
        return actions.put_on_list(by=user, named_list=self.record, **form.cleaned_data).named_list


@requires(DirectoryPermission.EDIT)
class EntryToList(DirectoryForm):
    form_class = ChooseListForm
    title = _("Put on a list")
    done = _("The entry is on the list.")

    def rows(self, user: User) -> QuerySet[Any]:
        return queries.entries(user)

    def act(self, form: ChooseListForm, user: User) -> Party:
        return actions.put_on_list(by=user, party=self.record, **form.cleaned_data).party


@requires(DirectoryPermission.EDIT)
class ListTake(DirectoryForm):
    form_class = TakeOffListForm
    title = _("Take entries off the list")
    submit = _("Take off")
    done = _("The entries are off the list; they stay in the directory.")
    list_route = "directory:lists"
    list_title = _("Lists")

    def rows(self, user: User) -> QuerySet[Any]:
        return NamedList.objects.all()

    def form_arguments(self, record: Any | None, user: User) -> dict[str, Any]:
        return {"user": user, "record": record}

    def act(self, form: TakeOffListForm, user: User) -> NamedList:
        actions.take_off_list(by=user, named_list=self.record, entries=form.cleaned_data["entries"])
        return self.record  # type: ignore[no-any-return]  # the view's own kind
