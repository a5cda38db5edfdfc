"""Entries that resemble a new one are found before it is written twice."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minbar.network.directory.enums import ContactKind, Nature
from minbar.network.directory.matching import possible_duplicates, possible_duplicates_of_each
from minbar.network.directory.particulars import ContactGiven
from tests.builders.entries import organisation, person
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("known", "new"),
    [
        ("خالد الصباغ", "خالد صباغ"),
        ("خالد الصباغ", "Khaled Al-Sabbagh"),
        ("Halit Sabbağ", "خالد الصباغ"),
        ("خالد عمر الصباغ", "خالد الصباغ"),
        ("خالد الصباغ", "الصباغ خالد"),
        ("Ayşe Yılmaz", "AYSE YILMAZ"),
    ],
)
def test_another_spelling_of_a_known_name_is_noticed(cast: Cast, known: str, new: str) -> None:
    there = person(cast.secretariat_officer, known)
    assert [one.party_id for one in possible_duplicates([new], Nature.PERSON)] == [there.pk]


@pytest.mark.parametrize("other", ["خالد الحلبي", "سمير الصباغ", "هدى عمران", "Ali Veli"])
def test_another_name_is_not(cast: Cast, other: str) -> None:
    person(cast.secretariat_officer, "خالد الصباغ")
    assert possible_duplicates([other], Nature.PERSON) == []


def test_a_person_does_not_resemble_an_organisation(cast: Cast) -> None:
    organisation(cast.secretariat_officer, "خالد الصباغ")
    assert possible_duplicates(["خالد الصباغ"], Nature.PERSON) == []


def test_the_same_phone_is_noticed_under_another_name(cast: Cast) -> None:
    there = person(
        cast.secretariat_officer, "هدى", contacts=(ContactGiven(kind=ContactKind.PHONE, value="0532 000 11 22"),)
    )
    found = possible_duplicates(["نور"], Nature.PERSON, contacts=[(ContactKind.PHONE, "+90 532 000 1122")])
    assert [one.party_id for one in found] == [there.pk]


def test_an_entry_does_not_resemble_itself(cast: Cast) -> None:
    there = person(cast.secretariat_officer, "خالد الصباغ")
    assert possible_duplicates(["خالد الصباغ"], Nature.PERSON, except_party=there.pk) == []


def test_many_rows_take_no_more_queries_than_one(cast: Cast) -> None:
    person(cast.secretariat_officer, "خالد الصباغ")
    with CaptureQueriesContext(connection) as queries:
        found = possible_duplicates_of_each([["خالد صباغ"], ["هدى"]] * 100, Nature.PERSON)
    assert [len(each) for each in found] == [1, 0] * 100
    assert len(queries) <= 2
