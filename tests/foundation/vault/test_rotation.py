"""Changing the key: everything is under the new one, nothing is lost, and the former key is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from minbar.foundation.journal.models import Entry
from minbar.foundation.vault import envelope, keyring, resealing, rotation
from minbar.foundation.vault.errors import KeyMissing
from minbar.foundation.vault.keyring import Purpose
from minbar.foundation.vault.models import DataKey, Rotation, SubjectKey
from minbar.foundation.vault.resealing import Resealer, Walled
from minbar.foundation.vault.rotation import AlreadyRunning, Progress, Unopened, rotate
from minbar.foundation.vault.subjects import new_subject, shred
from tests.builders.sealed import Letter, Note, write

pytestmark = pytest.mark.usefixtures("own_vault")

MODELS = [Note, Letter]


def numbers() -> set[int]:
    """The key numbers under which the notes' values are."""
    values = [value for row in Note.objects.values_list("body", "data", "scan") for value in row]
    return {envelope.key_number(bytes(value)) for value in values if value is not None}


def live_keys() -> list[int]:
    return list(DataKey.objects.filter(purpose=Purpose.SEAL, destroyed_at=None).values_list("number", flat=True))


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resealing, "BATCH_ROWS", 2)


@pytest.mark.usefixtures("small_batches")
def test_every_value_is_under_the_new_key_and_reads_as_before() -> None:
    for number in range(5):
        write(f"نص {number}", data={"n": number}, scan=b"" if number else b"file")
    letter = Letter(subject=new_subject())
    letter.seal(body="letter")
    letter.save()
    (former,) = live_keys()

    done = rotate(models=MODELS)

    assert live_keys() == [done.key_id] and done.key_id != former
    assert numbers() == {done.key_id}
    read = [(note.reveal("body"), note.reveal("data"), note.reveal("scan")) for note in Note.objects.order_by("pk")]
    assert read == [(f"نص {number}", {"n": number}, b"" if number else b"file") for number in range(5)]
    assert Letter.objects.get().reveal("body") == "letter"


def test_the_former_key_is_destroyed_and_its_number_not_given_again() -> None:
    note = write("text")
    rotate(models=MODELS)
    former = DataKey.objects.get(number=envelope.key_number(note.body))
    assert former.wrapped is None and former.destroyed_at is not None
    with pytest.raises(KeyMissing):
        note.reveal("body")  # the instance still holds what was sealed under it
    assert rotate(models=MODELS).key_id > former.number + 1


def test_records_keep_when_they_were_last_changed() -> None:
    note = write("text")
    rotate(models=MODELS)
    assert Note.objects.get().updated_at == note.updated_at


@pytest.mark.usefixtures("small_batches")
def test_progress_is_told_to_the_end_of_each_table() -> None:
    for _ in range(5):
        write("text")
    told: list[Progress] = []
    rotate(models=MODELS, tell=told.append)
    assert [(line.done, line.left) for line in told] == [(2, 3), (4, 1), (5, 0)]
    assert {line.table for line in told} == {"vault_tests_note"}


def test_large_values_make_small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resealing, "BATCH_BYTES", 1000)
    for _ in range(3):
        write(scan=bytes(900))
    told: list[Progress] = []
    rotate(models=MODELS, tell=told.append)
    assert [line.done for line in told] == [2, 3]


def test_a_rotation_that_was_broken_off_is_taken_up_under_the_same_key() -> None:
    write("text")
    begun = rotation.begin(Purpose.SEAL)
    assert rotate(models=MODELS).key_id == begun.key_id
    assert Rotation.objects.get().finished_at is not None


def test_a_value_that_changes_while_it_is_sealed_anew_keeps_the_change(monkeypatch: pytest.MonkeyPatch) -> None:
    note = write("before", scan=b"file")
    during(monkeypatch, lambda: change(note, "after"))
    rotate(models=MODELS)
    kept = Note.objects.get()
    assert (kept.reveal("body"), kept.reveal("scan")) == ("after", b"file")
    assert numbers() == {max(live_keys())}


def test_a_value_emptied_while_it_is_sealed_anew_stays_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    note = write("before", scan=b"file")
    during(monkeypatch, lambda: change(note, ""))
    rotate(models=MODELS)
    assert Note.objects.get().reveal("body") == ""


def test_a_row_deleted_while_it_is_sealed_anew_stays_deleted(monkeypatch: pytest.MonkeyPatch) -> None:
    note = write("before")
    during(monkeypatch, lambda: Note.objects.filter(pk=note.pk).delete())
    rotate(models=MODELS)
    assert not Note.objects.exists()


