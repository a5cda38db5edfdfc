"""Keys are changed behind the wall too: nothing is passed over, all reads as before, the same people are found."""

from __future__ import annotations

import pytest
from django.db import connection

from minbar.foundation.vault import envelope, keyring
from minbar.foundation.vault.index_rotation import rotate_indexes
from minbar.foundation.vault.records import SealedRecord, sealed_fields, sealed_models
from minbar.foundation.vault.rotation import rotate
from minbar.foundation.vault.status import status
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.models import Case
from minbar.work.casework.identity.models import PartyKey
from tests.builders.clients import CANARY, full_case
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "LEARNS_WITHIN", 0.0)


def sealed_values() -> dict[str, list[bytes]]:
    """All that is sealed, by table."""
    found: dict[str, list[bytes]] = {}
    for model in sealed_models():
        with model.system_access():
            names = [field.attname for field in sealed_fields(model)]
            rows = model._default_manager.values_list(*names)
            found[model._meta.db_table] = [bytes(value) for row in rows for value in row if value is not None]
    return found


def test_every_sealed_value_of_a_case_comes_under_the_new_key(cast: Cast) -> None:
    case = full_case(cast)
    before = sealed_values()
    filled = {table for table, values in before.items() if values}
    assert {"casework_client", "casework_casecontent", "casework_casenote", "casework_casedocument"} <= filled

    done = rotate()

    after = sealed_values()
    assert {table: len(values) for table, values in after.items()} == {t: len(v) for t, v in before.items()}
    assert {envelope.key_number(value) for values in after.values() for value in values} == {done.key_id}
    with wall.system_access():
        client = Case.objects.get(pk=case.pk).client
        assert client is not None
        assert client.reveal("name") == f"Rana {CANARY}"
        assert CANARY in Case.objects.get(pk=case.pk).content.reveal("request")


def test_people_are_found_by_their_keys_after_the_indexes_key_was_changed(cast: Cast) -> None:
    full_case(cast)
    with wall.system_access():
        before = set(PartyKey.objects.values_list("case", "side", "kind"))
        tokens = {bytes(token) for token in PartyKey.objects.values_list("token", flat=True)}
    rotate_indexes()
    with wall.system_access():
        assert before <= set(PartyKey.objects.values_list("case", "side", "kind"))
        assert tokens.isdisjoint(bytes(token) for token in PartyKey.objects.values_list("token", flat=True))


def test_the_status_of_the_vault_counts_what_is_behind_the_wall(cast: Cast) -> None:
    full_case(cast)
    assert sum(status().values["casework_client"].values()) > 0


def test_each_walled_table_with_sealed_values_says_how_it_is_seen_whole() -> None:
    def walled(model: type[SealedRecord]) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT relrowsecurity FROM pg_class WHERE relname = %s", [model._meta.db_table])
            return bool(cursor.fetchone()[0])

    assert [
        model for model in sealed_models() if walled(model) and model.system_access is SealedRecord.system_access
    ] == []
