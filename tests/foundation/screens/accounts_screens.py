"""Screens over accounts, for the tests: the smallest room that has a list, a record and a form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import include, path, reverse

from minbar.foundation.access.decisions import Denied, denied
from minbar.foundation.access.permissions import Permission, grant
from minbar.foundation.access.roles import Role
from minbar.foundation.access.routes import requires
from minbar.foundation.screens.cells import Cell, Severity, Status
from minbar.foundation.screens.filters import ChoiceFilter, PeriodFilter, PlaceFilter, YesNoFilter
from minbar.foundation.screens.forms import FormView
from minbar.foundation.screens.lists import ListView
from minbar.foundation.screens.records import Button, ButtonView, DetailItem, Due, RecordView, Section
from minbar.foundation.screens.tables import Add, BulkOperation, Column, Table

User = get_user_model()


class SamplePermission(Permission):
    VIEW = "sample.view"
    EDIT = "sample.edit"


grant(Role.DIRECTOR, SamplePermission.VIEW)
grant(Role.ADMINISTRATOR, SamplePermission.VIEW, SamplePermission.EDIT)

PLACES = {"TR": None, "SY": None, "TR34": "TR", "TR27": "TR"}


def places(chosen: Any) -> Any:
    return [(code, parent, code.lower()) for code, parent in PLACES.items() if parent is None or parent in chosen]


def deactivate(rows: Any, user: Any) -> str:
    return f"{rows.update(is_active=False)} stopped"


class AccountTable(Table):
    key = "sample.accounts"
    title = "Accounts"
    columns = (
        Column("name", "Name", sort="name", link=True),
        Column("email", "E-mail", Cell.CODE, sort="email"),
        Column("made", "Made", Cell.DATETIME, value="created_at", sort="created_at"),
        Column("active", "Status", Cell.STATUS, value=lambda user: Status("active", Severity.GOOD)),
        Column("language", "Language", shown=False),
    )
    filters = (
        ChoiceFilter("language", "Language", "language", choices=lambda: {"ar": "Arabic", "tr": "Turkish"}),
        YesNoFilter("active", "Active", Q(is_active=True)),
        PeriodFilter("made", "Made", "created_at__date"),
        PlaceFilter("place", "Place", condition=lambda code: Q(email__startswith=code.lower()), places=places),
    )
    order = ("name",)
    record_route = "sample:account"
    add = Add("sample:account-add", "Add an account", SamplePermission.EDIT)
    bulk = (BulkOperation("deactivate", "Stop", SamplePermission.EDIT, run=deactivate),)

    def rows(self, user: Any) -> Any:
        return User.objects.exclude(name="hidden")

    def search(self, rows: Any, text: str) -> Any:
        return rows.filter(name__icontains=text)


@requires(SamplePermission.VIEW)
class AccountList(ListView):
    table = AccountTable


@requires(SamplePermission.VIEW)
class AccountRecord(RecordView):
    list_route = "sample:accounts"
    list_title = "Accounts"

    def rows(self, user: Any) -> Any:
        return User.objects.exclude(name="hidden")

    def status(self, record: Any) -> Status:
        return Status("active", Severity.GOOD)

    def sections(self, record: Any) -> list[Section]:
        items = [
            DetailItem("E-mail", record.email, Cell.CODE),
            DetailItem("Last seen", record.last_login, Cell.DATETIME),
        ]
        return [Section("Sign-in", items), Section("Nothing known", [DetailItem("Phone", "")])]

    def due(self, record: Any) -> list[Due]:
        return [Due("Confirm the address")]

    def buttons(self, record: Any, user: Any) -> list[Button]:
        return [
            Button("Edit", reverse("sample:account-edit", args=[record.uid])),
            Button("Stop", reverse("sample:account-stop", args=[record.uid]), post=True, dangerous=True),
        ]


@requires(SamplePermission.EDIT)
class AccountStop(ButtonView):
    done = "Stopped."
    undo_route = "sample:account-stop"

    def rows(self, user: Any) -> Any:
        return User.objects.all()

    def act(self, record: Any, user: Any) -> None:
        if record == user:
            raise Denied(denied("You can't stop yourself."))
        User.objects.filter(pk=record.pk).update(is_active=not record.is_active)

    def next_url(self, record: Any) -> str:
        return reverse("sample:account", args=[record.uid])


class AccountForm(forms.Form):
    name = forms.CharField(label="Name", help_text="As the person writes it.")
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    languages = forms.MultipleChoiceField(
        label="Languages",
        choices=[("ar", "Arabic"), ("tr", "Turkish")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    born = forms.DateField(label="Born", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    agreed = forms.BooleanField(label="Agreed", required=False)


@requires(SamplePermission.EDIT)
class AccountAdd(FormView):
    form_class = AccountForm
    title = "Add an account"
    list_route = "sample:accounts"
    list_title = "Accounts"

    def act(self, form: Any, user: Any) -> str:
        name = form.cleaned_data["name"]
        if name == "forbidden":
            raise Denied(denied("Only the board may add this one."))
        if name == "taken":
            raise ValidationError({"name": "Somebody has this name."})
        made = User.objects.create_user(f"{name}@example.org", name=name)
        return reverse("sample:account", args=[made.uid])


@requires(SamplePermission.EDIT)
class AccountEdit(AccountAdd):
    def rows(self, user: Any) -> Any:
        return User.objects.exclude(name="hidden")

    def initial(self, record: Any) -> dict[str, Any]:
        return {"name": record.name}

    def act(self, form: Any, user: Any) -> str:
        User.objects.filter(pk=self.record.pk).update(name=form.cleaned_data["name"])
        return reverse("sample:account", args=[self.record.uid])


sample = (
    [
        path("", AccountList.as_view(), name="accounts"),
        path("add/", AccountAdd.as_view(), name="account-add"),
        path("<uuid:uid>/", AccountRecord.as_view(), name="account"),
        path("<uuid:uid>/edit/", AccountEdit.as_view(), name="account-edit"),
        path("<uuid:uid>/stop/", AccountStop.as_view(), name="account-stop"),
    ],
    "sample",
)
urlpatterns = [path("sample/", include(sample)), path("", include("config.urls"))]
