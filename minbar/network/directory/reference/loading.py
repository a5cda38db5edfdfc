"""Brings the reference data in the database up to what ships with this version; a second run changes nothing.

Codes of places are those of the common operational datasets where these were known to the compilers (countries,
governorates; Turkish provinces: TUR and the number of the province); districts are numbered within their province in
alphabetical order. Records that a network has added are left alone, and none is ever deleted.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from minbar.foundation.records.catalogues import Catalogue
from minbar.foundation.text.languages import Language
from minbar.network.directory.enums import PlaceLevel
from minbar.network.directory.models import EngagementCategory, OrganisationKind, Place

HERE = Path(__file__).resolve().parent


@transaction.atomic
def load_reference_data() -> int:
    """Create what is missing and correct what differs; return how many records were written."""
    return (
        _load_catalogue(EngagementCategory, "categories.csv")
        + _load_catalogue(OrganisationKind, "kinds.csv")
        + _load_places()
    )


def _rows(file: str) -> Iterator[dict[str, str]]:
    with (HERE / file).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _labels(row: Mapping[str, str]) -> dict[str, str]:
    return {language.value: row[language] for language in Language}


def _load_catalogue(model: type[Catalogue], file: str) -> int:
    wanted = {row["code"]: {"labels": _labels(row), "position": at} for at, row in enumerate(_rows(file), start=1)}
    return _bring_up_to(model, wanted)


def _load_places() -> int:
    rows = list(_rows("places.csv"))
    ids: dict[str, int] = dict(Place.objects.values_list("code", "pk"))
    parents = {row["code"]: row["parent"] for row in rows}
    by_code = {row["code"]: row for row in rows}
    written = 0
    for level in PlaceLevel:
        wanted = {
            row["code"]: {
                "labels": _labels(row),
                "aliases": _aliases(row, by_code),
                "level": level,
                "parent_id": ids.get(row["parent"]),
            }
            for row in rows
            if _depth(row["code"], parents) == level
        }
        count = _bring_up_to(Place, wanted)
        if count:
            ids.update(Place.objects.filter(level=level).values_list("code", "pk"))
            _point_to_ancestors(level)
        written += count
    return written


def _aliases(row: Mapping[str, str], by_code: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Its other names; a district's also with its province before and after it, since many districts share a name."""
    aliases = [alias for alias in row["aliases"].split(";") if alias]
    above = by_code.get(row["parent"])
    if above and above["parent"]:
        for language in Language:
            aliases += [f"{above[language]} {row[language]}", f"{row[language]} {above[language]}"]
    return list(dict.fromkeys(aliases))


def _depth(code: str, parents: Mapping[str, str]) -> int:
    return 1 + _depth(parents[code], parents) if parents[code] else 0


def _point_to_ancestors(level: PlaceLevel) -> None:
    places = Place.objects.filter(level=level)
    own = {PlaceLevel.COUNTRY: "country", PlaceLevel.PROVINCE: "province", PlaceLevel.DISTRICT: "district"}[level]
    places.update(**{f"{own}_id": F("pk")})
    if level is not PlaceLevel.COUNTRY:
        fields = [name for name in ("country", "province") if name != own]
        changed = list(places.select_related("parent"))
        for place in changed:
            for name in fields:
                setattr(place, f"{name}_id", getattr(place.parent, f"{name}_id"))
        Place.objects.bulk_update(changed, [f"{name}_id" for name in fields], batch_size=500)


def _bring_up_to(model: type[Any], wanted: Mapping[str, Mapping[str, Any]]) -> int:
    present = {record.code: record for record in model.objects.filter(code__in=wanted)}
    missing = [model(code=code, **values) for code, values in wanted.items() if code not in present]
    model.objects.bulk_create(missing, batch_size=1000)
    differing = []
    for code, record in present.items():
        if any(getattr(record, field) != value for field, value in wanted[code].items()):
            for field, value in wanted[code].items():
                setattr(record, field, value)
            record.updated_at = timezone.now()
            differing.append(record)
    if differing:
        fields = [field.removesuffix("_id") for field in next(iter(wanted.values()))]
        model.objects.bulk_update(differing, [*fields, "updated_at"], batch_size=500)
    return len(missing) + len(differing)
