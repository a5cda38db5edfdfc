"""How a model's field appears on screens, by its type: as a column, a detail, a filter, a form's field and in searches.

A :class:`Presentation` says so for one kind of field. A room says how references to its own records appear, in a
``presentations.py``::

    class PlacePresentation(Presentation): ...

    present_references_to(Place, PlacePresentation)

:func:`presentation_of` chooses, and a register (see :mod:`minbar.foundation.screens.register`) asks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property, partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django import forms
from django.db import models
from django.db.models import Q

from minbar.foundation.records.catalogues import Catalogue, labels_by_code
from minbar.foundation.records.fields import LabelsField
from minbar.foundation.records.labels import label_of
from minbar.foundation.screens.cells import Cell
from minbar.foundation.screens.filters import ChoiceFilter, Filter, PeriodFilter, YesNoFilter
from minbar.foundation.screens.records import DetailItem
from minbar.foundation.screens.tables import Column
from minbar.foundation.text.fields import DayField, ReadingDecimalField, ReadingIntegerField
from minbar.foundation.text.keys import search_key
from minbar.foundation.text.languages import in_all_languages, listed

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Label = str | _StrPromise

Labels = Mapping[str, Mapping[str, str]]


class Presentation:
    """A text as it is typed; the base of the others."""

    kind = Cell.TEXT
    #: What else is read along with a list's rows, and with one record, beginning at the record.
    select: tuple[str, ...] = ()
    select_for_page: tuple[str, ...] = ()
    prefetch: tuple[str, ...] = ()

    def __init__(self, field: Any, path: str = "") -> None:
        self.field = field
        #: As in queries: the field's name, or the way to it through other records ("organisation__place").
        self.name: str = path or field.name
        self.attribute = self.name.replace("__", ".")
        self.label: Label = label_of(field)

    @property
    def annotations(self) -> Mapping[str, Any]:
        """What the database works out for a list's rows: name → expression."""
        return {}

    def value(self, record: Any) -> Any:
        """What a cell and a detail show; None where the way to the field ends before it."""
        return self.held(record)

    def initial(self, record: Any) -> Any:
        """What stands in a form's field at first."""
        return self.held(record)

    def held(self, record: Any) -> Any:
        """What the record has in the field itself."""
        for step in self.attribute.split("."):
            record = getattr(record, step) if record is not None else None
        return record

    @property
    def sort(self) -> str | tuple[str, ...] | None:
        return self.name

    def column(self, **changes: Any) -> Column:
        """A list's column; ``changes`` are attributes of it that differ (``link``, ``shown``, ``label``)."""
        usual = {"key": self.field.name, "label": self.label, "kind": self.kind, "value": self.cell, "sort": self.sort}
        return Column(**(usual | changes))

    @property
    def cell(self) -> Callable[[Any], object] | str:
        """How a list reads the value: a path is the fastest."""
        return self.attribute

    def detail(self, record: Any) -> DetailItem | Sequence[DetailItem]:
        """A line of the record's page, or several."""
        return DetailItem(self.label, self.value(record), self.kind)

    def filter(self) -> Filter | None:
        """What a list can be narrowed by; None where the field does not lend itself to that."""
        return None

    def form_field(self) -> forms.Field:
        """A form's field with the model field's label, limits and help."""
        found: forms.Field = self.field.formfield(label=self.label)
        return found

    def search(self, text: str) -> Q:
        """What holds of records in which ``text`` is found."""
        return Q(**{f"{self.name}__icontains": text})


class LongText(Presentation):
    kind = Cell.LONG

    def form_field(self) -> forms.Field:
        found: forms.Field = self.field.formfield(label=self.label, widget=forms.Textarea(attrs={"rows": 4}))
        return found


class Title(Presentation):
    """The title of a :class:`~minbar.foundation.records.models.TitledRecord`: found however it is spelled."""

    def search(self, text: str) -> Q:
        return Q(*(Q(title_key__contains=word) for word in search_key(text).split()))


class Address(Presentation):
    """An address on the web."""

    kind = Cell.CODE

    def detail(self, record: Any) -> DetailItem:
        return DetailItem(self.label, self.value(record), self.kind, url=self.value(record) or "")

    def form_field(self) -> forms.Field:
        found: forms.Field = self.field.formfield(label=self.label, assume_scheme="https")
        return found


class Code(Presentation):
    """Read from left to right whatever surrounds it."""

    kind = Cell.CODE


class Number(Presentation):
    kind = Cell.NUMBER
    form_class: type[forms.Field] = ReadingIntegerField

    def form_field(self) -> forms.Field:
        found: forms.Field = self.field.formfield(label=self.label, form_class=self.form_class)
        return found

    def search(self, text: str) -> Q:
        return Q(pk__in=())


class DecimalNumber(Number):
    form_class = ReadingDecimalField


class Day(Presentation):
    kind = Cell.DATE

    def filter(self) -> Filter:
        return PeriodFilter(self.field.name, self.label, self.name)

    def form_field(self) -> forms.Field:
        found: forms.Field = self.field.formfield(label=self.label, form_class=DayField)
        return found

    def search(self, text: str) -> Q:
        return Q(pk__in=())