def test_what_appears_under_the_former_key_before_the_end_keeps_it_alive(monkeypatch: pytest.MonkeyPatch) -> None:
    note = write("text")
    former = bytes(note.body)
    locked = rotation.former_keys

    def late(of: Rotation) -> Any:
        monkeypatch.setattr(rotation, "former_keys", locked)
        Note.objects.filter(pk=note.pk).update(body=former)  # by a process that learnt of the new key last
        return locked(of)

    monkeypatch.setattr(rotation, "former_keys", late)
    rotate(models=MODELS)
    assert Note.objects.get().reveal("body") == "text"


def change(note: Note, body: str) -> None:
    """What another process does with the row: its key may still be the former one."""
    fresh = Note.objects.get(pk=note.pk)
    fresh.seal(body=body)
    fresh.save()


def during(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Do ``act`` once, between a batch's reading and its writing."""
    plain = Resealer._write

    def write_after(self: Resealer, changed: Any) -> int:
        monkeypatch.setattr(Resealer, "_write", plain)
        act()
        return plain(self, changed)

    monkeypatch.setattr(Resealer, "_write", write_after)


def test_values_of_an_erased_subject_are_removed() -> None:
    erased, other = write("gone", data=1), write("stays")
    shred(erased.subject)
    rotate(models=MODELS)
    erased.refresh_from_db()
    assert (erased.body, erased.data) == (None, None)
    other.refresh_from_db()
    assert other.reveal("body") == "stays"


def test_without_the_subjects_halves_it_stops_and_destroys_nothing() -> None:
    note = write("text")
    SubjectKey.objects.all().delete()
    with pytest.raises(KeyMissing):
        rotate(models=MODELS)
    note.refresh_from_db()
    assert note.body is not None
    assert len(live_keys()) == 2


def test_altered_rows_are_named_and_keep_the_former_key_alive() -> None:
    altered, moved, whole = write("text"), write("text"), write("whole")
    body = bytes(altered.body)
    Note.objects.filter(pk=altered.pk).update(body=body[:-1] + bytes([body[-1] ^ 1]))
    Note.objects.filter(pk=moved.pk).update(body=whole.body)
    with pytest.raises(Unopened) as stopped:
        rotate(models=MODELS)
    table = "vault_tests_note"
    assert stopped.value.rows == ((table, altered.pk), (table, moved.pk))
    assert len(live_keys()) == 2
    whole.refresh_from_db()
    assert envelope.key_number(whole.body) == max(live_keys())
    Note.objects.filter(pk__in=[altered.pk, moved.pk]).delete()
    assert rotate(models=MODELS).key_id == max(live_keys())


def test_a_key_number_that_never_was_counts_as_altered() -> None:
    note = write("text")
    forged = envelope.header(77) + bytes(note.body)[envelope.HEADER_BYTES :]
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE vault_tests_note DISABLE TRIGGER USER")
        cursor.execute("UPDATE vault_tests_note SET body = %s", [forged])
    with pytest.raises(Unopened):
        rotate(models=MODELS)


def test_two_processes_do_not_rotate_at_once() -> None:
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [rotation.ROTATING_LOCK])
            with pytest.raises(AlreadyRunning):
                rotate(models=MODELS)
            cursor.execute("SELECT pg_advisory_unlock(%s)", [rotation.ROTATING_LOCK])
    finally:
        other.close()
    assert rotate(models=MODELS).finished_at is not None


def test_a_table_behind_row_security_is_entered_by_its_models_own_way(monkeypatch: pytest.MonkeyPatch) -> None:
    write("behind the wall")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE vault_tests_note ENABLE ROW LEVEL SECURITY")
        cursor.execute("ALTER TABLE vault_tests_note FORCE ROW LEVEL SECURITY")
        cursor.execute("CREATE POLICY keeping ON vault_tests_note USING (current_setting('test.keeping', true) = 'on')")
    assert not Note.objects.exists()
    with pytest.raises(Walled):
        rotate(models=MODELS)

    @contextmanager
    def keeping() -> Iterator[None]:
        with connection.cursor() as cursor:
            cursor.execute("SET test.keeping = 'on'")
        yield
        with connection.cursor() as cursor:
            cursor.execute("SET test.keeping = ''")

    monkeypatch.setattr(Note, "system_access", staticmethod(keeping))
    rotate(models=MODELS)
    with keeping():
        assert Note.objects.get().reveal("body") == "behind the wall"
        assert numbers() == {max(live_keys())}


def test_the_journal_says_when_keys_changed() -> None:
    rotate(models=MODELS)
    actions = Entry.objects.order_by("sequence").values_list("event", flat=True)
    assert list(actions) == ["vault.rotation_started", "vault.rotation_finished"]


def test_a_process_that_knows_only_the_former_key_learns_of_the_new_one_when_it_reads() -> None:
    note = write("text")
    ring = keyring._ring
    rotate(models=MODELS)
    keyring._ring = ring
    assert Note.objects.get(pk=note.pk).reveal("body") == "text"
