"""The directory's screens, as each member of the cast meets them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minbar.foundation.accounts.models import User
from minbar.network.directory import actions
from minbar.network.directory.enums import ContactKind
from minbar.network.directory.models import (
    Affiliation,
    EngagementCategory,
    ListEntry,
    NamedList,
    Organisation,
    OrganisationKind,
    Person,
    Place,
)
from minbar.network.directory.particulars import ContactGiven
from tests.builders.entries import organisation, person
from tests.cast import Cast

pytestmark = pytest.mark.django_db
MOBILE = ContactGiven(kind=ContactKind.PHONE, value="+90 532 000 11 22", is_personal=True)
OFFICE = ContactGiven(kind=ContactKind.PHONE, value="+90 212 000 33 44")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def officer(cast: Cast) -> Client:
    return signed_in(cast.secretariat_officer)


# Lists


def test_a_list_is_narrowed_by_category_kind_and_place_together(cast: Cast, officer: Client) -> None:
    antep = Place.objects.get(labels__tr="Şahinbey")
    kind, category = OrganisationKind.objects.get(code="association"), EngagementCategory.objects.get(position=1)
    organisation(cast.secretariat_officer, "جمعية النور", kind=kind, category=category, place=antep)
    organisation(cast.secretariat_officer, "جمعية الضياء", kind=kind, category=category)
    organisation(cast.secretariat_officer, "بلدية البحر", category=category, place=antep)
    page = officer.get(
        reverse("directory:organisations"),
        {"kind": kind.code, "category": category.code, "place": ["TUR", "TUR027"]},
    ).content.decode()
    assert "جمعية النور" in page
    assert "جمعية الضياء" not in page
    assert "بلدية البحر" not in page


def test_an_entry_with_two_of_the_chosen_tags_is_listed_once(cast: Cast, officer: Client) -> None:
    organisation(cast.secretariat_officer, "جمعية النور", tags=("تعليم", "صحة"))
    page = officer.get(reverse("directory:organisations"), {"tag": ["تعليم", "صحه"]})
    assert page.context["listing"].count == 1


def test_a_list_is_searched_in_any_spelling(cast: Cast, officer: Client) -> None:
    organisation(cast.secretariat_officer, "مؤسسة الأمل")
    organisation(cast.secretariat_officer, "بلدية البحر")
    page = officer.get(reverse("directory:organisations"), {"q": "موسسه الامل"})
    assert [str(row) for row in page.context["listing"].page] == ["مؤسسة الأمل"]


@pytest.mark.parametrize("route", ["directory:organisations", "directory:people", "directory:entries"])
@pytest.mark.parametrize("search", ["", "لينا"])
def test_a_list_takes_at_most_eight_queries_whatever_its_length(
    cast: Cast, officer: Client, route: str, search: str
) -> None:
    def counted() -> int:
        officer.get(reverse(route), {"q": search} if search else {})
        with CaptureQueriesContext(connection) as queries:
            page = officer.get(reverse(route), {"q": search} if search else {})
        assert page.status_code == 200
        return len(queries)

    kind, category = OrganisationKind.objects.get(code="association"), EngagementCategory.objects.get(position=1)
    place = Place.objects.get(labels__tr="Fatih")

    def fill(number: int) -> None:
        letter = "ابجدهوزحطيكلمنسعفصقرشت"[number % 20]
        person(cast.secretariat_officer, f"لينا {letter}{number}", category=category, place=place, tags=("أ",))
        organisation(
            cast.secretariat_officer, f"لينا {letter}{number}", kind=kind, category=category, place=place, tags=("أ",)
        )

    fill(0)
    with_one = counted()
    for number in range(1, 30):
        fill(number)
    with_thirty = counted()
    assert with_thirty <= with_one + (1 if search else 0)
    assert with_thirty <= (9 if search else 8)


# Records


def test_the_page_of_an_organisation_shows_names_contacts_and_people(cast: Cast, officer: Client) -> None:
    body = organisation(cast.secretariat_officer, "جمعية النور", "Işık Derneği", contacts=(OFFICE,))
    someone = person(cast.secretariat_officer, "ليلى حداد")
    actions.add_affiliation(by=cast.secretariat_officer, person=someone, organisation=body, title="مديرة")
    page = officer.get(body.get_absolute_url()).content.decode()
    for shown in ("جمعية النور", "Işık Derneği", "+90 212 000 33 44", "ليلى حداد", "مديرة"):
        assert shown in page


def test_the_page_of_an_entry_takes_no_more_queries_with_more_on_it(cast: Cast, officer: Client) -> None:
    body = organisation(cast.secretariat_officer, "جمعية النور", contacts=(OFFICE,))

    def counted() -> int:
        with CaptureQueriesContext(connection) as queries:
            officer.get(body.get_absolute_url())
        return len(queries)

    def join(number: int) -> None:
        someone = person(cast.secretariat_officer, f"ليلى {'ابجدهوزح'[number]}")
        actions.add_affiliation(by=cast.secretariat_officer, person=someone, organisation=body, title="عضو")

    join(0)
    counted()
    before = counted()
    for number in range(1, 8):
        join(number)
    assert counted() <= before


def test_a_person_shows_to_whom_works_with_people_and_is_not_found_by_others(cast: Cast) -> None:
    someone = person(cast.secretariat_officer, "ليلى حداد")
    address = someone.get_absolute_url()
    expected = {
        "secretariat_officer": 200, "director": 200, "programme_officer": 200, "editor": 200,
        "case_worker": 404, "administrator": 404, "delegate": 404, "stranger": 404,
    }  # fmt: skip
    for role, status in expected.items():
        answer = signed_in(getattr(cast, role)).get(address)
        assert answer.status_code == status, role
        assert ("ليلى حداد" in answer.content.decode()) == (status == 200), role


def test_personal_numbers_show_only_to_those_who_may_contact_people(cast: Cast) -> None:
    body = organisation(cast.secretariat_officer, "جمعية النور", contacts=(MOBILE, OFFICE))
    for role in ("secretariat_officer", "director", "programme_officer", "editor", "case_worker"):
        page = signed_in(getattr(cast, role)).get(body.get_absolute_url()).content.decode()
        assert OFFICE.value in page, role
        sees = role in {"secretariat_officer", "director", "programme_officer"}
        assert (MOBILE.value in page) == sees, role


def test_a_case_worker_sees_no_people_of_an_organisation(cast: Cast) -> None:
    body = organisation(cast.secretariat_officer, "جمعية النور")
    someone = person(cast.secretariat_officer, "ليلى حداد")
    actions.add_affiliation(by=cast.secretariat_officer, person=someone, organisation=body)
    page = signed_in(cast.case_worker).get(body.get_absolute_url()).content.decode()
    assert "جمعية النور" in page
    assert "ليلى حداد" not in page


def test_a_place_shows_the_entries_within_it(cast: Cast, officer: Client) -> None:
    organisation(cast.secretariat_officer, "جمعية النور", place=Place.objects.get(labels__tr="Şahinbey"))
    organisation(cast.secretariat_officer, "جمعية البحر", place=Place.objects.get(labels__tr="Mezitli"))
    page = officer.get(Place.objects.get(code="TUR027").get_absolute_url()).content.decode()
    assert "جمعية النور" in page
    assert "جمعية البحر" not in page


def test_the_address_of_an_entry_leads_to_its_page(cast: Cast, officer: Client) -> None:
    someone = person(cast.secretariat_officer, "ليلى حداد")
    answer = officer.get(reverse("directory:entry", args=[someone.uid]))
    assert answer.headers["Location"] == someone.get_absolute_url()
    assert signed_in(cast.case_worker).get(reverse("directory:entry", args=[someone.uid])).status_code == 404


# Forms

ORGANISATION = {
    "name": "جمعية الأمل", "name_tr": "Umut Derneği", "name_latin": "", "other_names": "الأمل\nUmut", "kind": "",
    "category": "", "place": "غازي عينتاب", "parent": "", "registration_number": "27-1", "founded_on": "2014-05-01",
    "dissolved_on": "", "languages": ["ar", "tr"], "tags": "إغاثة، تعليم", "phone": "0342 000 00 11", "email": "",
    "website": "", "consent": "given", "notes": "",
}  # fmt: skip


def test_an_officer_adds_an_organisation(officer: Client) -> None:
    answer = officer.post(reverse("directory:organisation-add"), ORGANISATION)
    made = Organisation.objects.get()
    assert answer.headers["Location"] == made.get_absolute_url()
    assert {name.text for name in made.names.all()} == {"جمعية الأمل", "Umut Derneği", "الأمل", "Umut"}
    assert made.place is not None
    assert made.place.code == "TUR027"
    assert made.contact_points.get().consent == "given"
    assert made.tags.count() == 2


def test_an_entry_that_resembles_another_is_added_once_the_officer_says_so(cast: Cast, officer: Client) -> None:
    there = organisation(cast.secretariat_officer, "جمعيه الامل")
    refused = officer.post(reverse("directory:organisation-add"), ORGANISATION)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert there.get_absolute_url() in page
    assert 'value="Umut Derneği"' in page
    assert Organisation.objects.count() == 1
    officer.post(reverse("directory:organisation-add"), ORGANISATION | {"is_another": "on"})
    assert Organisation.objects.count() == 2


def test_entries_that_resemble_the_typed_name_are_told_while_typing(cast: Cast, officer: Client) -> None:
    there = person(cast.secretariat_officer, "خضر السوطري")
    address = reverse("directory:possible-duplicates", args=["person"])
    assert there.get_absolute_url() in officer.post(address, {"name": "Khedr Al-Soutari"}).content.decode()
    assert officer.post(address, {"name": "سعاد"}).content.decode().strip() == ""


def test_editing_shows_what_is_there_and_changes_it(cast: Cast, officer: Client) -> None:
    officer.post(reverse("directory:organisation-add"), ORGANISATION)
    made = Organisation.objects.get()
    address = reverse("directory:organisation-edit", args=[made.uid])
    page = officer.get(address)
    assert page.context["form"]["name_tr"].value() == "Umut Derneği"
    officer.post(address, ORGANISATION | {"name": "جمعية الأمل والعمل", "place": "Bursa / Yenişehir"})
    made = Organisation.objects.get()
    assert made.labels["ar"] == "جمعية الأمل والعمل"
    assert made.place is not None
    assert made.place.code.startswith("TUR016")


@pytest.mark.parametrize(("typed", "message"), [("Yenişehir", "هل تقصد"), ("لا مكان", "لا مكان بهذا الاسم")])
def test_a_place_that_is_unclear_is_asked_about_and_nothing_typed_is_lost(
    officer: Client, typed: str, message: str
) -> None:
    answer = officer.post(reverse("directory:organisation-add"), ORGANISATION | {"place": typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert message in page
    assert f'value="{typed}"' in page


@pytest.mark.parametrize("typed", ["جمعيه النور", "Jamiyat al-Nour", "Isik Dernegi"])
def test_an_affiliation_names_its_organisation_in_any_spelling(cast: Cast, officer: Client, typed: str) -> None:
    body = organisation(cast.secretariat_officer, "جمعية النور", "Işık Derneği")
    someone = person(cast.secretariat_officer, "ليلى حداد")
    address = reverse("directory:affiliation-add", args=[someone.uid])
    data = {"organisation": typed, "title": "مديرة", "started_on": "2023-01-01", "ended_on": ""}
    answer = officer.post(address, data)
    if answer.status_code == 422:  # near, but not the same: the reader chooses
        data["organisation"] = f"{body} #{body.uid.hex[:8]}"
        assert data["organisation"] in answer.content.decode()
        officer.post(address, data)
    assert Affiliation.objects.get().organisation_id == body.pk


def test_an_officer_keeps_a_list(cast: Cast, officer: Client) -> None:
    someone = person(cast.secretariat_officer, "ليلى حداد")
    officer.post(reverse("directory:list-add"), {"title": "ضيوف المؤتمر", "description": ""})
    guests = NamedList.objects.get()
    officer.post(reverse("directory:list-put", args=[guests.uid]), {"party": "ليلى حداد", "note": ""})
    assert "ليلى حداد" in officer.get(guests.get_absolute_url()).content.decode()
    entry = ListEntry.objects.get()
    officer.post(reverse("directory:list-take", args=[guests.uid]), {"entries": [entry.pk]})
    assert not ListEntry.objects.exists()
    assert Person.objects.filter(pk=someone.pk).exists()


def test_a_contact_point_is_added_changed_and_removed(cast: Cast, officer: Client) -> None:
    someone = person(cast.secretariat_officer, "ليلى حداد")
    data = {"kind": "phone", "value": "0532 000 11 22", "label": "", "consent": "unknown", "consent_on": ""}
    officer.post(reverse("directory:contact-add", args=[someone.uid]), data)
    point = someone.contact_points.get()
    address = reverse("directory:contact-edit", args=[point.uid])
    officer.post(address, data | {"consent": "given", "consent_on": "2024-05-01"})
    assert someone.contact_points.get().consent == "given"
    officer.post(reverse("directory:contact-remove", args=[point.uid]))
    assert not someone.contact_points.exists()


@pytest.mark.parametrize(
    "role", ["director", "programme_officer", "editor", "case_worker", "administrator", "stranger"]
)
def test_those_who_do_not_keep_the_directory_get_no_forms(cast: Cast, role: str) -> None:
    made = organisation(cast.secretariat_officer, "جمعية النور")
    client = signed_in(getattr(cast, role))
    for address in (
        reverse("directory:organisation-add"),
        reverse("directory:organisation-edit", args=[made.uid]),
        reverse("directory:contact-add", args=[made.uid]),
        reverse("directory:possible-duplicates", args=["organisation"]),
    ):
        assert client.get(address).status_code in {403, 404}, address
    client.post(reverse("directory:organisation-edit", args=[made.uid]), ORGANISATION)
    assert Organisation.objects.get().labels["ar"] == "جمعية النور"
