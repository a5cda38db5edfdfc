"""Datasets and dimensions that take after a model: names and choices come from its fields::

declare(dataset_of(ISSUES, "community_issues", period="identified_on", dimensions=("source", "status")))
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.db import models
from django.db.models import F, QuerySet, Value
from django.db.models.functions import NullIf

from minbar.foundation.figures.declare import Count, Dataset, Dimension, Measure, Sum
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
    elif found.choices:
        usual["values"] = lambda: {str(value): in_all_languages(label) for value, label in found.flatchoices}
    return Dimension(**(usual | changes))


def _expression(model: type[models.Model], name: str) -> Any:
    found: Any = model._meta.get_field(name)
    if found.is_relation:
        return F(f"{name}__code")
    return NullIf(name, Value("")) if found.blank and not found.null else F(name)


def dataset_of(
    register: Register,
    key: str,
    *,
    period: str | None = None,
    dimensions: Iterable[str | Dimension] = (),
    measures: Iterable[str | Measure] = (Count(),),
    columns: Mapping[str, Any] | None = None,
    **changes: Any,
) -> Dataset:
    """The dataset of a register's records, one row a record.

    Args:
        dimensions: fields of the model, or dimensions by hand whose columns ``columns`` has.
        measures: numeric fields of the model, whose totals they are, or measures by hand.
        columns: more columns of the rows: name → expression.
        changes: attributes of the dataset that differ from what the register says.
    """
    model = register.model
    dimensions, measures = list(dimensions), list(measures)
    by_field = [each for each in dimensions if isinstance(each, str)]
    totals = [each for each in measures if isinstance(each, str)]
    summed = [each.column for each in measures if isinstance(each, Sum)]
    names = dict.fromkeys(["id", "uid", *([period] if period else []), *totals, *summed])

    def rows() -> QuerySet[Any, Any]:
        coded = {column_of(name): _expression(model, name) for name in by_field}
        found: QuerySet[Any, Any] = model._default_manager.order_by().values(
            *names, changed=F("updated_at"), **coded, **(columns or {})
        )
        return found

    usual: dict[str, Any] = {
        "key": key,
        "label": register.heading,
        "rows": rows,
        "period": period,
        "dimensions": tuple(dimension_of(model, each) if isinstance(each, str) else each for each in dimensions),
        "measures": tuple(total(model, each) if isinstance(each, str) else each for each in measures),
        "record_route": register.route(),
        "records_permission": register.view_permission,
    }
    return Dataset(**(usual | changes))


def total(model: type[models.Model], name: str, **changes: Any) -> Sum:
    """The total of a numeric field; ``changes`` are attributes of :class:`Sum` that differ (``unit``)."""
    found: Any = model._meta.get_field(name)
    return Sum(**({"key": name, "label": label_of(found), "column": name} | changes))
