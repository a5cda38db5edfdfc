"""What a CHOICE column may hold."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import FieldDoesNotExist
from django.db.models import ForeignKey

from minbar.foundation.sheets.declare import Column, Kind, Sheet
from minbar.foundation.sheets.vocabulary import in_all_languages
from minbar.foundation.text.languages import Language, in_language

Labels = Mapping[str, Mapping[str, str]]


def choices_of(sheet: Sheet, column: Column) -> Labels:
    """Code → labels: as declared, else those of the model's field, or the codes of the catalogue that it points to."""
    if column.kind is not Kind.CHOICE:
        return {}
    if column.choices:
        return {
            code: {language: str(label) for language, label in labels.items()}
            for code, labels in column.choices().items()
        }
    try:
        field = sheet.model._meta.get_field(column.key)
    except FieldDoesNotExist:
        return {}
    if isinstance(field, ForeignKey):
        catalogue = field.related_model._default_manager.values_list("code", "labels")
        return dict(catalogue)
    pairs = getattr(field, "flatchoices", None) or ()
    return {str(code): dict(zip(Language, in_all_languages(label), strict=True)) for code, label in pairs if code}


def label_of(choices: Labels, code: str) -> str:
    """How a code reads to the reader."""
    return in_language(dict(choices.get(code, {}))) or code
