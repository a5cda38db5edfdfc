"""What fields for parties ask the server for: suggestions, and adding who is missing."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minbar.foundation.accounts.models import User
from minbar.network.directory import actions
from minbar.network.directory.models import Affiliation, Organisation, OrganisationKind, Person, Place
from minbar.network.directory.queries import tag_of, written
from minbar.network.directory.views import naming_parties
from tests.builders.entries import organisation, person
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SUGGESTIONS = reverse("directory:party-suggestions")
ADD = reverse("directory:party-add")
NARROW = reverse("directory:party-narrow")
BOTH = ["person", "organisation"]


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def officer(cast: Cast) -> Client:
    return signed_in(cast.secretariat_officer)


def suggested(client: Client, text: str, natures: Any = BOTH, **more: str) -> str:
    answer = client.post(SUGGESTIONS, {"q": text, "nature": natures, **more})
    assert answer.status_code == 200
    return str(answer.content.decode())


# Suggestions


def test_an_organisation_is_suggested_with_kind_and_place_in_whatever_spelling(cast: Cast, officer: Client) -> None:
    kind, place = OrganisationKind.objects.get(code="association"), Place.objects.get(code="TUR034")
    there = organisation(cast.secretariat_officer, "خضر السوطري للتنمية", kind=kind, place=place)
    for text in ("خضر السوطري", "Khedr Al-Soutari", "السوطرى"):
        page = suggested(officer, text)
        assert written(there) in page
        assert f"{kind} · {place}" in page


def test_a_person_is_suggested_with_where_they_are_now(cast: Cast, officer: Client) -> None:
    someone = person(cast.secretariat_officer, "ليلى حداد")
    body, before = (
        organisation(cast.secretariat_officer, "جمعية النور"),
        organisation(cast.secretariat_officer, "البلدية"),
    )
    actions.add_affiliation(by=cast.secretariat_officer, person=someone, organisation=body, title="مديرة")
    past = actions.add_affiliation(by=cast.secretariat_officer, person=someone, organisation=before)
    Affiliation.objects.filter(pk=past.pk).update(ended_on="2020-01-01")
    page = suggested(officer, "ليلى")
    assert "مديرة · جمعية النور" in page
    assert "البلدية" not in page


def test_namesakes_are_told_apart(cast: Cast, officer: Client) -> None:
    first, second = (organisation(cast.secretariat_officer, "جمعية النور") for _ in range(2))
    page = suggested(officer, "النور")
    assert tag_of(first) in page
    assert tag_of(second) in page


def test_only_the_asked_kinds_are_suggested(cast: Cast, officer: Client) -> None:
    person(cast.secretariat_officer, "نور حداد")
    organisation(cast.secretariat_officer, "جمعية نور")
    assert "نور حداد" not in suggested(officer, "نور", ["organisation"], add="1")
    assert "جمعية نور" not in suggested(officer, "نور", ["person"])
    assert "data-text" not in suggested(officer, "نور", [])


def test_people_are_never_suggested_to_those_who_may_not_see_them(cast: Cast) -> None:
    person(cast.secretariat_officer, "ليلى حداد")
    assert "حداد" not in suggested(signed_in(cast.case_worker), "ليلى")


def test_adding_is_offered_to_those_who_may_where_the_field_allows_it(cast: Cast, officer: Client) -> None:
    assert 'data-new="person"' in suggested(officer, "سلوى", add="1")
    assert "data-new" not in suggested(officer, "سلوى")
    assert "data-new" not in suggested(signed_in(cast.programme_officer), "سلوى", add="1")


def test_what_was_typed_is_no_markup(officer: Client) -> None:
    assert "<b>" not in suggested(officer, "<b>x</b>", add="1")


def test_names_stay_out_of_addresses(officer: Client) -> None:
    assert officer.get(SUGGESTIONS, {"q": "ليلى"}).status_code == 405


def test_suggestions_take_as_many_queries_for_thirty_as_for_one(cast: Cast, officer: Client) -> None:
    def entries(number: int) -> None:
        someone = person(cast.secretariat_officer, f"نور حداد {number}")
        body = organisation(cast.secretariat_officer, f"جمعية نور {number}")
        actions.add_affiliation(by=cast.secretariat_officer, person=someone, organisation=body)

    entries(1)
    suggested(officer, "نور")
    with CaptureQueriesContext(
        connection,
    ) as with_one:
        suggested(officer, "نور")
    for number in range(2, 31):
        entries(number)
    with CaptureQueriesContext(connection) as with_thirty:
        suggested(officer, "نور")
    assert len(with_thirty) <= len(with_one) <= 10


def test_a_program_that_copies_the_directory_is_stopped(
    officer: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(naming_parties, "A_MINUTE", 3)
    answers = [officer.post(SUGGESTIONS, {"q": "نور", "nature": BOTH}).status_code for _ in range(4)]
    assert answers == [200, 200, 200, 429]
    assert signed_in(cast.director).post(SUGGESTIONS, {"q": "نور", "nature": BOTH}).status_code == 200


# Adding


def panel(client: Client, **data: Any) -> Any:
    return client.post(ADD, {"at": "id_counterparts", **data})


def test_a_new_entry_is_shown_with_those_who_are_like_it(cast: Cast, officer: Client) -> None:
    there = organisation(cast.secretariat_officer, "جمعية الأمل")
    page = panel(officer, nature="organisation", name="جمعيه الامل").content.decode()
    assert written(there) in page
    assert 'value="جمعيه الامل"' in page
    assert 'id="id_counterparts-new-name"' in page


def test_a_person_is_added_with_an_affiliation_in_the_same_step_and_once(cast: Cast, officer: Client) -> None:
    body = organisation(cast.secretariat_officer, "جمعية النور")
    asked = panel(officer, nature="person", name="سلوى النجار", organisation=written(body))
    form = asked.context["form"]
    assert form["organisation"].value() == written(body)
    data = {
        "new-nature": "person", "new-key": form["key"].value(), "new-name": "سلوى النجار",
        "new-organisation": written(body), "new-title": "مديرة", "new-seen": "",
    }  # fmt: skip
    answers = [panel(officer, **data) for _ in range(2)]
    made = Person.objects.get()
    assert [answer.json()["text"] for answer in answers] == [written(made)] * 2
    assert Affiliation.objects.get().title == "مديرة"


def test_somebody_like_a_name_that_was_changed_is_shown_before_it_is_added(cast: Cast, officer: Client) -> None:
    there = organisation(cast.secretariat_officer, "جمعية الأمل")
    key = panel(officer, nature="organisation", name="جمعية").context["form"]["key"].value()
    data = {"new-nature": "organisation", "new-key": key, "new-name": "جمعيه الامل", "new-seen": ""}
    answer = panel(officer, **data)
    assert (answer.status_code, Organisation.objects.count()) == (422, 1)
    assert written(there) in answer.content.decode()
    assert panel(officer, **data | {"new-seen": answer.context["seen"]}).status_code == 201


def test_who_may_not_edit_the_directory_adds_nobody(cast: Cast) -> None:
    data = {"new-nature": "organisation", "new-key": "7b0d2f7e-6c56-4a52-8f42-6bd2e6b0d5a1", "new-name": "جمعية"}
    assert panel(signed_in(cast.programme_officer), **data).status_code == 403
    assert not Organisation.objects.exists()


@pytest.mark.parametrize("field", ["new-key", "new-name", "new-nature"])
def test_what_is_missing_is_said_in_place(officer: Client, field: str) -> None:
    data = {"new-nature": "organisation", "new-key": "7b0d2f7e-6c56-4a52-8f42-6bd2e6b0d5a1", "new-name": "جمعية"}
    assert panel(officer, **data | {field: ""}).status_code in {201, 422}
    assert not Organisation.objects.exists()


# Narrowing a list without scripts


def narrowed(client: Client, text: str, back: str = "/engagement/meetings/?sort=held_on&counterpart=x&page=2") -> Any:
    return client.post(NARROW, {"q": text, "natures": "person organisation", "key": "counterpart", "next": back})


def test_a_name_leads_to_the_list_with_an_identifier(cast: Cast, officer: Client) -> None:
    there = organisation(cast.secretariat_officer, "بلدية الفاتح")
    answer = narrowed(officer, "بلديه الفاتح")
    assert answer["Location"] == f"/engagement/meetings/?sort=held_on&counterpart={there.uid}"
    assert narrowed(officer, "")["Location"] == "/engagement/meetings/?sort=held_on"


def test_namesakes_are_offered_each_with_its_address(cast: Cast, officer: Client) -> None:
    both = [organisation(cast.secretariat_officer, "جمعية النور") for _ in range(2)]
    page = narrowed(officer, "جمعية النور").content.decode()
    assert all(f"counterpart={one.uid}" in page for one in both)


def test_a_list_elsewhere_is_no_list(officer: Client) -> None:
    assert narrowed(officer, "", "https://example.org/")["Location"] == "/?"
