"""Over which periods everybody who sees figures may see protected ones: those of the editions."""

from __future__ import annotations

from collections.abc import Iterator

from minbar.evidence.editions.models import Edition
from minbar.foundation.figures.period import Period
from minbar.foundation.figures.showing import offer_periods


def periods_of_editions() -> Iterator[Period]:
    """Each once, the latest first."""
    for start, end in Edition.objects.order_by("-period_to").values_list("period_from", "period_to").distinct():
        yield Period(start, end)


offer_periods(periods_of_editions)
