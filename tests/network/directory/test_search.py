"""A name is found however it is spelled."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minbar.network.directory.enums import Nature
from minbar.network.directory.models import Organisation, Person
from minbar.network.directory.queries import narrowed_by_name, search
from tests.builders.entries import organisation, person
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("أحمد الخطيب", "احمد الخطيب"),
        ("احمد الخطيب", "أحمد الخطيب"),
        ("أحمد الخطيب", "أَحْمَد الخَطيب"),
        ("أحمد الخطيب", "أحمـــد الخطيب"),
        ("أحمد الخطيب", "الخطيب أحمد"),
        ("أحمد الخطيب", "Ahmad Al-Khatib"),
        ("أحمد الخطيب", "Ahmed Khatib"),
        ("Ahmad Al-Khatib", "أحمد الخطيب"),
        ("خضر السوطري", "Khedr Al-Soutari"),
        ("خضر السوطري", "Hıdır Sotari"),
        ("Khedr Al-Soutari", "خضر السوطري"),
        ("هبة مرعي", "هبه مرعى"),
        ("Işıl Güneş", "ISIL GUNES"),
        ("Işıl Güneş", "ışıl güneş"),
        ("İbrahim Çağlar", "ibrahim caglar"),
        ("عبد الرحمن الشامي", "عبدالرحمن الشامي"),
        ("عبد الرحمن الشامي", "Abdulrahman Shami"),
        ("Yusuf Kaplan", "Yusuf Kapaln"),
        ("محمد نور الدين حلاق", "محمد حلاق"),
    ],
)
def test_a_person_is_found_however_the_name_is_spelled(cast: Cast, written: str, asked: str) -> None:
    wanted = person(cast.secretariat_officer, written)
    for other in ("محمود الأيوبي", "Mehmet Demir", "سعاد الحسن", "Zeynep Arslan"):
        person(cast.secretariat_officer, other)
    assert search(cast.secretariat_officer, asked)[0].party.pk == wanted.pk


@pytest.mark.parametrize("asked", ["مؤسسة الأمل", "موسسه الامل", "مؤسسة الامل للإغاثة", "الأمل", "مُؤَسَّسة الأمل"])
def test_an_organisation_is_found_however_its_name_is_spelled(cast: Cast, asked: str) -> None:
    wanted = organisation(cast.secretariat_officer, "مؤسسة الأمل للإغاثة والتنمية", "Hope Foundation")
    organisation(cast.secretariat_officer, "جمعية النور")
    assert search(cast.secretariat_officer, asked)[0].party.pk == wanted.pk


def test_an_entry_is_found_by_each_of_its_names_once(cast: Cast) -> None:
    wanted = organisation(cast.secretariat_officer, "جمعية الأمل", "Umut Derneği", "Hope Association")
    for asked in ("جمعية الأمل", "umut dernegi", "hope association"):
        assert [found.party.pk for found in search(cast.secretariat_officer, asked)] == [wanted.pk]


def test_the_same_name_comes_before_one_that_holds_more_words(cast: Cast) -> None:
    longer = person(cast.secretariat_officer, "سامر عبود الحلبي")
    same = person(cast.secretariat_officer, "سامر عبود")
    assert [found.party.pk for found in search(cast.secretariat_officer, "Samer Abboud")] == [same.pk, longer.pk]


def test_half_a_name_is_found_while_it_is_typed(cast: Cast) -> None:
    wanted = person(cast.secretariat_officer, "عبد الحميد قباني")
    assert search(cast.secretariat_officer, "عبد الحم")[0].party.pk == wanted.pk


def test_those_who_may_not_see_people_find_organisations_only(cast: Cast) -> None:
    person(cast.secretariat_officer, "وائل الأمل")
    wanted = organisation(cast.secretariat_officer, "جمعية الأمل")
    assert [found.party.pk for found in search(cast.case_worker, "الأمل")] == [wanted.pk]
    assert len(search(cast.secretariat_officer, "الأمل")) == 2


def test_a_stranger_finds_nothing(cast: Cast) -> None:
    organisation(cast.secretariat_officer, "جمعية الأمل")
    assert search(cast.stranger, "جمعية الأمل") == []


def test_the_search_can_be_for_people_alone(cast: Cast) -> None:
    wanted = person(cast.secretariat_officer, "نور الهدى")
    organisation(cast.secretariat_officer, "جمعية نور الهدى")
    found = search(cast.secretariat_officer, "نور الهدى", nature=Nature.PERSON)
    assert [one.party.pk for one in found] == [wanted.pk]


@pytest.mark.parametrize("nothing", ["", "   ", "؟!", "َ"])
def test_a_search_for_nothing_finds_nothing(cast: Cast, nothing: str) -> None:
    person(cast.secretariat_officer, "رامي")
    assert search(cast.secretariat_officer, nothing) == []


def test_a_list_is_narrowed_nearest_first_within_its_other_conditions(cast: Cast) -> None:
    far = person(cast.secretariat_officer, "رنا شاكر العلي")
    near = person(cast.secretariat_officer, "رنا شاكر")
    organisation(cast.secretariat_officer, "رنا شاكر")
    assert [*narrowed_by_name(Person.objects.all(), "Rana Shaker")] == [near, far]
    assert [*narrowed_by_name(Person.objects.exclude(pk=near.pk), "Rana Shaker")] == [far]
    assert narrowed_by_name(Organisation.objects.all(), "Rana Shaker").count() == 1


def test_a_search_takes_few_queries_however_much_it_finds(cast: Cast) -> None:
    for number in range(30):
        person(cast.secretariat_officer, f"لينا صباغ {'ابجدهوزحطيكلمنسعفصقرشت'[number % 20]}{number}")
    cast.secretariat_officer.roles_held()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert len(search(cast.secretariat_officer, "لينا صباغ")) == 30
    assert len(queries) <= 4


TATWEEL_AND_VOWELS = "ـًٌٍَُِّْ"
EXCHANGED = {"أ": "ا", "ا": "إ", "ة": "ه", "ى": "ي", "ي": "ى", "ه": "ة", "إ": "أ"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_vowels_tatweel_and_exchanged_letters_never_hide_a_name(cast: Cast, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["هبة الأيوبي", "مصطفى إدريس", "أسامة القاضي", "يحيى حمامة", "إيمان مرعي"]))
    officer = cast.secretariat_officer
    if not Person.objects.filter(names__text=name).exists():
        person(officer, name)
    spelled = []
    for place, letter in enumerate(name):
        last = place + 1 == len(name) or name[place + 1] == " "
        exchangeable = letter in EXCHANGED and (letter not in "ةهىي" or last)
        spelled.append(EXCHANGED[letter] if exchangeable and data.draw(st.booleans()) else letter)
        if letter != " ":
            spelled.append(data.draw(st.sampled_from(["", *TATWEEL_AND_VOWELS])))
    assert str(search(officer, "".join(spelled))[0].party.labels["ar"]) == name
