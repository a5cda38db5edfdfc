"""Adding and editing entries, their ties and lists."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from minbar.foundation.access.decisions import Denied
from minbar.foundation.journal.record import history_of
from minbar.network.directory import actions
from minbar.network.directory.enums import Consent, ContactKind, NameKind, Nature, Script, Sex
from minbar.network.directory.models import (
    EngagementCategory,
    ListEntry,
    Name,
    Organisation,
    Person,
    Place,
    Tag,
)
from minbar.network.directory.naming import NameGiven
from minbar.network.directory.particulars import ContactGiven, OrganisationParticulars, PersonParticulars
from tests.builders.entries import organisation, person
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PHONE = ContactGiven(kind=ContactKind.PHONE, value="0532 000 11 22")


def test_a_person_is_kept_with_what_was_given(cast: Cast) -> None:
    fatih = Place.objects.get(labels__tr="Fatih")
    category = EngagementCategory.objects.get(code="syrian_institutions")
    made = person(
        cast.secretariat_officer, "ليلى حداد", "Leyla Haddad",
        sex=Sex.FEMALE, place=fatih, category=category, languages=("ar", "tr"), tags=("إعلام", "اعلام", "sağlık"),
        contacts=(PHONE,),
    )  # fmt: skip
    made = Person.objects.get(pk=made.pk)
    assert (made.nature, made.sex, made.place, made.category) == (Nature.PERSON, Sex.FEMALE, fatih, category)
    assert made.labels == {"ar": "ليلى حداد", "tr": "Leyla Haddad", "en": "Leyla Haddad"}
    assert made.languages == ["ar", "tr"]
    assert sorted(tag.key for tag in made.tags.all()) == ["saglik", "اعلام"]
    assert made.contact_points.get().key == "905320001122"


def test_a_name_knows_its_script_and_one_of_each_language_is_preferred(cast: Cast) -> None:
    made = organisation(cast.secretariat_officer, "جمعية النور", "جمعية نور", "Işık Derneği")
    names = {name.text: name for name in made.names.all()}
    assert names["جمعية النور"].script == Script.ARABIC
    assert names["Işık Derneği"].language == "tr"
    assert [name.text for name in made.names.filter(preferred=True)] == ["جمعية النور", "Işık Derneği"]


def test_the_database_keeps_one_preferred_name_for_a_language(cast: Cast) -> None:
    made = organisation(cast.secretariat_officer, "جمعية النور", "جمعية نور")
    with pytest.raises(IntegrityError), transaction.atomic():
        Name.objects.filter(party=made).update(preferred=True)


def test_an_entry_without_a_name_is_refused(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        person(cast.secretariat_officer, "  ", "")
    assert not Person.objects.exists()


def test_editing_changes_names_and_keeps_those_that_stay(cast: Cast) -> None:
    made = organisation(cast.secretariat_officer, "جمعية الامل", "Umut")
    kept = made.names.get(text="Umut")
    names = (NameGiven("جمعية الأمل", preferred=True), NameGiven("Umut"), NameGiven("الأمل", kind=NameKind.SHORT))
    actions.edit_organisation(
        by=cast.secretariat_officer, organisation=made, particulars=OrganisationParticulars(names=names)
    )
    assert made.names.get(text="Umut").pk == kept.pk
    assert {name.text for name in made.names.all()} == {"جمعية الأمل", "Umut", "الأمل"}
    assert Organisation.objects.get(pk=made.pk).labels["ar"] == "جمعية الأمل"


def test_another_name_can_become_the_preferred_one(cast: Cast) -> None:
    made = organisation(cast.secretariat_officer, "الأمل", "مؤسسة الأمل")
    names = (NameGiven("الأمل", kind=NameKind.SHORT), NameGiven("مؤسسة الأمل", preferred=True))
    actions.edit_organisation(
        by=cast.secretariat_officer, organisation=made, particulars=OrganisationParticulars(names=names)
    )
    assert made.names.get(preferred=True).text == "مؤسسة الأمل"
    assert Organisation.objects.get(pk=made.pk).labels["ar"] == "مؤسسة الأمل"


def test_the_journal_tells_what_was_done_and_never_a_phone_number(cast: Cast) -> None:
    made = person(cast.secretariat_officer, "ليلى حداد", contacts=(PHONE,))
    entry = history_of(made).get()
    assert entry.event == "directory.person_added"
    assert entry.changes["contact_points"] == [[], ["phone"]]
    assert "532" not in entry.content


def test_saving_without_a_change_writes_no_journal(cast: Cast) -> None:
    made = person(cast.secretariat_officer, "ليلى حداد")
    actions.edit_person(
        by=cast.secretariat_officer, person=made, particulars=PersonParticulars(names=(NameGiven("ليلى حداد"),))
    )
    assert history_of(made).count() == 1


def test_an_organisation_cannot_be_part_of_itself(cast: Cast) -> None:
    above = organisation(cast.secretariat_officer, "اتحاد")
    below = organisation(cast.secretariat_officer, "فرع", parent=above)
    with pytest.raises(ValidationError):
        actions.edit_organisation(
            by=cast.secretariat_officer,
            organisation=above,
            particulars=OrganisationParticulars(names=(NameGiven("اتحاد"),), parent=below),
        )


@pytest.mark.parametrize(
    "role", ["administrator", "director", "programme_officer", "editor", "case_worker", "stranger"]
)
def test_only_the_secretariat_writes(cast: Cast, role: str) -> None:
    with pytest.raises(Denied):
        person(getattr(cast, role), "ليلى حداد")
    made = person(cast.secretariat_officer, "ليلى حداد")
    with pytest.raises(Denied):
        actions.add_contact(by=getattr(cast, role), party=made, contact=PHONE)
    assert not made.contact_points.exists()


def test_an_affiliation_that_ends_before_it_begins_is_refused(cast: Cast) -> None:
    body, someone = organisation(cast.secretariat_officer, "بلدية"), person(cast.secretariat_officer, "رامي")
    with pytest.raises(ValidationError):
        actions.add_affiliation(
            by=cast.secretariat_officer, person=someone, organisation=body,
            started_on=dt.date(2024, 1, 2), ended_on=dt.date(2024, 1, 1),
        )  # fmt: skip


def test_the_same_affiliation_is_kept_once(cast: Cast) -> None:
    body, someone = organisation(cast.secretariat_officer, "بلدية"), person(cast.secretariat_officer, "رامي")
    actions.add_affiliation(by=cast.secretariat_officer, person=someone, organisation=body, title="مدير")
    with pytest.raises(ValidationError):
        actions.add_affiliation(by=cast.secretariat_officer, person=someone, organisation=body, title="مدير")


def test_what_reaches_a_person_is_personal_whatever_was_said(cast: Cast) -> None:
    made = person(cast.secretariat_officer, "رامي", contacts=(PHONE,))
    assert made.contact_points.get().is_personal


def test_consent_to_a_contact_point_is_recorded_with_its_date(cast: Cast) -> None:
    made = person(cast.secretariat_officer, "رامي", contacts=(PHONE,))
    given = ContactGiven(
        kind=ContactKind.PHONE, value=PHONE.value, consent=Consent.GIVEN, consent_on=dt.date(2024, 5, 1)
    )
    actions.edit_contact(by=cast.secretariat_officer, point=made.contact_points.get(), contact=given)
    assert history_of(made)[0].changes["consent"] == ["unknown", "given"]
    assert made.contact_points.get().consent_on == dt.date(2024, 5, 1)


def test_the_same_number_in_other_dress_is_the_same_contact_point(cast: Cast) -> None:
    made = person(cast.secretariat_officer, "رامي", contacts=(PHONE,))
    again = ContactGiven(kind=ContactKind.PHONE, value="٠٠٩٠ ٥٣٢ ٠٠٠ ١١ ٢٢")
    with pytest.raises(ValidationError):
        actions.add_contact(by=cast.secretariat_officer, party=made, contact=again)


def test_an_entry_is_on_a_list_once(cast: Cast) -> None:
    made = person(cast.secretariat_officer, "رامي")
    guests = actions.add_list(by=cast.secretariat_officer, title="ضيوف المؤتمر")
    entry = actions.put_on_list(by=cast.secretariat_officer, named_list=guests, party=made)
    with pytest.raises(Denied):
        actions.put_on_list(by=cast.secretariat_officer, named_list=guests, party=made)
    actions.take_off_list(by=cast.secretariat_officer, named_list=guests, entries=[entry])
    assert not ListEntry.objects.exists()
    assert Person.objects.filter(pk=made.pk).exists()


def test_spellings_of_a_tag_are_one_tag(cast: Cast) -> None:
    person(cast.secretariat_officer, "رامي", tags=("إعلام",))
    person(cast.secretariat_officer, "سامي", tags=("اعـــلام", "إعلام"))
    assert Tag.objects.count() == 1
