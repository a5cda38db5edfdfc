"""What goes from one subject to another is sealed anew for it, and ends with it, wherever older copies lie."""

from __future__ import annotations

import pytest
from django.db import transaction

from minbar.foundation.vault import subjects
from minbar.foundation.vault.errors import Shredded, Tampered
from minbar.foundation.vault.joining import move
from minbar.foundation.vault.models import SubjectKey
from minbar.foundation.vault.records import SealedRecord
from tests.builders.sealed import Note, write

pytestmark = pytest.mark.usefixtures("notes")
VALUES = {"body": "قيد النفوس", "data": {"a": []}, "scan": b"\x89PNG"}


def revealed(note: Note) -> dict[str, object]:
    note = Note.objects.get(pk=note.pk)
    return {name: note.reveal(name) for name in VALUES}


def opens(note: SealedRecord) -> bool:
    try:
        note.reveal("body")
    except Shredded:
        return False
    return True


def test_moved_values_are_the_same_and_open_by_the_other_half_alone() -> None:
    one, other = write(**VALUES), write("x")
    former = one.subject
    assert move(Note.objects.filter(subject=former), to=other.subject) == 1
    assert revealed(one) == VALUES
    assert subjects.shred(former)
    assert revealed(one) == VALUES
    subjects.shred(other.subject)
    with pytest.raises(Shredded):
        revealed(one)


def test_a_value_without_anything_in_it_stays_so_and_others_are_left_alone() -> None:
    one, other, third = write(), write("x"), write("y")
    before = Note.objects.values().get(pk=third.pk)
    move(Note.objects.filter(pk=one.pk), to=other.subject)
    again = Note.objects.get(pk=one.pk)
    assert (again.body, again.subject) == (None, other.subject)
    assert Note.objects.values().get(pk=third.pk) == before


def test_a_value_that_was_altered_moves_nothing() -> None:
    whole, altered = write("x"), write("y")
    Note.objects.filter(pk=altered.pk).update(subject=whole.subject)
    before = list(Note.objects.order_by("pk").values("subject", "body"))
    with pytest.raises(Tampered), transaction.atomic():
        move(Note.objects.filter(subject=whole.subject), to=subjects.new_subject())
    assert list(Note.objects.order_by("pk").values("subject", "body")) == before


def test_an_older_copy_of_what_was_joined_ends_with_the_person() -> None:
    one, other, third = write("a"), write("b"), write("c")
    copies = [Note.objects.get(pk=note.pk) for note in (one, other, third)]
    for former, now in ((one, other), (other, third)):
        subjects.mark_joined(Note.objects.get(pk=former.pk).subject, to=now.subject)
    assert set(subjects.all_of(third.subject)) == {note.subject for note in copies}
    assert all(map(opens, copies))
    assert subjects.shred(third.subject) and not subjects.shred(third.subject)
    assert not any(opens(Note.objects.get(pk=copy.pk)) for copy in copies)
    assert not SubjectKey.objects.filter(subject__in=[copy.subject for copy in copies], shredded_at=None).exists()


def test_two_that_were_joined_and_came_back_in_a_copy_may_be_joined_the_other_way() -> None:
    one, other = write("a"), write("b")
    subjects.mark_joined(one.subject, to=other.subject)
    subjects.mark_joined(other.subject, to=one.subject)
    assert set(subjects.all_of(one.subject)) == {one.subject, other.subject}
    subjects.shred(one.subject)
    assert not any(opens(Note.objects.get(pk=note.pk)) for note in (one, other))
