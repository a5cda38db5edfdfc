"""Columns and sheets that take after a model: kind, name, choices, limits and whether a value is needed come from its
fields, so that a column is one line with its synonyms::

    declare(sheet_of(ISSUES, "community_issues", "القضايا المجتمعية | meseleler | issues", (
        field("title", "عنوان القضية | mesele | issue"),
        field("identified_on", "تاريخ الرصد | belirlenme tarihi | date"),
    ), identity=("title", "identified_on")))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from dataclasses import field as attribute
from functools import partial
from typing import Any

from django.db import models

from minbar.foundation.records.catalogues import Catalogue, labels_by_code
from minbar.foundation.records.labels import label_of
from minbar.foundation.screens.register import Register
from minbar.foundation.sheets.declare import Column, Composite, Kind, Sheet
from minbar.foundation.text.languages import in_all_languages

#: Kinds of model fields, the narrower ones first.
_KINDS: tuple[tuple[type[models.Field[Any, Any]], Kind], ...] = (
    (models.DateField, Kind.DATE),
    (models.BooleanField, Kind.BOOLEAN),
    (models.DecimalField, Kind.DECIMAL),
    (models.IntegerField, Kind.INTEGER),
    (models.EmailField, Kind.EMAIL),
    (models.URLField, Kind.URL),
    (models.Field, Kind.TEXT),
)


@dataclass(frozen=True)
class ModelColumn:
    """A column yet without its model; see :func:`field`."""

    name: str
    synonyms: str
    changes: dict[str, Any] = attribute(default_factory=dict)


def field(name: str, synonyms: str = "", **changes: Any) -> ModelColumn:
    """The column of a model's field.

    Args:
        name: the field.
        synonyms: other headers that mean the same, in any language, with "|" between them.
        changes: attributes of :class:`Column` that differ from what the model says; ``to`` where it refers to records
            that are no classification; ``key`` where the column is not called like the field.
    """
    return ModelColumn(name, synonyms, changes)


def synonyms_of(text: str) -> tuple[str, ...]:
    """The words of a line of synonyms."""
    return tuple(word.strip() for word in text.split("|") if word.strip())


def column_of(model: type[models.Model], column: ModelColumn) -> Column:
    """The column as the model has it.

    Raises:
        FieldDoesNotExist
    """
    found: Any = model._meta.get_field(column.name)
    usual: dict[str, Any] = {
        "label": label_of(found),
        "kind": _kind(found),
        "required": not found.blank and found.get_internal_type() != "BooleanField" and not found.has_default(),
        "synonyms": synonyms_of(column.synonyms),
        "choices": _choices(found),
        "many": bool(found.many_to_many),
    }
    if "key" in column.changes:
        usual["field"] = column.name
    return Column(**({"key": column.name} | usual | column.changes))


def _kind(found: Any) -> Kind:
    if found.is_relation:
        return Kind.CHOICE if issubclass(found.related_model, Catalogue) else Kind.REFERENCE
    return Kind.CHOICE if found.choices else next(kind for known, kind in _KINDS if isinstance(found, known))


def _choices(found: Any) -> Callable[[], Any] | None:
    if found.is_relation:
        return partial(labels_by_code, found.related_model) if issubclass(found.related_model, Catalogue) else None
    if not found.choices:
        return None
    return lambda: {str(value): in_all_languages(label) for value, label in found.flatchoices}


def columns_of(model: type[models.Model], columns: Iterable[Column | ModelColumn | Composite]) -> tuple[Column, ...]:
    """Columns with their model; what is a :class:`Column` already stays."""
    found: list[Column] = []
    for each in columns:
        if isinstance(each, Column):
            found.append(each)
        else:
            found += [column_of(model, each)] if isinstance(each, ModelColumn) else each.columns
    return tuple(found)


def sheet_of(
    register: Register,
    key: str,
    synonyms: str,
    columns: Sequence[Column | ModelColumn | Composite],
    *,
    identity: tuple[str, ...],
    **changes: Any,
) -> Sheet:
    """The sheet of a register's records.

    Args:
        key: of the sheet.
        synonyms: what people call such a sheet, with "|" between them.
        changes: attributes of :class:`Sheet` that differ from what the register says.
    """
    usual: dict[str, Any] = {
        "key": key,
        "label": register.heading,
        "model": register.model,
        "columns": columns_of(register.model, columns),
        "composites": tuple(each for each in columns if not isinstance(each, Column | ModelColumn)),
        "identity": identity,
        "permission_import": register.permissions.IMPORT,
        "permission_export": register.permissions.EXPORT,
        "synonyms": synonyms_of(synonyms),
        "records": register.visible_to,
        "record_route": register.route(),
    }
    return Sheet(**(usual | changes))
