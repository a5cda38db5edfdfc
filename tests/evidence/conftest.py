"""A protected dataset for editions: the attendance of the figures' tests, behind closed doors."""

from __future__ import annotations

import pytest

from minbar.foundation.figures import declare
from minbar.foundation.figures.declare import Dataset, Sensitivity
from tests.builders.attendance import attendance_dataset
from tests.foundation.figures.conftest import attendance

__all__ = ["attendance"]


@pytest.fixture
def protected(attendance: Dataset, monkeypatch: pytest.MonkeyPatch) -> Dataset:
    dataset = attendance_dataset(sensitivity=Sensitivity.PROTECTED)
    monkeypatch.setitem(declare._DATASETS, dataset.key, dataset)
    return dataset
