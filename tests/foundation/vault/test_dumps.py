"""What lies outside the database tells nothing: a dump of it, and a backup restored after somebody was erased."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection

from minbar.foundation.vault import keyring
from minbar.foundation.vault.errors import KeyMissing, Shredded
from minbar.foundation.vault.models import DataKey, SubjectKey
from minbar.foundation.vault.records import reveal_many
from minbar.foundation.vault.subjects import shred
from tests.builders.sealed import Note, write
from tests.foundation.vault.dumps import run

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("notes")]

CANARY = "قَنَارِيَة-canary-5551234"
BACKED_UP = ("--data-only", "--table=vault_tests_*", "--table=vault_*", "--exclude-table-data=vault_subjectkey")


def readings() -> list[bytes]:
    """A dump as text, and the bytes that its hexadecimal stands for."""
    dump = run("pg_dump")
    runs = bytes(c if c in b"0123456789abcdef" else 32 for c in dump).split()
    return [dump, *(bytes.fromhex(part.decode()) for part in runs if len(part) >= 16 and len(part) % 2 == 0)]


def test_a_dump_of_the_whole_database_holds_no_value_and_no_key() -> None:
    note = write(CANARY, data={CANARY: [CANARY]}, scan=CANARY.encode())
    forms = [CANARY.encode(), CANARY.encode("utf-16-le"), "قنارية".encode(), b"canary", keyring.current()[1]]
    forms += [keyring.current_root().key, keyring.current_root().key.hex().encode(), note._own_half()]  # type: ignore[list-item]
    found = [form for form in forms for reading in readings() if form in reading]
    assert found == []
    assert any(bytes(note.body) in reading for reading in readings()), "the dump was not read rightly"


def test_a_backup_from_before_somebody_was_erased_tells_nothing_of_her_when_restored() -> None:
    erased, other = write(CANARY), write("stays")
    backup = run("pg_dump", *BACKED_UP)
    assert shred(erased.subject)
    halves = run("pg_dump", "--data-only", "--table=vault_subjectkey")  # kept apart: the newest copy only

    restore(backup)
    listed = list(Note.objects.order_by("pk"))
    for note in listed:
        with pytest.raises(KeyMissing):  # the halves are in no backup
            note.reveal("body")

    run("psql", "-q", "-v", "ON_ERROR_STOP=1", input=halves)
    assert reveal_many(Note.objects.order_by("pk"), "body") == [{"body": None}, {"body": "stays"}]
    with pytest.raises(Shredded):
        Note.objects.get(uid=erased.uid).reveal("body")
    assert SubjectKey.objects.get(subject=erased.subject).shredded_at is not None
    assert other.subject != erased.subject


def restore(backup: bytes) -> None:
    """Empty the tables and bring back what the backup holds."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE vault_tests_note, vault_tests_letter, vault_rootkey CASCADE")
    run("psql", "-q", "-v", "ON_ERROR_STOP=1", "--single-transaction", input=backup)
    keyring.forget()
    assert DataKey.objects.exists()


def test_erasing_twice_or_somebody_who_never_was_changes_nothing() -> None:
    note = write("text")
    assert (shred(note.subject), shred(note.subject), shred(uuid.uuid4())) == (True, False, False)
