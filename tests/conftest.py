"""Fixtures that all tests share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.conf import settings as site
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.signals import setting_changed
from django.dispatch import receiver
from django.test import TransactionTestCase, override_settings
from django.utils import translation
from hypothesis import settings as examples
from pytest_django import DjangoDbBlocker, Settings

from minbar.foundation.screens import frame
from minbar.foundation.vault import keyring
from tests import databases
from tests.cast import Cast

# How long an example takes is no part of what a test asserts; a busy machine would fail it.
examples.register_profile("minbar", deadline=None)
examples.load_profile("minbar")


@receiver(setting_changed)
def frames_of_other_addresses_are_forgotten(setting: str, **_more: object) -> None:
    if setting == "ROOT_URLCONF":
        frame.forget()


@pytest.fixture
def cast(db: None) -> Cast:
    """The standing cast: an account for each role, by attribute."""
    return Cast.create()


@pytest.fixture(autouse=True)
def language_of_the_test_before_is_forgotten() -> None:
    """A request leaves its reader's language behind; each test begins in the site's own."""
    translation.activate(site.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def journal_files(settings: Settings, tmp_path: Path) -> None:
    """Each test has its own directory of checkpoints."""
    settings.JOURNAL_CHECKPOINTS = tmp_path / "checkpoints"


@pytest.fixture(autouse=True)
def keys_of_the_test_before_are_forgotten() -> None:
    """A key that was made in a test is rolled back with it."""
    keyring.forget()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database of this process's own. A test that commits gets, in place of a flush, a new one after it."""
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        with django_db_blocker.unblock():
            migrated = databases.migrated()
            stack.enter_context(databases.copy_of(migrated))
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: databases.renew(migrated))
        yield
        with django_db_blocker.unblock():
            stack.close()


@pytest.fixture(autouse=True, scope="session")
def attempts_are_counted_by_process() -> Iterator[None]:
    """Processes of the site count attempts to sign in together; those of the tests are strangers to each other."""
    with override_settings(
        CACHES=site.CACHES | {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    ):
        yield


@pytest.fixture(autouse=True, scope="session")
def passwords_cost_little() -> Iterator[None]:
    """Argon2, with as little work as it can be told to do: what makes it slow on purpose is Django's, and asked of
    nothing here."""
    with pytest.MonkeyPatch.context() as patch:
        for name, cost in {"time_cost": 1, "memory_cost": 8, "parallelism": 1}.items():
            patch.setattr(Argon2PasswordHasher, name, cost)
        yield
