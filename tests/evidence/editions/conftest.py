"""An edition with numbers that are hidden."""

from __future__ import annotations

import pytest

from minbar.evidence.editions.loading import load_edition
from minbar.evidence.editions.models import Edition
from minbar.foundation.figures.declare import Dataset
from tests.builders.attended import people, report


@pytest.fixture
def edition(protected: Dataset) -> Edition:
    people()
    return load_edition(definition=report(), by=None)
