"""Fixtures that all tests share."""

from __future__ import annotations

import pytest

from tests.cast import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    """The standing cast: an account for each role, by attribute."""
    return Cast.create()