class YesNo(Presentation):
    kind = Cell.YES_NO

    def filter(self) -> Filter:
        return YesNoFilter(self.field.name, self.label, Q(**{self.name: True}))

    def search(self, text: str) -> Q:
        return Q(pk__in=())


class Choice(Presentation):
    """One of a closed list."""

    kind = Cell.LABELS

    @cached_property
    def labels(self) -> Labels:
        """Value → what it is called in each language."""
        return {str(value): in_all_languages(label) for value, label in self.field.flatchoices}

    def value(self, record: Any) -> Any:
        return self.labels.get(self.held(record))

    @property
    def cell(self) -> Callable[[Any], object]:
        labels, read = self.labels, attrgetter(self.attribute)
        return lambda record: labels.get(read(record))

    def filter(self) -> Filter:
        return ChoiceFilter(self.field.name, self.label, self.name, lambda: self.labels)


class TextInLanguages(Presentation):
    """A text in three languages."""

    kind = Cell.LABELS

    @property
    def sort(self) -> None:
        return None


class Reference(Presentation):
    """Another record, by its name; leads to its page where it has one."""

    def __init__(self, field: Any, path: str = "") -> None:
        super().__init__(field, path)
        self.select = self.select_for_page = (self.name,)

    def detail(self, record: Any) -> DetailItem | Sequence[DetailItem]:
        other = self.value(record)
        return DetailItem(self.label, other, url=other.get_absolute_url() if hasattr(other, "get_absolute_url") else "")

    @property
    def sort(self) -> str | tuple[str, ...] | None:
        ordering = self.field.related_model._meta.ordering
        return tuple(f"{self.name}__{name}" for name in ordering if not name.startswith("-")) or None


class CatalogueEntry(Reference):
    """An entry of a classification: a record with a code, and labels in three languages."""

    kind = Cell.LABELS

    @property
    def cell(self) -> str:
        return f"{self.attribute}.labels"

    def detail(self, record: Any) -> DetailItem:
        entry = self.value(record)
        url = entry.get_absolute_url() if hasattr(entry, "get_absolute_url") else ""
        return DetailItem(self.label, entry.labels if entry else None, self.kind, url=url)

    def filter(self) -> Filter:
        return _by_code(self)

    def search(self, text: str) -> Q:
        return Q(**{f"{self.name}__labels__icontains": text})


class References(Presentation):
    """Several other records, by their names."""

    def __init__(self, field: Any, path: str = "") -> None:
        super().__init__(field, path)
        self.prefetch = (self.name,)

    def value(self, record: Any) -> str:
        return listed(self.initial(record))

    def initial(self, record: Any) -> Sequence[Any]:
        return list(self.held(record).all())

    @property
    def cell(self) -> Callable[[Any], object]:
        return self.value

    @property
    def sort(self) -> None:
        return None


class CatalogueEntries(References):
    """Several entries of a classification."""

    def filter(self) -> Filter:
        return _by_code(self)

    def form_field(self) -> forms.Field:
        found: forms.Field = self.field.formfield(label=self.label, widget=forms.CheckboxSelectMultiple)
        return found


def _by_code(presentation: Presentation) -> Filter:
    entries = partial(labels_by_code, presentation.field.related_model)
    return ChoiceFilter(presentation.field.name, presentation.label, f"{presentation.name}__code", entries)


#: Kinds of fields, the narrower ones first.
_BY_FIELD: tuple[tuple[type[models.Field[Any, Any]], type[Presentation]], ...] = (
    (LabelsField, TextInLanguages),
    (models.DateField, Day),
    (models.BooleanField, YesNo),
    (models.DecimalField, DecimalNumber),
    (models.IntegerField, Number),
    (models.URLField, Address),
    (models.TextField, LongText),
    (models.SlugField, Code),
    (models.Field, Presentation),
)
#: Model → how a reference to one of its records appears, and how references to several.
_REFERENCES: dict[type[models.Model], tuple[type[Presentation], type[Presentation]]] = {}


def present_references_to(
    model: type[models.Model], presentation: type[Presentation], several: type[Presentation] = References
) -> None:
    """Say how fields that refer to records of ``model`` appear, on whatever model they are."""
    _REFERENCES[model] = presentation, several


@cache
def presentation_of(model: Any, name: str) -> Presentation:
    """How a field of ``model`` appears; ``name`` may lead to it through other records ("organisation__place").

    Raises:
        FieldDoesNotExist
    """
    *steps, last = name.split("__")
    for step in steps:
        model = model._meta.get_field(step).related_model
    field = model._meta.get_field(last)
    return _class_for(field)(field, name)


def _class_for(field: Any) -> type[Presentation]:
    if field.is_relation:
        for model in field.related_model.__mro__:
            if model in _REFERENCES:
                return _REFERENCES[model][1 if field.many_to_many else 0]
        coded = issubclass(field.related_model, Catalogue)
        if field.many_to_many:
            return CatalogueEntries if coded else References
        return CatalogueEntry if coded else Reference
    if field.choices:
        return Choice
    if field.name == "title" and hasattr(field.model, "title_key"):
        return Title
    return next(presentation for kind, presentation in _BY_FIELD if isinstance(field, kind))
