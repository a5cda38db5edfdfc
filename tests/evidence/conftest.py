"""A protected fact for editions: the attendance of the figures' tests, behind closed doors."""

from __future__ import annotations

import pytest

from minbar.foundation.figures import declare
from minbar.foundation.figures.declare import Fact, Sensitivity
from tests.builders.attendance import attendance_fact
from tests.foundation.figures.conftest import attendance

__all__ = ["attendance"]


@pytest.fixture
def protected(attendance: Fact, monkeypatch: pytest.MonkeyPatch) -> Fact:
    fact = attendance_fact(sensitivity=Sensitivity.PROTECTED)
    monkeypatch.setitem(declare._FACTS, fact.key, fact)
    return fact
