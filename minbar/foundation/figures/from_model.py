"""Datasets and dimensions that take after a model: names and choices come from its fields::

declare(dataset_of(ISSUES, "community_issues", period="identified_on", dimensions=("source", "status")))
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import models
from django.db.models import Case, F, QuerySet, Value, When
from django.db.models.functions import NullIf
from django.utils.translation import gettext_lazy as _

from minbar.foundation.figures.declare import Count, Dataset, Dimension, Distinct, Measure, Sum
from minbar.foundation.records.catalogues import Catalogue, labels_by_code
from minbar.foundation.records.labels import label_of
from minbar.foundation.screens.register import Register
from minbar.foundation.text.languages import in_all_languages


def column_of(name: str) -> str:
    """What a dimension's column is called in the rows of a dataset: no field of the model has such a name."""
    return f"{name}_code"


def dimension_of(model: type[models.Model], name: str, **changes: Any) -> Dimension:
    """A field with choices, an entry of a classification or a short text, as something to count by.

    Args:
        changes: attributes of :class:`Dimension` that differ from what the model says.

    Raises:
        FieldDoesNotExist
    """
    found: Any = model._meta.get_field(name)
    usual: dict[str, Any] = {"key": name, "label": label_of(found), "column": column_of(name)}
    if found.is_relation and issubclass(found.related_model, Catalogue):
        usual["values"] = partial(labels_by_code, found.related_model)
    elif isinstance(found, models.BooleanField):
        usual["values"] = yes_and_no
    elif found.choices:
        usual["values"] = lambda: {str(value): in_all_languages(label) for value, label in found.flatchoices}
    return Dimension(**(usual | changes))


def yes_and_no() -> dict[str, dict[str, str]]:
    return {"yes": in_all_languages(_("Yes")), "no": in_all_languages(_("No"))}


def _expression(model: type[models.Model], name: str, path: str) -> Any:
    found: Any = model._meta.get_field(name)
    if found.is_relation:
        return F(f"{path}{name}__code")
    if isinstance(found, models.BooleanField):
        return Case(When(**{f"{path}{name}": True}, then=Value("yes")), default=Value("no"))
    return NullIf(f"{path}{name}", Value("")) if found.blank and not found.null else F(f"{path}{name}")


@dataclass(frozen=True)
class ModelDimension:
    """A dimension yet without its model; see :func:`by`."""

    name: str
    changes: dict[str, Any]


def by(name: str, **changes: Any) -> ModelDimension:
    """A field of the model to count by; ``changes`` are attributes of :class:`Dimension` that differ."""
    return ModelDimension(name, changes)


def dataset_of(
    register: Register,
    key: str,
    *,
    of: type[models.Model] | None = None,
    through: str = "",
    period: str | None = None,
    dimensions: Iterable[str | ModelDimension | Dimension] = (),
    measures: Iterable[str | Measure] = (Count(),),
    columns: Mapping[str, Any] | None = None,
    **changes: Any,
) -> Dataset:
    """The dataset of a register's records, one row a record.

    Args:
        of: another model whose rows it has, each of which refers to a record by its field ``through``.
        dimensions: fields of the register's model, or dimensions by hand whose columns ``columns`` has.
        measures: numeric fields of the model, whose totals they are, or measures by hand.
        columns: more columns of the rows: name → expression.
        changes: attributes of the dataset that differ from what the register says.
    """
    model, source, path = register.model, of or register.model, f"{through}__" if through else ""
    by_field = [by(each) if isinstance(each, str) else each for each in dimensions]
    coded_by = {
        each.changes.get("column", column_of(each.name)): each.name
        for each in by_field
        if isinstance(each, ModelDimension)
    }
    counted = [total(model, each) if isinstance(each, str) else each for each in measures]
    given = dict(columns or {})
    own = [each.column for each in counted if isinstance(each, Sum | Distinct) and each.column not in given]
    taken = ["uid", *([period] if period else [])]
    names = dict.fromkeys(["id", *own, *(() if path else taken)])

    def rows() -> QuerySet[Any, Any]:
        coded = {column: _expression(model, name, path) for column, name in coded_by.items()}
        reached = {name: F(f"{path}{name}") for name in taken} if path else {}
        found: QuerySet[Any, Any] = source._default_manager.order_by().values(
            *names, changed=F(f"{path}updated_at"), **reached, **coded, **given
        )
        return found

    usual: dict[str, Any] = {
        "key": key,
        "label": register.heading,
        "rows": rows,
        "period": period,
        "dimensions": tuple(
            dimension_of(model, each.name, **each.changes) if isinstance(each, ModelDimension) else each
            for each in by_field
        ),
        "measures": tuple(counted),
        "record_route": register.route(),
        "records_permission": register.view_permission,
    }
    return Dataset(**(usual | changes))


def total(model: type[models.Model], name: str, **changes: Any) -> Sum:
    """The total of a numeric field; ``changes`` are attributes of :class:`Sum` that differ (``unit``)."""
    found: Any = model._meta.get_field(name)
    return Sum(**({"key": name, "label": label_of(found), "column": name} | changes))
