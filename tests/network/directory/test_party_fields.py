"""The fields in which parties are named: what they take, what they ask about, what they add."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from django import forms
from django.http import QueryDict

from minbar.foundation.accounts.models import User
from minbar.foundation.screens.forms import tell_user
from minbar.network.directory import actions
from minbar.network.directory.enums import Nature
from minbar.network.directory.models import Affiliation, ListEntry, Organisation, Party, Person
from minbar.network.directory.party_fields import PartiesField, PartyField, party_formfield
from minbar.network.directory.queries import written
from minbar.work.engagement.models import Meeting, Partnership
from tests.builders.entries import organisation, person
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(cast: Cast) -> User:
    return cast.secretariat_officer


class Named(forms.Form):
    parties = PartiesField()


def sent(user: User, text: str, natures: Any = tuple(Nature), **answers: str) -> Any:
    """The field of a form that was sent with these names, and answers about the first of them that is not clear."""
    data = QueryDict(mutable=True)
    data["parties"] = text
    for part, value in answers.items():
        data["parties-key" if part == "key" else f"parties-0-{part}"] = value
    form = Named(data)
    form.fields["parties"] = PartiesField(natures=natures)
    tell_user(form, user)
    form.is_valid()
    return form["parties"]


def taken(bound: Any) -> list[Party]:
    assert not bound.errors, bound.errors
    return list(bound.form.cleaned_data["parties"])


# Who is meant


def test_names_are_taken_in_any_spelling_in_the_order_written_and_once(officer: User) -> None:
    first, second = organisation(officer, "بلدية الفاتح"), person(officer, "مصطفى أوغلو", "Mustafa Oğlu")
    bound = sent(officer, "Mustafa Oglu\n\nبلديه الفاتح\nمصطفي اوغلو")
    assert [party.pk for party in taken(bound)] == [second.pk, first.pk]


def test_a_name_in_another_script_is_asked_about_with_whom_it_sounds_like(officer: User) -> None:
    there = person(officer, "خضر السوطري")
    (question,) = sent(officer, "Khedr Al-Soutari").field.widget.questions
    assert [one.text for one in question.candidates] == [written(there)]


def test_a_name_that_two_bear_is_asked_about_and_taken_by_its_identifier(officer: User) -> None:
    first, second = (organisation(officer, "جمعية النور") for _ in range(2))
    bound = sent(officer, "جمعية النور")
    (question,) = bound.field.widget.questions
    assert {one.text for one in question.candidates} == {written(first), written(second)}
    assert [party.pk for party in taken(sent(officer, written(second)))] == [second.pk]


def test_what_was_answered_is_taken(officer: User) -> None:
    _first, second = (organisation(officer, "جمعية النور") for _ in range(2))
    answers = {"called": "جمعية النور", "is": written(second)}
    assert [party.pk for party in taken(sent(officer, "جمعية النور", **answers))] == [second.pk]


def test_a_name_that_is_merely_similar_is_asked_about_with_those_who_may_be_meant(officer: User) -> None:
    there = organisation(officer, "جمعية النور الخيرية")
    bound = sent(officer, "جمعية النور الثقافية")
    (question,) = bound.field.widget.questions
    assert [one.name for one in question.candidates] == [str(there)]
    assert "جمعية النور الثقافية" in str(bound.errors)


def test_what_was_typed_stays_and_what_was_clear_is_not_asked_about_again(officer: User) -> None:
    there = organisation(officer, "بلدية الفاتح")
    bound = sent(officer, "بلديه الفاتح\nلا أحد بهذا الاسم")
    assert bound.value().splitlines() == [written(there), "لا أحد بهذا الاسم"]
    assert "لا أحد بهذا الاسم" in str(bound)


def test_people_are_not_organisations(officer: User) -> None:
    person(officer, "ليلى حداد")
    assert sent(officer, "ليلى حداد", [Nature.ORGANISATION]).errors
    (found,) = taken(sent(officer, "ليلى حداد", [Nature.PERSON]))
    assert isinstance(found, Person)


def test_an_identifier_of_the_wrong_kind_names_nobody(officer: User) -> None:
    someone = person(officer, "ليلى حداد")
    assert sent(officer, written(someone), [Nature.ORGANISATION]).errors


def test_who_may_not_see_people_finds_none_and_learns_of_none(cast: Cast, officer: User) -> None:
    someone = person(officer, "ليلى حداد")
    for text in ("ليلى حداد", written(someone)):
        bound = sent(cast.case_worker, text)
        assert bound.errors
        assert not bound.field.widget.questions[0].candidates


def test_too_many_names_are_refused_before_anybody_looks_for_them(officer: User) -> None:
    assert "200" in str(sent(officer, "\n".join(f"اسم {number}" for number in range(201))).errors)


# Adding


def test_an_unknown_name_is_added_as_what_was_answered(officer: User) -> None:
    (made,) = taken(sent(officer, "جمعية الياسمين", called="جمعية الياسمين", **{"is": "organisation"}))
    assert (str(made), made.nature) == ("جمعية الياسمين", Nature.ORGANISATION)


def test_a_new_person_is_added_with_organisation_and_role(officer: User) -> None:
    body = organisation(officer, "جمعية النور")
    answers = {"called": "سلوى النجار", "is": "person", "organisation": "جمعيه النور", "title": "مديرة"}
    (made,) = taken(sent(officer, "سلوى النجار", **answers))
    tie = Affiliation.objects.get()
    assert (tie.person_id, tie.organisation_id, tie.title) == (made.pk, body.pk, "مديرة")


def test_a_new_person_can_belong_to_an_organisation_that_is_new_in_the_same_form(officer: User) -> None:
    data = QueryDict(mutable=True)
    data.update({
        "parties": "سلوى النجار\nجمعية الياسمين",
        "parties-0-called": "سلوى النجار", "parties-0-is": "person", "parties-0-organisation": "جمعية الياسمين",
        "parties-1-called": "جمعية الياسمين", "parties-1-is": "organisation",
    })  # fmt: skip
    form = Named(data)
    tell_user(form, officer)
    assert form.is_valid(), form.errors
    assert [party.nature for party in form.cleaned_data["parties"]] == ["person", "organisation"]
    assert Affiliation.objects.get().organisation_id == Organisation.objects.get().pk


def test_an_organisation_that_is_not_there_adds_nobody_and_keeps_the_answer(officer: User) -> None:
    answers = {"called": "سلوى النجار", "is": "person", "organisation": "جمعية مجهولة", "title": "مديرة"}
    bound = sent(officer, "سلوى النجار", **answers)
    assert "جمعية مجهولة" in str(bound.errors)
    assert 'value="مديرة"' in str(bound)
    assert not Person.objects.exists()


def test_who_may_not_add_is_not_offered_to_and_adds_nobody(cast: Cast) -> None:
    answers = {"called": "جمعية الياسمين", "is": "organisation"}
    bound = sent(cast.programme_officer, "جمعية الياسمين", **answers)
    assert bound.errors
    assert not bound.field.widget.questions[0].addable
    assert "data-add" not in str(bound)
    assert not Party.objects.exists()


def test_a_form_that_is_sent_twice_adds_once(officer: User) -> None:
    key = uuid4()
    made = [
        actions.add_named(by=officer, name="سلوى النجار", nature=Nature.PERSON, key=key, title="مديرة").pk
        for _ in range(2)
    ]
    assert made[0] == made[1]
    other = actions.add_named(by=officer, name="سلوى النجار", nature=Nature.PERSON, key=UUID(int=1))
    assert other.pk != made[0]


# From a model


def test_a_models_field_says_label_kind_number_and_whether_it_is_required() -> None:
    attended = party_formfield(Meeting._meta.get_field("attended_by"))
    assert (type(attended), attended.natures, attended.required) == (PartiesField, (Nature.PERSON,), False)
    body = party_formfield(Partnership._meta.get_field("organisation"), label="With whom")
    assert (type(body), body.natures, body.required) == (PartyField, (Nature.ORGANISATION,), True)
    assert body.label == "With whom"
    assert party_formfield(ListEntry._meta.get_field("party")).natures == tuple(Nature)


def test_one_name_is_one(officer: User) -> None:
    organisation(officer, "جمعية النور")
    organisation(officer, "جمعية الضياء")
    field = PartyField(required=False)
    field.for_user(officer)
    assert field.clean("") is None
    with pytest.raises(forms.ValidationError):
        field.clean("جمعية النور\nجمعية الضياء")


def test_what_was_not_touched_has_not_changed(officer: User) -> None:
    there = organisation(officer, "جمعية النور")
    field = PartyField(required=False)
    assert not field.has_changed(there, written(there))
    assert not field.has_changed(None, "")
    assert field.has_changed(there, "")
