"""Forms of people, organisations, their ties and lists."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.foundation.screens.forms import tell_user
from minbar.foundation.text.languages import in_language
from minbar.network.directory.enums import Consent, ContactKind, Nature, Sex
from minbar.network.directory.fields import PlaceField
from minbar.network.directory.matching import PossibleDuplicate, possible_duplicates
from minbar.network.directory.models import (
    ContactPoint,
    EngagementCategory,
    ListEntry,
    NamedList,
    OrganisationKind,
    Party,
)
from minbar.network.directory.naming import NAMES, keeping_kinds, names_of_row
from minbar.network.directory.particulars import ContactGiven, OrganisationParticulars, PersonParticulars
from minbar.network.directory.party_fields import PartyField
from minbar.network.directory.spoken import language_labels

#: What separates several values in one box.
SEPARATORS = re.compile(r"[\n;؛,،|]+")


def separate(text: str) -> tuple[str, ...]:
    """The values written in one box."""
    return tuple(part.strip() for part in SEPARATORS.split(text) if part.strip())


def day(**kwargs: Any) -> forms.DateField:
    """A day, chosen from the browser's own calendar."""
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


def _name(required: bool = False, **kwargs: Any) -> forms.CharField:
    return forms.CharField(max_length=300, required=required, widget=forms.TextInput(attrs={"dir": "auto"}), **kwargs)


def spoken_languages() -> list[tuple[str, str]]:
    return [(code, in_language(labels)) for code, labels in language_labels().items()]


class UserForm(forms.Form):
    """A form that knows who fills it in, and says so to its fields for parties."""

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        tell_user(self, user)


class EntryForm(UserForm):
    """What the forms of people and organisations share: names, classification, and the look for one that is there."""

    nature: ClassVar[Nature]

    name = _name(required=True, label=_("Name"))
    name_tr = _name(label=_("Name in Turkish"))
    name_latin = _name(label=_("Name in English or Latin letters"))
    other_names = forms.CharField(
        label=_("Other names"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("Short, former or other names: one to a line."),
    )
    category = forms.ModelChoiceField(EngagementCategory.objects, label=_("Engagement category"), required=False)
    place = PlaceField(label=_("Place"), required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages"), required=False, choices=spoken_languages, widget=forms.CheckboxSelectMultiple
    )
    tags = forms.CharField(
        label=_("Tags"), required=False, max_length=1000, help_text=_("Words to find the entry by; put commas between.")
    )
    phone = forms.CharField(
        label=_("Phone"), required=False, max_length=60, widget=forms.TextInput(attrs={"type": "tel", "dir": "ltr"})
    )
    email = forms.EmailField(label=_("E-mail"), required=False, widget=forms.EmailInput(attrs={"dir": "ltr"}))
    website = forms.URLField(
        label=_("Website"), required=False, assume_scheme="https", widget=forms.URLInput(attrs={"dir": "ltr"})
    )
    consent = forms.ChoiceField(label=_("Consent to be contacted"), choices=Consent.choices, initial=Consent.UNKNOWN)
    notes = forms.CharField(label=_("Notes"), required=False, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}))

    def __init__(self, *args: Any, record: Party | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record = record
        self.possible_duplicates: list[dict[str, str]] = []
        if record is not None:
            for kind in ("phone", "email", "website"):  # those of an entry that is there are changed one by one
                del self.fields[kind]
            return
        for name in NAMES:
            self.fields[name].widget.attrs |= {
                "hx-post": reverse("directory:possible-duplicates", args=[self.nature.value]),
                "hx-trigger": "input changed delay:400ms",
                "hx-include": "closest form",
                "hx-target": "#possible-duplicates",
            }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and self.record is None:
            self._look_for_duplicates(cleaned)
        return cleaned

    def _look_for_duplicates(self, cleaned: dict[str, Any]) -> None:
        """Stop once at entries that are like this one; saving again goes on."""
        found = possible_duplicates(
            [cleaned[name] for name in NAMES if cleaned[name]],
            self.nature,
            contacts=[(contact.kind, contact.value) for contact in self.contacts()],
        )
        if not found:
            return
        self.possible_duplicates = shown_duplicates(found, self.nature)
        self.fields["is_another"] = forms.BooleanField(label=_("It is none of these: add a new entry"), required=False)
        if not self.data.get("is_another"):
            raise ValidationError(
                _("The directory has entries like this one. Look at them; if yours is another, say so below and save.")
            )

    def contacts(self) -> list[ContactGiven]:
        """The contact points that were typed."""
        consent = Consent(self.cleaned_data.get("consent") or Consent.UNKNOWN)
        given = {ContactKind(kind): self.cleaned_data.get(kind) or "" for kind in ("phone", "email", "website")}
        return [ContactGiven(kind=kind, value=value, consent=consent) for kind, value in given.items() if value]

    def shared(self) -> dict[str, Any]:
        """The particulars that people and organisations share."""
        data = self.cleaned_data
        before = {name.text: name for name in self.record.names.all()} if self.record else {}
        names = names_of_row(data | {"other_names": separate(data["other_names"])})
        return {
            "names": tuple(keeping_kinds(names, before)),
            "category": data["category"],
            "place": data["place"],
            "languages": tuple(data["languages"]),
            "tags": separate(data["tags"]),
            "consent": Consent(data["consent"]),
            "notes": data["notes"],
        }


class PersonForm(EntryForm):
    nature = Nature.PERSON
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex.choices, initial=Sex.UNKNOWN)
    field_order = (*NAMES, "other_names", "sex", "category", "place")

    def particulars(self) -> PersonParticulars:
        return PersonParticulars(**self.shared(), sex=Sex(self.cleaned_data["sex"]))


