"""Forms to define figures: for one dataset, with its measures and dimensions to choose from, or a declared value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy as _

from minbar.foundation.figures.declare import CALENDAR, Dataset, Dimension
from minbar.foundation.figures.definition import EDITION, DefinitionError
from minbar.foundation.figures.enums import FigureKind
from minbar.foundation.figures.models import Figure
from minbar.foundation.figures.reading import read_definition
from minbar.foundation.figures.words import Words
from minbar.foundation.text.fields import DayField, ReadingDecimalField
from minbar.foundation.text.languages import Language, in_language

#: With more values than this, they are typed rather than ticked.
MOST_TICKED = 40
_LANGUAGES = {Language.ARABIC: _("Arabic"), Language.TURKISH: _("Turkish"), Language.ENGLISH: _("English")}
#: Stands for the unknown in a list of values to tick; no value of a dimension is empty.
UNKNOWN = ""
ALL_TIME, DATES = "all", "dates"


class FigureForm(forms.Form):
    """What every figure has: a key and names in three languages."""

    key = forms.CharField(label=_("Key"), max_length=80, validators=[validate_slug],
                          help_text=_("Latin letters, digits and hyphens; texts cite the figure by it."),
                          widget=forms.TextInput(attrs={"dir": "ltr"}))  # fmt: skip

    def __init__(self, *args: Any, figure: Figure | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.figure = figure
        self._add_labels("labels", _("Name"), required=True)

    def _add_labels(self, name: str, label: Any, *, required: bool = False) -> None:
        for language, spoken in _LANGUAGES.items():
            self.fields[f"{name}_{language}"] = forms.CharField(
                label=_("%(name)s (%(language)s)") % {"name": label, "language": spoken},
                required=required,
                max_length=300,
                widget=forms.TextInput(attrs={"dir": "auto", "lang": language.value}),
            )

    def clean_key(self) -> str:
        key = str(self.cleaned_data["key"])
        taken = Figure.objects.filter(key=key).first()
        if taken is not None and taken != self.figure:
            raise forms.ValidationError(_("Another figure has this key. Choose another."), code="taken")
        return key

    def labels(self, name: str) -> dict[str, str]:
        """The texts of a name in three languages, without the empty ones."""
        texts = {language.value: self.cleaned_data.get(f"{name}_{language}", "") for language in Language}
        return {language: text for language, text in texts.items() if text}

    def fields_of_figure(self) -> dict[str, Any]:
        """What :func:`.actions.define_figure` takes."""
        return {"key": self.cleaned_data["key"], "labels": self.labels("labels")}


class DeclaredForm(FigureForm):
    """A value that can't be traced to records, and who says it."""

    value = ReadingDecimalField(label=_("Value"), max_digits=20, decimal_places=4)
    as_of = DayField(label=_("As of"), required=False)
    source_url = forms.URLField(label=_("Address of the source"), required=False, assume_scheme="https",
                                widget=forms.URLInput(attrs={"dir": "ltr"}))  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._add_labels("unit", _("Unit"))
        self._add_labels("source", _("Source"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.labels("source") and not cleaned.get("source_url"):
            self.add_error("source_ar", _("Say where the value comes from: in words, or by its address."))
        return cleaned

    def fields_of_figure(self) -> dict[str, Any]:
        kept = {name: self.cleaned_data[name] for name in ("value", "as_of", "source_url")}
        texts = {name: self.labels(name) for name in ("unit", "source")}
        return super().fields_of_figure() | kept | texts | {"kind": FigureKind.DECLARED}


class TracedForm(FigureForm):
    """A figure over one dataset."""

    measure = forms.ChoiceField(label=_("What is counted"), widget=forms.RadioSelect)
    period = forms.ChoiceField(
        label=_("Period"), widget=forms.RadioSelect, initial=EDITION,
        choices=[(EDITION, _("that of the edition it is printed in")), (DATES, _("between two dates")),
                 (ALL_TIME, _("all time"))],
    )  # fmt: skip
    start = DayField(label=_("First day"), required=False)
    end = DayField(label=_("Last day"), required=False)

    def __init__(self, *args: Any, dataset: Dataset, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dataset = dataset
        self._words = Words(dataset)
        measures = [(measure.key, measure.label) for measure in dataset.measures]
        self._choice("measure").choices = measures
        self.fields["measure"].initial = dataset.measures[0].key
        if dataset.period is None:
            for name in ("period", "start", "end"):
                del self.fields[name]
        dimensions = dataset.all_dimensions()
        for dimension in dimensions.values():
            self.fields[f"filter_{dimension.key}"] = self._filter(dimension)
        self.fields["by"] = forms.MultipleChoiceField(
            label=_("Split by"), required=False, widget=forms.CheckboxSelectMultiple,
            choices=[(key, dimension.label) for key, dimension in dimensions.items()],
        )  # fmt: skip

    def _choice(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        return field

    def _filter(self, dimension: Dimension) -> forms.Field:
        label = _("Only where %(dimension)s is") % {"dimension": dimension.label}
        values = {} if dimension.values is None else dimension.values()
        if 0 < len(values) <= MOST_TICKED:
            choices = [(value, in_language(dict(labels)) or value) for value, labels in values.items()]
            choices.append((UNKNOWN, str(_("Unknown"))))
            return forms.MultipleChoiceField(
                label=label, required=False, widget=forms.CheckboxSelectMultiple, choices=choices
            )
        example = _("Values with commas between them, or a range such as 2022..2024.") if (
            dimension in CALENDAR or dimension.values is None
        ) else _("Codes with commas between them.")  # fmt: skip
        return forms.CharField(
            label=label, required=False, help_text=example, widget=forms.TextInput(attrs={"dir": "ltr"})
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("period") == DATES and not (cleaned.get("start") or cleaned.get("end")):
            self.add_error("start", _("Give a first day, a last day, or both."))
        try:
            read_definition(self.definition(), values=True)
        except DefinitionError as error:
            for problem in error.problems:
                self.add_error(self._field_of(problem.part), problem.message)
        return cleaned

    def _field_of(self, part: str) -> str | None:
        name = part.replace("filters.", "filter_") if part.startswith("filters.") else part
        return name if name in self.fields else None

    def definition(self) -> dict[str, Any]:
        """The definition's JSON."""
        cleaned = self.cleaned_data
        filters = {
            key: wanted
            for key in self.dataset.all_dimensions()
            if (wanted := _wanted(cleaned.get(f"filter_{key}"))) is not None
        }
        period: Any = {EDITION: EDITION, DATES: self._days()}.get(cleaned.get("period", ""))
        return {
            "dataset": self.dataset.key,
            "measure": cleaned.get("measure"),
            "filters": filters,
            "period": period,
            "by": list(cleaned.get("by") or []),
        }

    def _days(self) -> dict[str, str]:
        days = {"from": self.cleaned_data.get("start"), "to": self.cleaned_data.get("end")}
        return {side: day.isoformat() for side, day in days.items() if day}

    def fields_of_figure(self) -> dict[str, Any]:
        return super().fields_of_figure() | {"kind": FigureKind.TRACED, "definition": self.definition()}


def _wanted(given: Any) -> list[str | None] | dict[str, str | None] | None:
    """What a filter's field says, as a definition writes it; None where it says nothing."""
    if not given:
        return None
    if isinstance(given, str):
        first, is_range, last = given.partition("..")
        if is_range:
            return {"from": first.strip() or None, "to": last.strip() or None}
        return [value.strip() for value in given.split(",") if value.strip()]
    return [None if value == UNKNOWN else value for value in given]


def initial_of(figure: Figure) -> dict[str, Any]:
    """What stands in a form's fields for a figure that is changed."""
    initial: dict[str, Any] = {name: getattr(figure, name) for name in ("key", "value", "as_of", "source_url")}
    for name in ("labels", "unit", "source"):
        initial |= {f"{name}_{language}": text for language, text in getattr(figure, name).items()}
    if figure.definition:
        initial |= _initial_of_definition(figure.definition)
    return initial


def _initial_of_definition(definition: Mapping[str, Any]) -> dict[str, Any]:
    initial: dict[str, Any] = {"measure": definition.get("measure"), "by": definition.get("by") or []}
    period = definition.get("period")
    initial["period"] = EDITION if period == EDITION else DATES if period else ALL_TIME
    if isinstance(period, Mapping):
        for name, side in (("start", "from"), ("end", "to")):
            initial[name] = date.fromisoformat(period[side]) if period.get(side) else None
    for key, wanted in (definition.get("filters") or {}).items():
        initial[f"filter_{key}"] = _written(wanted)
    return initial


class Ticked(list[str]):
    """Values of a filter that reads as typed text where its dimension has too many values to tick."""

    def __str__(self) -> str:
        return ", ".join(self)


def _written(wanted: Any) -> Any:
    if isinstance(wanted, Mapping):
        return f"{wanted.get('from') or ''}..{wanted.get('to') or ''}"
    values: Iterable[Any] = wanted
    return Ticked(UNKNOWN if value is None else str(value) for value in values)
