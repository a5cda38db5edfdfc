"""The sample models' tables, and a vault that a test may turn over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from pytest_django import Settings

from minbar.foundation.vault import keyring
from minbar.foundation.vault.models import DataKey, RootKey, SubjectKey
from tests.builders import sealed as sample


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def notes(db: None) -> None:
    """The sample tables; they are gone after the test, with what it wrote."""
    sample.make_tables()


@pytest.fixture
def own_vault(notes: None, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault with a root of its own, in the test's transaction; returns the root key's file."""
    settings.VAULT_KEY = tmp_path / "vault" / "root.key"
    monkeypatch.setattr(keyring, "LEARNS_WITHIN", 0.0)
    for model in (SubjectKey, DataKey, RootKey):
        model.objects.all().delete()
    keyring.lay_first_keys()
    return settings.VAULT_KEY