class OrganisationForm(EntryForm):
    nature = Nature.ORGANISATION
    kind = forms.ModelChoiceField(OrganisationKind.objects, label=_("Kind of organisation"), required=False)
    parent = PartyField(label=_("Part of"), natures=[Nature.ORGANISATION], required=False)
    registration_number = forms.CharField(label=_("Registration number"), required=False, max_length=60)
    founded_on = day(label=_("Founded on"), required=False)
    dissolved_on = day(label=_("Dissolved on"), required=False)
    field_order = (*NAMES, "other_names", "kind", "category", "place", "parent", "registration_number")

    def particulars(self) -> OrganisationParticulars:
        data = self.cleaned_data
        return OrganisationParticulars(
            **self.shared(),
            kind=data["kind"],
            parent=data["parent"],
            registration_number=data["registration_number"],
            founded_on=data["founded_on"],
            dissolved_on=data["dissolved_on"],
        )


def shown_duplicates(found: list[PossibleDuplicate], nature: Nature) -> list[dict[str, str]]:
    """Entries that resemble what is typed, as templates show them."""
    return [{"name": one.name, "url": reverse(f"directory:{nature.value}", args=[one.uid])} for one in found]


class NewPartyForm(UserForm):
    """A new entry, from within the form that names it: a person with where they are, or an organisation."""

    nature = forms.ChoiceField(choices=Nature.choices, widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput)
    name = _name(required=True, label=_("Name"))
    kind = forms.ModelChoiceField(OrganisationKind.objects, label=_("Kind of organisation"), required=False)
    organisation = PartyField(
        label=_("Organisation"), natures=[Nature.ORGANISATION], required=False, may_add=False, help_text=""
    )
    title = forms.CharField(
        label=pgettext_lazy("affiliation", "Title"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = str(self["nature"].value())
        self.becomes = Nature(given) if given in set(Nature) else Nature.ORGANISATION
        for name in ("organisation", "title") if self.becomes is Nature.ORGANISATION else ("kind",):
            del self.fields[name]

    def particulars(self) -> dict[str, Any]:
        """What ``add_named`` takes."""
        return self.cleaned_data | {"nature": self.becomes}


class AffiliationForm(UserForm):
    """A person's place in an organisation; the person is known from the page."""

    organisation = PartyField(label=_("Organisation"), natures=[Nature.ORGANISATION])
    title = forms.CharField(
        label=pgettext_lazy("affiliation", "Title"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    started_on = day(label=_("From"), required=False)
    ended_on = day(label=_("Until"), required=False)

    def __init__(self, *args: Any, fixed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if fixed:
            del self.fields["organisation"]


class ContactForm(UserForm):
    """A way to reach an entry."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ContactKind.choices)
    value = forms.CharField(label=_("Number or address"), max_length=400, widget=forms.TextInput(attrs={"dir": "auto"}))
    label = forms.CharField(
        label=_("What it is"), required=False, max_length=100, help_text=_("Such as: office, mobile, assistant.")
    )
    is_personal = forms.BooleanField(
        label=_("It is somebody's own"),
        required=False,
        help_text=_("Only those who may see personal contacts are shown it. What reaches a person always is."),
    )
    consent = forms.ChoiceField(label=_("Consent"), choices=Consent.choices)
    consent_on = day(label=_("Consent recorded on"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") == ContactKind.EMAIL and cleaned.get("value"):
            forms.EmailField().clean(cleaned["value"])
        return cleaned

    def given(self) -> ContactGiven:
        data = dict(self.cleaned_data)
        return ContactGiven(**data | {"kind": ContactKind(data["kind"]), "consent": Consent(data["consent"])})

    @staticmethod
    def initial_of(point: ContactPoint) -> dict[str, Any]:
        return {
            name: getattr(point, name) for name in ("kind", "value", "label", "is_personal", "consent", "consent_on")
        }


class ListForm(UserForm):
    """A named list."""

    title = forms.CharField(label=_("Title"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}))
    description = forms.CharField(
        label=_("What it is for"), required=False, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )


class PutOnListForm(UserForm):
    """An entry for a list."""

    party = PartyField(label=_("Entry"))
    note = forms.CharField(label=_("Note"), required=False, max_length=200)


class ChooseListForm(UserForm):
    """A list for an entry."""

    named_list = forms.ModelChoiceField(NamedList.objects, label=_("List"))
    note = forms.CharField(label=_("Note"), required=False, max_length=200)


class EntriesOfList(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # no class takes arguments when it runs
    """Places on a list, each shown as the entry that holds it."""

    def label_from_instance(self, obj: ListEntry) -> str:
        return str(obj.party)


class TakeOffListForm(UserForm):
    """Entries to take off a list."""

    entries = EntriesOfList(ListEntry.objects.none(), label=_("Entries"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, record: NamedList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["entries"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = record.entries.select_related("party").order_by("party__sort_key")
