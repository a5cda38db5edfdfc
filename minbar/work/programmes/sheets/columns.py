"""Columns that the work rooms' sheets share: the place where something happened, the line of work it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from minbar.foundation.records.catalogues import labels_by_code
from minbar.foundation.sheets.declare import Column, Kind
from minbar.network.directory.enums import PlaceLevel
from minbar.network.directory.models import Place
from minbar.work.programmes.models import Programme, Project, Track

Row = Mapping[str, Any]
LEVELS = ("country", "province", "district")


def places_and_aliases(level: PlaceLevel) -> dict[str, dict[str, str]]:
    """P-code → labels and other names of the places of a level."""
    rows = Place.objects.filter(level=level).values_list("code", "labels", "aliases")
    return {code: labels | {f"also {n}": alias for n, alias in enumerate(aliases)} for code, labels, aliases in rows}


PLACE_COLUMNS = (
    Column(
        "country", _("Country"), Kind.CHOICE, choices=partial(places_and_aliases, PlaceLevel.COUNTRY),
        synonyms=("الدولة", "البلد", "ülke"),
    ),
    Column(
        "province", _("Province or governorate"), Kind.CHOICE,
        choices=partial(places_and_aliases, PlaceLevel.PROVINCE),
        synonyms=("الولاية", "المحافظة", "المدينة", "il", "şehir", "vilayet", "province", "governorate", "city"),
    ),
    Column(
        "district", _("District"), Kind.CHOICE, choices=partial(places_and_aliases, PlaceLevel.DISTRICT),
        synonyms=("القضاء", "المنطقة", "ilçe"),
    ),
)  # fmt: skip
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


def place_cells(place: Place | None) -> dict[str, str]:
    """The cells of a place, with those around it; ``place`` has its levels read along."""
    found = {level: getattr(place, level) if place else None for level in LEVELS}
    return {level: around.code if around else "" for level, around in found.items()}


def has_place(row: Row) -> bool:
    return any(level in row for level in LEVELS)


def place_said(row: Row, present: Place | None = None) -> str:
    """The code of the narrowest place that a row gives, "" for none; levels that it has not stay as they are.

    What changes at one level leaves nothing of the narrower ones that the row does not give.
    """
    cells = place_cells(present)
    for position, level in enumerate(LEVELS):
        if level in row:
            cells |= dict.fromkeys(LEVELS[position:], "") | {level: row[level]}
    return next((cells[level] for level in reversed(LEVELS) if cells[level]), "")


def place_paths(path: str = "place") -> tuple[str, ...]:
    """What to read along for :func:`place_cells`."""
    return tuple(f"{path}__{level}" for level in LEVELS)


def by_record(pairs: Iterable[tuple[int, int]]) -> dict[int, tuple[int, ...]]:
    """(record, what it is tied to) pairs as tuples by record, in the order given."""
    found: dict[int, list[int]] = {}
    for record, tied in pairs:
        found.setdefault(record, []).append(tied)
    return {record: tuple(tied) for record, tied in found.items()}
