"""The place of a record in sheets: its country, its province and its district, each in a column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from minbar.foundation.sheets.declare import Column, Kind
from minbar.network.directory.enums import PlaceLevel
from minbar.network.directory.models import Place

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


class PlaceColumns:
    """The three columns as one field of a plain model; see :class:`minbar.foundation.sheets.declare.Composite`."""

    columns: tuple[Column, ...] = PLACE_COLUMNS

    def __init__(self, field: str = "place") -> None:
        self.field = field

    def reader(self) -> Callable[[Any], Row]:
        paths = [f"{level}__code" for level in LEVELS]
        cells = {
            pk: {level: code or "" for level, code in zip(LEVELS, codes, strict=True)}
            for pk, *codes in Place.objects.values_list("pk", *paths)
        }
        nowhere = dict.fromkeys(LEVELS, "")
        return lambda pk: cells.get(pk, nowhere)

    def writer(self) -> Callable[[Row, Row], int | None]:
        by_code = dict(Place.objects.values_list("code", "pk"))
        return lambda row, present: by_code.get(narrowest(row, {level: present.get(level, "") for level in LEVELS}))


def place_cells(place: Place | None) -> dict[str, str]:
    """The cells of a place, with those around it; ``place`` has its levels read along."""
    found = {level: getattr(place, level) if place else None for level in LEVELS}
    return {level: around.code if around else "" for level, around in found.items()}


def has_place(row: Row) -> bool:
    return any(level in row for level in LEVELS)


def narrowest(row: Row, present: Row) -> str:
    """The code of the narrowest place that a row gives, "" for none; levels that it has not stay as they are.

    What changes at one level leaves nothing of the narrower ones that the row does not give.
    """
    cells = dict(present)
    for position, level in enumerate(LEVELS):
        if level in row:
            cells |= dict.fromkeys(LEVELS[position:], "") | {level: row[level]}
    return next((cells[level] for level in reversed(LEVELS) if cells[level]), "")


def place_paths(path: str = "place") -> tuple[str, ...]:
    """What to read along for :func:`place_cells`."""
    return tuple(f"{path}__{level}" for level in LEVELS)
