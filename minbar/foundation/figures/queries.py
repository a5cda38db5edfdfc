"""Reads: figures that somebody may see, and the names of the records behind them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Q, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from minbar.foundation.access.decisions import decide
from minbar.foundation.figures.access import FiguresPermission
from minbar.foundation.figures.declare import Dataset
from minbar.foundation.figures.models import Figure

#: The key of what a traced figure counts: :func:`.definition.dataset_key` for the database.
COUNTED = Coalesce(KT("definition__dataset"), KT("definition__fact"))


def figures_visible_to(user: Any) -> QuerySet[Figure]:
    """All figures for those whose role shows figures, none for others."""
    return Figure.objects.all() if decide(user, FiguresPermission.VIEW) else Figure.objects.none()


def named_like(figures: QuerySet[Figure], text: str) -> QuerySet[Figure]:
    """Figures whose key or name in any language has ``text`` in it."""
    named = Q(key__icontains=text)
    for language in ("ar", "tr", "en"):
        named |= Q(**{f"labels__{language}__icontains": text})
    return figures.filter(named)


def titles_of(dataset: Dataset, uids: Collection[UUID]) -> dict[UUID, str]:
    """What records call themselves, where the dataset's rows are records of their own; ask only for open ones."""
    model = dataset.rows().model
    try:
        model._meta.get_field(dataset.record_column)
    except FieldDoesNotExist:
        return {}
    found = model._default_manager.filter(**{f"{dataset.record_column}__in": uids}).select_related()
    return {getattr(record, dataset.record_column): str(record) for record in found}
