"""The gazetteer: what lies within what, and places by their names."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import quote

from django.db.models import Q

from minbar.foundation.records.catalogues import cached
from minbar.foundation.text.languages import in_language
from minbar.foundation.text.normalise import normalise
from minbar.network.directory.models import Place


def lies_within(code: str, path: str = "place") -> Q:
    """What holds of rows whose place, reached by ``path``, is the place of this code or lies within it."""
    return Q(**{f"{path}__country__code": code}) | Q(**{f"{path}__province__code": code}) | Q(**{f"{path}__code": code})


def places_inside(codes: Collection[str]) -> list[tuple[str, str | None, dict[str, str]]]:
    """Countries, and the places directly within those of ``codes``, as (code, code of the place around it, labels).

    The countries that the network works in come first; all else by name.
    """
    found = [place for code in ["", *sorted(set(codes))] for place in _children(code)]
    return sorted(found, key=lambda place: (place[0] not in NEAR, normalise(in_language(place[2]))))


def _children(code: str) -> list[tuple[str, str | None, dict[str, str]]]:
    within = Q(parent__code=code) if code else Q(parent=None)
    read = Place.objects.filter(within).values_list("code", "parent__code", "labels")
    return cached(f"directory.places.{quote(code)}", lambda: list(read))


#: The countries that the network works in, before all others.
NEAR = ("TUR", "SY", "LB", "JO", "IQ")


def place_labels(level: int) -> dict[str, dict[str, str]]:
    """P-code → labels of the places of one level."""
    return dict(Place.objects.filter(level=level).values_list("code", "labels"))


def places_named(text: str, *, limit: int = 10) -> list[Place]:
    """The places called ``text`` in any language or spelling, then those whose name begins so; the wider first."""
    asked = normalise(text)
    if not asked:
        return []
    ranked = []
    for code, level, names in _place_names():
        if asked in names or asked == code.lower():
            ranked.append((0, level, code))
        elif any(name.startswith(asked) for name in names):
            ranked.append((1, level, code))
    codes = [code for _rank, _level, code in sorted(ranked)[:limit]]
    found = Place.objects.select_related("parent").in_bulk(codes, field_name="code")
    return [found[code] for code in codes if code in found]


def _place_names() -> list[tuple[str, int, list[str]]]:
    """Code, level and names as compared of every place."""
    return cached(
        "directory.place_names",
        lambda: [
            (code, level, [normalise(name) for name in (*labels.values(), *aliases)])
            for code, level, labels, aliases in Place.objects.values_list("code", "level", "labels", "aliases")
        ],
    )
