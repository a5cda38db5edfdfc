"""The tables of the sample models, made once for the session's database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from tests.foundation.vault import sample


@pytest.fixture(scope="session")
def sample_tables(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), sample.tables():
        yield


@pytest.fixture
def notes(sample_tables: None, db: None) -> None:
    """The sample tables, empty again after the test."""
