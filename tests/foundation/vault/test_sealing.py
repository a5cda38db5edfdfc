"""What is sealed comes back for whoever has the keys, in its own place, and for nobody else."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import FieldError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minbar.foundation.vault import envelope, keyring
from minbar.foundation.vault.errors import KeyMissing, Tampered
from minbar.foundation.vault.keyring import Purpose
from minbar.foundation.vault.records import bring_keys, reveal_many, sealed_field
from minbar.foundation.vault.rotation import begin
from minbar.foundation.vault.subjects import new_subjects
from tests.builders.sealed import Letter, Note, write

pytestmark = pytest.mark.usefixtures("notes")

ARABIC = st.text(st.characters(min_codepoint=0x0600, max_codepoint=0x06FF))
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXT | ARABIC,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
PROPERTY = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)


def again(note: Note) -> Note:
    return Note.objects.get(pk=note.pk)


@PROPERTY
@given(body=TEXT | ARABIC, data=JSON, scan=st.binary(max_size=300))
def test_every_value_comes_back_as_it_was(body: str, data: Any, scan: bytes) -> None:
    note = again(write(body, data=data, scan=scan))
    assert (note.reveal("body"), note.reveal("data"), note.reveal("scan")) == (body, data, scan)


def test_an_arabic_text_with_signs_of_direction_comes_back_whole() -> None:
    text = "طلب تجديد الكِمْلِك رقم \u2067\u200f٩٩١٢٣٤\u2069 — İstanbul’da reddedildi"
    assert again(write(text)).reveal("body") == text


def test_empty_values_are_null_in_the_database() -> None:
    note = again(write("", data=None, scan=b""))
    assert (note.body, note.data, note.scan) == (None, None, None)
    assert (note.reveal("body"), note.reveal("data"), note.reveal("scan")) == ("", None, b"")


def test_the_same_value_is_never_sealed_to_the_same_bytes() -> None:
    note = write("نعم")
    first = note.body
    note.seal(body="نعم")
    assert note.body != first


@PROPERTY
@given(texts=st.tuples(st.text(st.sampled_from("ab"), max_size=31), st.text(st.sampled_from("ab"), max_size=31)))
def test_the_length_of_a_short_value_tells_nothing_but_that_it_is_short(texts: tuple[str, str]) -> None:
    one, other = (write(text + "c", scan=b"") for text in (texts[0][:30], texts[1][:30]))
    assert len(one.body) == len(other.body)


@pytest.mark.parametrize("position", [0, 1, 4, 5, 16, 17, -1])
def test_a_value_with_a_bit_changed_is_refused(position: int) -> None:
    note = write("قيد النفوس")
    altered = bytearray(note.body)
    altered[position] ^= 1
    note.body = bytes(altered)
    with pytest.raises((Tampered, KeyMissing)):
        note.reveal("body")


def test_a_value_that_was_cut_short_is_refused() -> None:
    note = write("قيد النفوس")
    note.body = note.body[:40]
    with pytest.raises(Tampered):
        note.reveal("body")


def test_a_value_is_refused_in_another_row_of_the_same_subject() -> None:
    one = write("one")
    other = Note(subject=one.subject)
    other.seal(body="other")
    one.body, other.body = other.body, one.body
    for note in (one, other):
        with pytest.raises(Tampered):
            note.reveal("body")


def test_a_value_is_refused_in_another_column_of_its_row() -> None:
    note = write("text", scan=b"text")
    note.body, note.scan = note.scan, note.body
    for name in ("body", "scan"):
        with pytest.raises(Tampered):
            note.reveal(name)


def test_a_value_is_refused_in_another_table_under_the_same_name() -> None:
    note = write("text")
    letter = Letter(uid=note.uid, subject=note.subject, body=note.body)
    with pytest.raises(Tampered):
        letter.reveal("body")


def test_a_value_is_refused_for_another_subject() -> None:
    one, other = write("one"), write("other")
    one.subject = other.subject
    one._half = None
    with pytest.raises(Tampered):
        one.reveal("body")


def test_a_value_is_refused_under_another_live_key(own_vault: object) -> None:
    note = write("text")
    begin(Purpose.SEAL)
    number, _key = keyring.current()
    note.body = envelope.header(number) + note.body[envelope.HEADER_BYTES :]
    with pytest.raises(Tampered):
        note.reveal("body")


def test_what_was_never_sealed_is_not_written_to_a_sealed_field() -> None:
    note = Note(subject=uuid4(), body=b"in the clear")
    with pytest.raises(ValueError, match="body is written with seal"):
        note.save()
    with pytest.raises(ValueError, match="body is written with seal"):
        Note.objects.update(body="in the clear")


def test_the_database_refuses_what_is_not_sealed_under_a_live_key() -> None:
    note = write("text")
    forged = envelope.header(999_999) + note.body[envelope.HEADER_BYTES :]
    for value in (b"in the clear, and long enough to look like something sealed", forged, b"\x02" + note.body[1:]):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE vault_tests_note SET body = %s", [value])


def test_a_value_of_another_kind_is_refused_without_being_named() -> None:
    note = write()
    for values in ({"body": b"canary"}, {"scan": "canary"}, {"body": 5, "scan": b""}):
        with pytest.raises(TypeError) as refused:
            note.seal(**values)
        assert "canary" not in str(refused.value)


def test_a_sealed_field_can_be_asked_only_whether_it_is_empty() -> None:
    write("text")
    assert Note.objects.filter(body__isnull=False).count() == 1
    for lookup in ("body", "body__contains", "body__in"):
        with pytest.raises(FieldError, match="blind index"):
            Note.objects.filter(**{lookup: [b"x"]}).count()


def test_a_field_that_is_not_sealed_cannot_be_sealed() -> None:
    with pytest.raises(TypeError, match="not a sealed field"):
        sealed_field(Note, "shelf")


def test_a_subject_that_never_was_has_no_key() -> None:
    with pytest.raises(KeyMissing):
        Note(subject=uuid4()).seal(body="text")


def test_a_list_is_revealed_with_one_query_however_long() -> None:
    counted = []
    for length in (1, 30):
        for _ in range(length):
            write("سطر", data={"n": 1})
        listed = list(Note.objects.order_by("pk"))
        with CaptureQueriesContext(connection) as queries:
            revealed = reveal_many(listed, "body", "data")
        assert revealed == [{"body": "سطر", "data": {"n": 1}}] * len(listed)
        counted.append(len(queries))
    assert counted == [1, 1]


def test_keys_come_for_records_of_several_models_at_once() -> None:
    note = write("one")
    letter = Letter(subject=note.subject)
    with CaptureQueriesContext(connection) as queries:
        bring_keys([note, letter])
        letter.seal(body="other")
        assert (note.reveal("body"), letter.reveal("body")) == ("one", "other")
    assert len(queries) == 1


def test_many_subjects_are_made_at_once() -> None:
    keyring.current_root()
    with CaptureQueriesContext(connection) as queries:
        assert len(set(new_subjects(50))) == 50
    assert len(queries) == 1


def test_a_record_that_is_pickled_leaves_its_key_behind() -> None:
    note = write("text")
    assert note._half is not None
    assert "_half" not in note.__getstate__()
