"""Columns that the work rooms' sheets share: the line of work that something belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from minbar.foundation.records.catalogues import labels_by_code
from minbar.foundation.sheets.declare import Column, Kind
from minbar.work.programmes.models import Programme, Project, Track

Row = Mapping[str, Any]


TRACK_COLUMN = Column(
    "track", _("Track"), Kind.CHOICE, choices=partial(labels_by_code, Track), synonyms=("المسار", "çalışma alanı")
)
LINE_COLUMNS = (
    TRACK_COLUMN,
    Column(
        "programme", _("Programme"), Kind.CHOICE, choices=partial(labels_by_code, Programme),
        synonyms=("البرنامج", "program"),
    ),
    Column(
        "project", _("Project"), Kind.CHOICE, choices=partial(labels_by_code, Project), synonyms=("المشروع", "proje")
    ),
)  # fmt: skip


class Codes:
    """Code → primary key of the catalogues that a batch of rows uses, each read once, and back."""

    def __init__(self) -> None:
        self._by_code: dict[type[Model], dict[str, int]] = {}
        self._by_pk: dict[type[Model], dict[int, str]] = {}

    def of(self, model: type[Model]) -> dict[str, int]:
        if model not in self._by_code:
            self._by_code[model] = dict(model._default_manager.values_list("code", "pk"))
        return self._by_code[model]

    def pk(self, model: type[Model], code: str) -> int | None:
        return self.of(model)[code] if code else None

    def code(self, model: type[Model], pk: int | None) -> str:
        if model not in self._by_pk:
            self._by_pk[model] = {key: code for code, key in self.of(model).items()}
        return self._by_pk[model][pk] if pk else ""


def by_record(pairs: Iterable[tuple[int, int]]) -> dict[int, tuple[int, ...]]:
    """(record, what it is tied to) pairs as tuples by record, in the order given."""
    found: dict[int, list[int]] = {}
    for record, tied in pairs:
        found.setdefault(record, []).append(tied)
    return {record: tuple(tied) for record, tied in found.items()}
