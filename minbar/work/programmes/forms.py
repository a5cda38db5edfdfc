"""The forms of this room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.models import fields_for_model
from django.utils.translation import gettext_lazy as _

from minbar.foundation.text.fields import DayField
from minbar.foundation.text.languages import Language, listed
from minbar.network.directory.enums import Nature, Sex
from minbar.network.directory.fields import PlaceField
from minbar.network.directory.party_fields import PartiesField
from minbar.work.programmes.enums import AgeBand, ParticipationRole, PartyRole, Quantity
from minbar.work.programmes.models import Activity, ActivityKind, Programme, Project, Track

LANGUAGE_NAMES = {Language.ARABIC: _("in Arabic"), Language.TURKISH: _("in Turkish"), Language.ENGLISH: _("in English")}
ORGANISATIONS = {PartyRole.HOST: "hosts", PartyRole.PARTNER: "partners", PartyRole.FUNDER: "funders"}


class ActivityForm(forms.Form):
    """An activity with its organisations and trainers. Who took part is recorded on the activity's own page."""

    hosts = PartiesField(label=_("Hosts"), natures=[Nature.ORGANISATION], required=False)
    partners = PartiesField(label=_("Partners"), natures=[Nature.ORGANISATION], required=False)
    funders = PartiesField(label=_("Funders"), natures=[Nature.ORGANISATION], required=False)
    trainers = PartiesField(label=_("Trainers"), natures=[Nature.PERSON], required=False)
    FIRST = ("kind", "title", "code", "starts_on", "ends_on", "status", "project", "programme", "track")
    QUANTITIES = ("hours", "sessions", "registrations", "copies", "pages")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tied = self.fields
        self.fields = fields_for_model(Activity, fields=self.FIRST)
        self.fields["starts_on"] = DayField(label=_("First day"))
        self.fields["ends_on"] = DayField(
            label=_("Last day"), required=False, help_text=_("Leave empty where it took one day.")
        )
        self.fields["track"].required = False
        self.fields["track"].help_text = _("Follows from the project or programme where one is chosen.")
        self.fields["place"] = PlaceField(label=_("Place"), required=False)
        self.fields |= fields_for_model(Activity, fields=("venue", *self.QUANTITIES))
        for name in self.QUANTITIES:
            self.fields[name].help_text = _("Counted by: %(kinds)s.") % {"kinds": kinds_counting(name)}
        self.fields["work_title"] = forms.CharField(
            label=_("Book or film"),
            max_length=250,
            required=False,
            help_text=_("The title of what is read, discussed or shown."),
        )
        self.fields |= tied | fields_for_model(Activity, fields=("summary",))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        lines = [values.get(name) for name in ("project", "programme", "track")]
        if not any(lines) and not {"project", "programme", "track"} & self.errors.keys():
            self.add_error("track", _("Choose the track, or the programme or project that it belongs to."))
        return values

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        values = dict(self.cleaned_data)
        values["organisations"] = {role: values.pop(name) for role, name in ORGANISATIONS.items()}
        return values


def kinds_counting(quantity: str) -> str:
    """The kinds of activity that count a quantity, to be read in a sentence."""
    return listed(kind for kind in ActivityKind.objects.all() if Quantity(quantity) in kind.counts)


def initial_activity(activity: Activity) -> dict[str, Any]:
    """What stands in the form of an activity that is there."""
    names = (*ActivityForm.FIRST, "place", "venue", *ActivityForm.QUANTITIES, "summary")
    initial: dict[str, Any] = {name: getattr(activity, name) for name in names}
    ties = list(activity.involvements.select_related("organisation").order_by("pk"))
    for role, name in ORGANISATIONS.items():
        initial[name] = [tie.organisation for tie in ties if tie.role == role]
    trainers = activity.participation.filter(role=ParticipationRole.TRAINER, person__isnull=False)
    initial["trainers"] = [row.person for row in trainers.select_related("person").order_by("pk")]
    return initial | {"work_title": activity.work.title if activity.work else ""}


class HeadCountForm(forms.Form):
    """A grid of sex × age: how many of each were there in one role beside those listed by name."""

    roles = list(ParticipationRole)

    def __init__(self, *args: Any, role: ParticipationRole, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role = role
        for sex in Sex:
            for band in AgeBand:
                label = listed([sex.label, band.label])
                number = forms.IntegerField(label=label, min_value=0, max_value=1_000_000, required=False)
                number.widget.attrs |= {"inputmode": "numeric", "aria-label": label}
                self.fields[cell_name(sex, band)] = number

    def rows(self) -> Iterator[tuple[AgeBand, list[forms.BoundField]]]:
        """The grid by age band, one field for each sex."""
        for band in AgeBand:
            yield band, [self[cell_name(sex, band)] for sex in Sex]

    @property
    def sexes(self) -> list[Sex]:
        return list(Sex)

    def cells(self) -> dict[tuple[Sex, AgeBand], int]:
        """What was typed; empty is nobody."""
        return {(sex, band): self.cleaned_data[cell_name(sex, band)] or 0 for sex in Sex for band in AgeBand}


def cell_name(sex: Sex, band: AgeBand) -> str:
    return f"{sex.value}_{band.name.lower()}"


class PeopleForm(forms.Form):
    """People who took part, by name."""

    role = forms.ChoiceField(label=_("Role"), choices=ParticipationRole.choices)
    people = PartiesField(label=_("People"), natures=[Nature.PERSON])


class LabelledForm(forms.Form):
    """What is named once in each language; subclasses say what else it has."""

    model: type[Any]
    also: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language in Language:
            attributes = {"lang": language.value, "dir": language.direction}
            self.fields[f"name_{language}"] = forms.CharField(
                label=f"{_('Name')} {LANGUAGE_NAMES[language]}",
                max_length=200,
                widget=forms.TextInput(attrs=attributes),
            )
        self.fields |= fields_for_model(self.model, fields=("code", *self.also))
        self.fields["code"].help_text = _("Latin letters; stands in sheets and figures. Choose it once.")
        for name, field in self.fields.items():
            if isinstance(field, forms.DateField):
                self.fields[name] = DayField(label=field.label, required=field.required)

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        values = dict(self.cleaned_data)
        values["labels"] = {language.value: values.pop(f"name_{language}") for language in Language}
        return values

    @classmethod
    def initial_of(cls, record: Any) -> dict[str, Any]:
        names = {f"name_{language}": record.labels.get(language, "") for language in Language}
        return names | {name: getattr(record, name) for name in ("code", *cls.also)}


class TrackForm(LabelledForm):
    model = Track
    also = ("position",)


class ProgrammeForm(LabelledForm):
    model = Programme
    also = ("track", "position")


class ProjectForm(LabelledForm):
    model = Project
    also = ("programme", "starts_on", "ends_on", "position")


class KindForm(LabelledForm):
    model = ActivityKind
    also = ("position",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["counts"] = forms.MultipleChoiceField(
            label=_("What it counts"),
            choices=Quantity.choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    @classmethod
    def initial_of(cls, record: Any) -> dict[str, Any]:
        return super().initial_of(record) | {"counts": record.counts}
