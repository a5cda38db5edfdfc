"""A disaggregated figure as its page shows it: a row for each part, with a bar and the way to its records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from minbar.foundation.figures.audiences import Audience
from minbar.foundation.figures.models import Figure
from minbar.foundation.figures.period import Period
from minbar.foundation.figures.results import Result, Row, Value
from minbar.foundation.figures.words import Words
from minbar.foundation.text.languages import Language, reader_language


@dataclass(frozen=True)
class PartRow:
    """A part: the words of its values, its value, its share of the longest bar (0 to 100), where its records are.

    ``hidden`` stands in the place of a value and a number of records that are not told.
    """

    words: list[str]
    value: Value
    records: int | None
    width: float
    start: float
    url: str
    hidden: str = ""


def part_rows(figure: Figure, result: Result, words: Words, query: QueryDict) -> list[PartRow]:
    """The rows of a result, in its order."""
    longest = max((abs(float(row.value)) for row in result.rows if row.value is not None), default=0.0)
    keys = [dimension.key for dimension in result.by]
    rows = []
    for row in result.rows:
        width = _share(row, longest)
        spoken = [words.value(dimension, value) for dimension, value in zip(result.by, row.values, strict=True)]
        start = 100 - width if reader_language() is Language.ARABIC else 0.0
        url = records_url(figure, query, dict(zip(keys, row.values, strict=True)))
        hidden = row.hidden.words(Audience.PUBLIC) if row.hidden else ""
        rows.append(PartRow(spoken, row.value, row.records, width, start, url, hidden))
    return rows


def _share(row: Row, longest: float) -> float:
    return round(100 * abs(float(row.value or 0)) / longest, 2) if longest else 0.0


def records_url(figure: Figure, query: QueryDict, part: dict[str, str | None] | None = None) -> str:
    """The address of the records behind a figure, or behind one part of it, within the same period."""
    parameters = [(side, query[side]) for side in ("from", "to") if query.get(side)]
    parameters += [("part", f"{key}:{value or ''}") for key, value in (part or {}).items()]
    address = reverse("figures:records", args=[figure.uid])
    return f"{address}?{urlencode(parameters)}" if parameters else address


def read_part(query: QueryDict) -> dict[str, str | None]:
    """Dimension → value of an address; nothing after the colon stands for unknown."""
    named = (given.partition(":") for given in query.getlist("part"))
    return {key: value or None for key, _colon, value in named if key}


def read_period(query: QueryDict) -> Period | None:
    """The edition's period of an address; None where it has none that makes sense."""
    try:
        start, end = (date.fromisoformat(str(query[side])) if query.get(side) else None for side in ("from", "to"))
        return Period(start, end) if start or end else None
    except ValueError:
        return None
