"""Fixtures that all tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db.backends.postgresql.operations import DatabaseOperations
from hypothesis import settings as examples
from pytest_django import Settings

from minbar.foundation.vault import keyring
from tests.cast import Cast
from tests.catalogues import restore_catalogues

# How long an example takes is no part of what a test asserts; a busy machine would fail it.
examples.register_profile("minbar", deadline=None)
examples.load_profile("minbar")


@pytest.fixture
def cast(db: None) -> Cast:
    """The standing cast: an account for each role, by attribute."""
    return Cast.create()


@pytest.fixture(autouse=True)
def journal_files(settings: Settings, tmp_path: Path) -> None:
    """Each test has its own directory of checkpoints."""
    settings.JOURNAL_CHECKPOINTS = tmp_path / "checkpoints"


@pytest.fixture(autouse=True)
def keys_of_the_test_before_are_forgotten() -> None:
    """A key that was made in a test is rolled back with it."""
    keyring.forget()


@pytest.fixture(autouse=True)
def letters_at_once(settings: Settings) -> None:
    """A test reads its letters when the request is over."""
    settings.LETTERS_BESIDE_REQUESTS = False


@pytest.fixture(autouse=True, scope="session")
def flushing_passes_the_journal() -> Iterator[None]:
    """Tests that commit are cleared up by TRUNCATE, which the journal refuses; the tests go around it.

    What migrations brought comes back after them, for the tests that follow in the same process.
    """
    truncate = DatabaseOperations.execute_sql_flush

    def flush(self: Any, statements: list[str]) -> None:
        truncate(
            self, ["SET session_replication_role = replica", *statements, "SET session_replication_role = DEFAULT"]
        )
        restore_catalogues()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", flush)
        yield
