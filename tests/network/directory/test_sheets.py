"""Rows of people and organisations: what goes in is what comes out, and nothing is written twice."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minbar.foundation.sheets.declare import sheets
from minbar.network.directory.enums import Nature
from minbar.network.directory.models import Affiliation, Name, Organisation, Party, Person, Place
from minbar.network.directory.queries import search
from minbar.network.directory.sheets import organisations, people
from tests.builders.entries import organisation, person
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def organisation_row(**values: Any) -> dict[str, Any]:
    return {
        "name": "جمعية الأمل", "name_tr": "Umut Derneği", "name_latin": "Hope Association", "other_names": ("الأمل",),
        "kind": "association", "category": "syrian_institutions", "place": Place.objects.get(code="TUR027").pk,
        "languages": ("ar", "tr"), "tags": ("إغاثة",), "notes": "", "registration_number": "27-001",
        "founded_on": dt.date(2014, 5, 1), "phone": ("0342 000 00 11",), "email": ("info@example.org",),
        "website": "https://example.org", "address": "", "consent": "given",
    } | values  # fmt: skip


def person_row(**values: Any) -> dict[str, Any]:
    return {
        "name": "ليلى حداد", "name_tr": "", "name_latin": "Layla Haddad", "other_names": (), "sex": "female",
        "organisation": None, "title": "", "category": "", "place": None, "languages": (), "tags": (), "notes": "",
        "phone": ("0532 000 11 22",), "email": (), "website": "", "address": "", "consent": "unknown",
    } | values  # fmt: skip


def test_the_columns_of_a_row_are_those_that_the_sheet_declares(db: None) -> None:
    assert set(organisation_row()) == {column.key for column in sheets()["organisations"].columns}
    assert set(person_row()) == {column.key for column in sheets()["people"].columns}


def test_an_organisation_that_was_written_reads_as_it_was_given(cast: Cast) -> None:
    row = organisation_row()
    (made,) = organisations.create([row], by=cast.secretariat_officer)
    (state,) = organisations.state([Organisation.objects.get(pk=made.pk)])
    assert state == row


@pytest.mark.parametrize(
    "names",
    [
        {"name": "UNHCR", "name_tr": "", "name_latin": "United Nations", "other_names": ()},
        {"name": "İHH", "name_tr": "İnsani Yardım Vakfı", "name_latin": "", "other_names": ()},
        {"name": "Kızılay", "name_tr": "", "name_latin": "Red Crescent", "other_names": ("الهلال الأحمر",)},
        {"name": "جمعية", "name_tr": "", "name_latin": "", "other_names": ("Derneğimiz", "Our Association", "رابطة")},
        {"name": "CAIR", "name_tr": "", "name_latin": "", "other_names": ()},
    ],
)
def test_names_stay_in_the_columns_in_which_they_were_given(cast: Cast, names: dict[str, Any]) -> None:
    (made,) = organisations.create([organisation_row(**names)], by=None)
    (state,) = organisations.state([Organisation.objects.get(pk=made.pk)])
    assert {key: state[key] for key in names} == names


def test_a_person_that_was_written_reads_as_it_was_given(cast: Cast) -> None:
    body = organisation(cast.secretariat_officer, "بلدية الفاتح")
    row = person_row(organisation=body.pk, title="منسقة", tags=("تعليم", "إعلام"), notes="لقاء سنوي")
    (made,) = people.create([row], by=cast.secretariat_officer)
    assert people.state([Person.objects.get(pk=made.pk)]) == [row]


def test_what_a_sheet_writes_is_what_an_officer_would_have_written(cast: Cast) -> None:
    (made,) = people.create([person_row()], by=None)
    by_hand = person(cast.secretariat_officer, "ليلى حداد", "Layla Haddad")
    imported = Party.objects.get(pk=made.pk)
    assert (imported.nature, imported.sort_key) == (Nature.PERSON, by_hand.sort_key)
    assert imported.labels == by_hand.labels
    keys = ("text", "script", "search_key", "consonant_key", "match_key")
    assert [*Name.objects.filter(party=imported).values(*keys)] == [*Name.objects.filter(party=by_hand).values(*keys)]
    assert len(search(cast.secretariat_officer, "Leyla Haddad")) == 2


def test_a_row_is_matched_by_its_name_however_it_is_written(cast: Cast) -> None:
    (made,) = organisations.create([organisation_row()], by=None)
    (found,) = organisations.match([organisation_row(name="جمعيه الامل")])
    assert found.pk == made.pk


def test_a_namesake_elsewhere_is_not_matched(cast: Cast) -> None:
    organisations.create([organisation_row()], by=None)
    elsewhere = organisation_row(
        place=Place.objects.get(code="SY02").pk, registration_number="", phone=(), email=("a@example.com",), website=""
    )
    assert organisations.match([elsewhere]) == [None]


def test_of_two_namesakes_the_one_with_the_same_phone_is_matched(cast: Cast) -> None:
    first, second = people.create([person_row(), person_row(phone=("0532 999 88 77",))], by=None)
    found = people.match([person_row(phone=("+90 532 999 88 77",)), person_row()])
    assert [record.pk for record in found] == [second.pk, first.pk]


def test_new_values_are_set_and_the_rest_is_left(cast: Cast) -> None:
    (made,) = organisations.create([organisation_row()], by=None)
    record = Organisation.objects.get(pk=made.pk)
    change = {"name": "جمعية الأمل الجديدة", "phone": ("0342 000 00 22",), "category": "", "tags": ("تعليم",)}
    organisations.update([record], [change], by=None)
    (state,) = organisations.state([Organisation.objects.get(pk=made.pk)])
    assert state == organisation_row(**change)
    assert Organisation.objects.get(pk=made.pk).labels["ar"] == "جمعية الأمل الجديدة"


def test_a_person_who_is_elsewhere_now_keeps_the_former_affiliation_with_its_end(cast: Cast) -> None:
    before, after = organisation(cast.secretariat_officer, "بلدية"), organisation(cast.secretariat_officer, "وزارة")
    (made,) = people.create([person_row(organisation=before.pk, title="مدير")], by=None)
    people.update([Person.objects.get(pk=made.pk)], [{"organisation": after.pk, "title": "نائب"}], by=None)
    held = {held.organisation_id: held for held in Affiliation.objects.all()}
    assert held[before.pk].ended_on is not None
    assert (held[after.pk].ended_on, held[after.pk].title) == (None, "نائب")


def test_a_new_title_in_the_same_organisation_is_no_new_affiliation(cast: Cast) -> None:
    body = organisation(cast.secretariat_officer, "بلدية")
    (made,) = people.create([person_row(organisation=body.pk, title="مدير")], by=None)
    people.update([Person.objects.get(pk=made.pk)], [{"title": "مدير عام"}], by=None)
    assert Affiliation.objects.get().title == "مدير عام"


def test_taking_back_leaves_nothing(cast: Cast) -> None:
    made = people.create([person_row(tags=("إعلام",))], by=None)
    people.delete(made, by=None)
    assert not Party.objects.exists()
    assert not Name.objects.exists()


def test_possible_duplicates_are_told_for_each_row(cast: Cast) -> None:
    there = person(cast.secretariat_officer, "خالد الصباغ")
    found = people.possible_duplicates([person_row(name="Halit Sabbağ", name_latin=""), person_row()])
    assert [[one.uid for one in each] for each in found] == [[there.uid], []]


@pytest.mark.parametrize("handler", [organisations, people])
def test_a_hundred_rows_take_no_more_queries_than_one(cast: Cast, handler: Any) -> None:
    row = organisation_row if handler is organisations else person_row

    def counted(rows: list[dict[str, Any]]) -> int:
        with CaptureQueriesContext(connection) as queries:
            handler.match(rows)
            made = handler.create(rows, by=None)
            handler.state(handler.model.objects.filter(pk__in=[each.pk for each in made]))
        return len(queries)

    one = counted([row()])
    assert counted([row(name=f"اسم {'ابجدهوز'[number % 7]}{number}") for number in range(100)]) <= one + 2


def test_a_title_without_an_organisation_is_a_problem(db: None) -> None:
    check = sheets()["people"].check
    assert check is not None
    assert [problem.column for problem in check(person_row(title="مدير"))] == ["organisation"]
    assert [problem.column for problem in check(person_row(name="123"))] == ["name"]
    assert not [*check(person_row())]
