"""What may be told of a protected dataset's figures, kept for a while where it takes long to work out.

All figures of a dataset are counted, over all periods that are offered, and protected from each other: with a million
records that takes seconds. What comes of it, less what is hidden, is kept in the database (never in a file), with the
moment at which it was counted, which the page tells. Another figure, another definition or another period makes it
worthless at once; records that change show with the next counting: every ten minutes by a job, an hour at the latest.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.utils import timezone

from minbar.foundation.figures.audiences import Hidden
from minbar.foundation.figures.declare import Dataset
from minbar.foundation.figures.models import PublicFigures
from minbar.foundation.figures.results import Result, Row, Value

#: From so many records behind a figure on; fewer are counted anew for every page.
FROM_RECORDS = 50_000
OLDEST = dt.timedelta(hours=1)
ENGINE = "kept"

Told = Mapping[Hashable, Result]


@dataclass(frozen=True)
class Asked:
    """What is to be told of a dataset: its figures and periods by name, and the least number that is."""

    dataset: Dataset
    names: tuple[Hashable, ...]
    threshold: int

    @property
    def mark(self) -> str:
        """Differs wherever anything of it does."""
        said = repr((self.dataset.key, sorted(map(repr, self.names)), self.threshold))
        return sha256(said.encode()).hexdigest()


def find(asked: Asked) -> Told | None:
    """What was kept, where it answers just this and is not too old."""
    kept = PublicFigures.objects.filter(
        dataset=asked.dataset.key, mark=asked.mark, as_of__gt=timezone.now() - OLDEST
    ).first()
    if kept is None:
        return None
    by_name = {repr(name): name for name in asked.names}
    return {by_name[each["name"]]: _read(each, asked.dataset, kept.as_of) for each in kept.results}


def keep(asked: Asked, told: Told, *, as_of: dt.datetime, records: int) -> None:
    """Keep what was worked out, where that is worth it.

    Args:
        told: of every name, as it may be told; nothing that is hidden is in it.
        records: the most that were counted for one figure.
    """
    if records < FROM_RECORDS:
        PublicFigures.objects.filter(dataset=asked.dataset.key).delete()
        return
    results = [{"name": repr(name)} | _written(result) for name, result in told.items()]
    values = {"mark": asked.mark, "as_of": as_of, "results": results}
    PublicFigures.objects.update_or_create(dataset=asked.dataset.key, defaults=values)


def _written(result: Result) -> dict[str, Any]:
    return {
        "key": result.key,
        "value": _text(result.value),
        "unit": dict(result.unit),
        "by": [dimension.key for dimension in result.by],
        "rows": [[list(row.values), _text(row.value), row.records, row.hidden] for row in result.rows],
        "records": result.records,
        "hidden": result.hidden,
    }


def _read(kept: Mapping[str, Any], dataset: Dataset, as_of: dt.datetime) -> Result:
    dimensions = dataset.all_dimensions()
    return Result(
        key=kept["key"],
        value=_value(kept["value"]),
        unit=kept["unit"],
        by=tuple(dimensions[key] for key in kept["by"]),
        rows=tuple(
            Row(tuple(values), _value(value), records, Hidden(hidden) if hidden else None)
            for values, value, records, hidden in kept["rows"]
        ),
        records=kept["records"],
        as_of=as_of,
        engine=ENGINE,
        hidden=Hidden(kept["hidden"]) if kept["hidden"] else None,
    )


def _text(value: Value) -> str | None:
    return None if value is None else str(value)


def _value(text: str | None) -> Value:
    if text is None:
        return None
    return int(text) if text.lstrip("-").isdecimal() else Decimal(text)
