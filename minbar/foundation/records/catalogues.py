"""Classifications that a network may extend: an abstract model, its labels by code, and what a network starts with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.core.cache import caches
from django.db import models
from django.utils.translation import gettext_lazy as _

from minbar.foundation.records.fields import LabelsField
from minbar.foundation.records.models import Record
from minbar.foundation.text.languages import in_language

Value = TypeVar("Value")
#: How long a process remembers what seldom changes.
SECONDS = 300


class Catalogue(Record):
    """An entry of a classification: a stable code, and labels in three languages."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    labels = LabelsField(_("labels"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta(Record.Meta):
        abstract = True
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return in_language(self.labels) or self.code


def cached(key: str, read: Callable[[], Value]) -> Value:
    """The value under ``key``, read where it is not there or is five minutes old."""
    cache = caches["process"]
    value: Value | None = cache.get(key)
    if value is None:
        value = read()
        cache.set(key, value, SECONDS)
    return value


def labels_by_code(model: type[models.Model]) -> dict[str, dict[str, str]]:
    """Code → labels of a classification, in its order."""
    return cached(
        f"labels.{model._meta.label_lower}", lambda: dict(model._default_manager.values_list("code", "labels"))
    )


def add_missing(model: Any, entries: Mapping[str, Mapping[str, Any]]) -> int:
    """Add the entries whose code a classification has not; those that are there stay as the network made them.

    Args:
        model: a :class:`Catalogue`, or its historical form in a migration.
        entries: code → labels in three languages, or the entry's fields where it has others beside its labels.

    Returns:
        How many were added.
    """
    present = set(model.objects.values_list("code", flat=True))
    missing = [
        model(code=code, position=position, **(entry if "labels" in entry else {"labels": entry}))
        for position, (code, entry) in enumerate(entries.items(), start=1)
        if code not in present
    ]
    return len(model.objects.bulk_create(missing))
