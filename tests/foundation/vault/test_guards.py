"""Each migration leaves the tables that are there guarded, once, and their values stored so that headers are cheap."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext, isolate_apps

from minbar.foundation.vault import guards
from minbar.foundation.vault.fields import SealedField
from minbar.foundation.vault.guards import after_migrate, guard
from minbar.foundation.vault.records import SealedRecord, sealed_models
from tests.builders.sealed import Note

pytestmark = pytest.mark.usefixtures("notes")


def test_every_table_with_sealed_values_is_guarded() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'vault_guard_%'")
        guarded = {table for (table,) in cursor.fetchall()}
    assert {model._meta.db_table for model in sealed_models()} <= guarded


def test_what_is_guarded_already_is_left_as_it_is() -> None:
    with CaptureQueriesContext(connection) as queries:
        guard(Note)
    assert [query["sql"].split()[0] for query in queries] == ["SELECT", "SELECT"]


def test_a_table_that_lost_its_guard_gets_it_again() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER vault_guard_update ON vault_tests_note")
        cursor.execute("ALTER TABLE vault_tests_note ALTER COLUMN body SET STORAGE EXTENDED")
        guard(Note)
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgrelid = 'vault_tests_note'::regclass")
        assert cursor.fetchone() == (2,)
        cursor.execute(
            "SELECT attstorage FROM pg_attribute WHERE attrelid = 'vault_tests_note'::regclass AND attname = 'body'"
        )
        assert cursor.fetchone() == ("e",)


@isolate_apps("minbar.foundation.vault")
def test_a_model_whose_table_is_not_there_yet_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    class Later(SealedRecord):
        body = SealedField()

        class Meta:
            app_label = "vault"

    monkeypatch.setattr(guards, "sealed_models", lambda: [Later, Note])
    after_migrate(using="default")
    with CaptureQueriesContext(connection) as queries:
        after_migrate(using="another")
    assert len(queries) <= 1
