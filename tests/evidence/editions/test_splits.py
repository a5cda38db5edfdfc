"""A split count adds up to its total; people counted once need not, also where no measure is named."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from minbar.evidence.editions.checks.findings import Material
from minbar.evidence.editions.checks.parts import splits_make_the_total
from minbar.evidence.editions.entries import Entry, Ledger, Part
from minbar.evidence.editions.enums import Style
from minbar.evidence.editions.models import Edition
from minbar.foundation.figures import declare
from minbar.foundation.figures.declare import Count, Dataset, Dimension, Distinct, Measure
from minbar.foundation.figures.models import Figure

COUNT, PEOPLE = Count(), Distinct("people", "People", column="person")


def found(monkeypatch: pytest.MonkeyPatch, measures: tuple[Measure, ...], **named: str) -> int:
    """How many findings there are where the parts, 2 and 1, do not make the total of 2."""
    dataset = Dataset(
        key="seats", label="Seats", rows=lambda: pytest.fail("no rows are read"),
        dimensions=(Dimension("body", "Body"),), measures=measures,
    )  # fmt: skip
    monkeypatch.setattr(declare, "_DATASETS", {"seats": dataset})
    definition: dict[str, Any] = {"dataset": "seats", "by": ["body"], **named}
    parts = (Part(("council",), Decimal(2)), Part(("board",), Decimal(1)))
    entry = Entry(Figure(key="seats"), Style.NUMBER, Decimal(2), definition, parts)
    return len(list(splits_make_the_total(Material(Edition(), Ledger(seats=entry)))))


def test_parts_of_a_count_that_make_another_total_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(monkeypatch, (PEOPLE, COUNT), measure="count") == 1


def test_people_counted_once_may_stand_in_several_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(monkeypatch, (COUNT, PEOPLE), measure="people") == 0


def test_a_definition_without_a_measure_means_the_first_of_its_dataset(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(monkeypatch, (PEOPLE, COUNT)) == 0
    assert found(monkeypatch, (COUNT, PEOPLE)) == 1


def test_a_frozen_definition_that_fits_no_more_raises_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(monkeypatch, (COUNT,), measure="people") == 0
