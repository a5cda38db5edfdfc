"""Taking cases in: number and code, consents, once however often it is sent; the same people found by blind keys."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from minbar.foundation.access.decisions import Denied
from minbar.foundation.accounts.models import RoleAssignment, User
from minbar.foundation.journal.models import Entry
from minbar.network.directory.models import Organisation
from minbar.work.casework import actions, wall
from minbar.work.casework.actions.consents import give_consent, set_consents, withdraw_consent
from minbar.work.casework.actions.erasures import erase_client, propose_erasure
from minbar.work.casework.actions.intake import Given, Taken, renew_code, take_in
from minbar.work.casework.actions.party_keys import rebuild
from minbar.work.casework.enums import (
    CaseResult,
    Channel,
    ConsentForm,
    ConsentGiver,
    ConsentKind,
    ErasureGround,
    KeyKind,
)
from minbar.work.casework.identities import Identity
from minbar.work.casework.models import Case, Consent, PartyKey, Topic
from minbar.work.casework.models import Client as Person
from minbar.work.casework.numbering import grouped, is_whole
from minbar.work.casework.queries.client_side import find_own_case
from minbar.work.casework.queries.duplicates import Finding, matches_of, matches_of_case, staff_named_like
from tests.cast import Cast
from tests.network.directory.entries import organisation

pytestmark = pytest.mark.django_db
SERVICE = Given(ConsentKind.SERVICE)
SALMA = Identity(name="سلمى خالد الأحمد", phone="+905321234567", document_number="99123456789")


def take(by: User | None, **changed: Any) -> Taken:
    values: dict[str, Any] = {"channel": Channel.OFFICE, "request": "CANARY request", "consents": [SERVICE]}
    return take_in(by=by, **(values | {"assign_to": by} | changed))


@pytest.fixture
def second(cast: Cast) -> User:
    user = User.objects.create_user("second@example.org", name="second")
    RoleAssignment.objects.create(user=user, role="case_worker")
    return user


@pytest.fixture
def keeping() -> Iterator[None]:
    """For looking at what was kept."""
    with wall.keeping():
        yield


def test_number_and_code_open_the_case_and_the_code_is_kept_nowhere(cast: Cast) -> None:
    taken = take(cast.case_worker)
    assert is_whole(taken.number) and is_whole(taken.code)
    assert find_own_case(taken.number, taken.code) == taken.case
    assert find_own_case(taken.number, take(cast.case_worker).code) is None
    with wall.keeping(), connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(c::text, ' ') FROM casework_case c")
        assert taken.code not in cursor.fetchone()[0]


def test_without_consent_to_the_service_nothing_is_taken_in(cast: Cast, keeping: None) -> None:
    with pytest.raises(ValidationError):
        take(cast.case_worker, consents=[Given(ConsentKind.SHARING)])
    assert not Case.objects.exists()


def test_only_those_who_take_cases_in_do(cast: Cast) -> None:
    for outsider in (cast.director, cast.administrator, cast.secretariat_officer, cast.stranger):
        with pytest.raises(Denied):
            take(outsider, assign_to=None)


def test_the_same_key_takes_in_one_case_and_gives_out_one_code(cast: Cast, keeping: None) -> None:
    key = uuid4()
    first, again = take(cast.case_worker, intake_key=key), take(cast.case_worker, intake_key=key)
    assert again.case == first.case and again.code == ""
    assert Case.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_that_come_at_once_with_one_key_take_in_one_case(cast: Cast) -> None:
    key, taken = uuid4(), []

    def send() -> None:
        try:
            taken.append(take(None, channel=Channel.WEB_FORM, intake_key=key))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == 6 and len([each for each in taken if each.code]) == 1
    with wall.keeping():
        assert Case.objects.count() == 1


def test_a_new_code_shuts_the_old_one_out(cast: Cast, second: User) -> None:
    taken = take(cast.case_worker)
    code = renew_code(by=cast.case_worker, case=taken.case)
    assert find_own_case(taken.number, code) == taken.case
    assert find_own_case(taken.number, taken.code) is None
    with pytest.raises(Denied):
        renew_code(by=second, case=taken.case)


def test_consents_are_given_and_taken_back_apart(cast: Cast, second: User, keeping: None) -> None:
    case = take(cast.case_worker).case
    give_consent(by=cast.case_worker, case=case, kind=ConsentKind.SHARING)
    give_consent(by=cast.case_worker, case=case, kind=ConsentKind.SHARING)
    assert Consent.objects.filter(withdrawn_at=None).count() == 2
    withdraw_consent(by=cast.case_worker, case=case, kind=ConsentKind.SHARING)
    assert [each.kind for each in Consent.objects.filter(withdrawn_at=None)] == ["service"]
    with pytest.raises(Denied):
        withdraw_consent(by=second, case=case, kind=ConsentKind.SERVICE)


def test_all_consents_are_set_at_once(cast: Cast, keeping: None) -> None:
    case = take(cast.case_worker).case
    set_consents(
        by=cast.case_worker,
        case=case,
        agreed={ConsentKind.SHARING},
        given_by=ConsentGiver.PARENT,
        form=ConsentForm.WRITTEN,
    )
    live = case.consents.get(withdrawn_at=None)
    assert (live.kind, live.given_by, live.form) == ("sharing", "parent", "written")


def test_the_journal_tells_no_word_of_it(cast: Cast) -> None:
    take(cast.case_worker, identity=Identity(name="CANARY name"))
    said = " ".join(f"{entry.action} {entry.changes}" for entry in Entry.objects.all())
    assert "casework.case_opened" in said and "CANARY" not in said


@pytest.mark.parametrize(
    ("again", "by"),
    [
        (Identity(phone="0532 123 45 67"), {KeyKind.PHONE}),
        (Identity(document_number="99 123 456 789"), {KeyKind.DOCUMENT}),
        (Identity(name="Selma Halid Ahmad"), {KeyKind.NAME}),
        (Identity(name="Salma Ahmed", phone="00905321234567"), {KeyKind.NAME, KeyKind.PHONE}),
        (Identity(proxy={"phone": "+905321234567"}), {KeyKind.PHONE}),
    ],
)
def test_the_same_person_is_found_again(cast: Cast, again: Identity, by: set[KeyKind]) -> None:
    case = take(cast.case_worker, identity=SALMA).case
    (match,) = matches_of(identity=again, opponent=None, reader=cast.case_worker)
    assert (match.case, match.finding, match.by) == (case, Finding.SAME_CLIENT, by)


@pytest.mark.parametrize(
    "other", [Identity(name="سلمى خالد الحسن"), Identity(phone="0532 123 45 68"), Identity(name="سلمى")]
)
def test_somebody_else_is_not_taken_for_the_same(cast: Cast, other: Identity) -> None:
    take(cast.case_worker, identity=SALMA)
    assert matches_of(identity=other, opponent=None, reader=cast.case_worker) == []


def test_a_conflict_of_interest_shows_itself_from_both_sides(cast: Cast) -> None:
    hers = take(cast.case_worker, identity=SALMA).case
    (match,) = matches_of(identity=None, opponent=SALMA, reader=cast.case_worker)
    assert (match.case, match.finding) == (hers, Finding.OPPONENT_IS_CLIENT)
    landlord = Identity(name="Mehmet Yılmaz", phone="+905551112233")
    against = take(cast.case_worker, opponent=landlord).case
    (match,) = matches_of(identity=landlord, opponent=None, reader=cast.case_worker)
    assert (match.case, match.finding) == (against, Finding.CLIENT_IS_OPPONENT)


def test_a_colleague_who_is_the_opposing_party_is_noticed(cast: Cast) -> None:
    User.objects.create_user("khaled@example.org", name="خالد العلي")
    assert staff_named_like(Identity(name="Halit Ali"))
    assert not staff_named_like(Identity(name="Halit Demir"))
    assert not staff_named_like(Identity(name="خالد"))


def test_nobody_learns_from_the_form_whether_somebody_is_a_client(cast: Cast, second: User) -> None:
    case = take(cast.case_worker, identity=SALMA).case
    assert matches_of(identity=SALMA, opponent=SALMA, reader=second) == []
    assert matches_of(identity=SALMA, opponent=None, reader=cast.director) == []
    assert [match.case for match in matches_of(identity=SALMA, opponent=None, reader=cast.case_supervisor)] == [case]
    actions.limit_case(by=cast.case_worker, case=case, limited=True)
    assert matches_of(identity=SALMA, opponent=None, reader=cast.case_supervisor) == []


def test_a_supervisor_sees_on_either_case_that_they_may_be_of_one_person(cast: Cast, second: User) -> None:
    first, later = take(cast.case_worker, identity=SALMA).case, take(second, identity=SALMA).case
    assert [match.case for match in matches_of_case(later, cast.case_supervisor)] == [first]
    assert [match.case for match in matches_of_case(first, cast.case_supervisor)] == [later]
    assert matches_of_case(later, second) == []


def test_the_case_page_names_the_other_case_only_to_who_sees_it(cast: Cast, client: Client, second: User) -> None:
    first, later = take(second, identity=SALMA), take(cast.case_worker, identity=SALMA)
    for reader, names_it in ((cast.case_supervisor, True), (cast.case_worker, False)):
        client.force_login(reader)
        page = client.get(later.case.get_absolute_url()).content.decode()
        assert (grouped(first.number) in page) is names_it


def test_keys_made_anew_find_the_same_people(cast: Cast) -> None:
    take(cast.case_worker, identity=SALMA, opponent=Identity(phone="+905551112233"))
    with wall.keeping():
        before = set(PartyKey.objects.values_list("case", "side", "kind", "token"))
        PartyKey.objects.all().delete()
    assert list(rebuild()) == [1]
    with wall.keeping():
        assert set(PartyKey.objects.values_list("case", "side", "kind", "token")) == before


def form(**changed: Any) -> dict[str, Any]:
    topic = Topic.objects.get(code="temporary_protection_document")
    values = {
        "intake_key": str(uuid4()), "channel": "phone", "topic": topic.pk, "request": "CANARY-REQUEST",
        "urgency": "high", "name": "سلمى خالد الأحمد", "phone": "٠٥٣٢١٢٣٤٥٦٧", "languages": ["ar", "ku"],
        "service": "on", "given_by": "client", "consent_form": "spoken", "mine": "on",
    }  # fmt: skip
    return {name: value for name, value in (values | changed).items() if value is not None}


@pytest.fixture
def worker(cast: Cast, client: Client) -> Client:
    client.force_login(cast.case_worker)
    return client


def test_staff_take_a_case_in_and_read_number_and_code_out(worker: Client, cast: Cast) -> None:
    answer = worker.post(reverse("casework:case-add"), form())
    page = answer.content.decode()
    assert answer.status_code == 200 and "no-store" in answer.headers["Cache-Control"]
    number, code = re.findall(r'<bdi class="code" dir="ltr">([\d ]+)</bdi>', page)
    assert "CANARY" not in page and "سلمى" not in page
    case = find_own_case(number, code)
    assert case is not None and case.assigned_to == cast.case_worker
    assert (case.channel, case.urgency, case.languages) == ("phone", "high", ["ar", "ku"])


def test_sent_again_the_form_takes_in_nothing_more(worker: Client, keeping: None) -> None:
    same = form()
    pages = [worker.post(reverse("casework:case-add"), same | {"looked_at": "on"}).content.decode() for _ in range(2)]
    assert Case.objects.count() == 1
    assert len(re.findall(r'dir="ltr">([\d ]+)</bdi>', pages[1])) == 1


def test_a_mistake_keeps_what_was_typed(worker: Client, keeping: None) -> None:
    answer = worker.post(reverse("casework:case-add"), form(phone="12", service=None))
    page = answer.content.decode()
    assert answer.status_code == 422 and "error-summary" in page
    assert "CANARY-REQUEST" in page and 'value="12"' in page
    assert not Case.objects.exists()


def test_what_was_found_is_looked_at_before_the_case_is_taken_in(worker: Client, cast: Cast, keeping: None) -> None:
    earlier = take(cast.case_worker, identity=SALMA)
    again = form()
    answer = worker.post(reverse("casework:case-add"), again)
    assert answer.status_code == 422 and grouped(earlier.number) in answer.content.decode()
    assert Case.objects.count() == 1
    assert worker.post(reverse("casework:case-add"), again | {"looked_at": "on"}).status_code == 200
    assert Case.objects.count() == 2


def test_a_case_that_waits_for_a_supervisor_is_not_shown_to_who_took_it_in(worker: Client, keeping: None) -> None:
    page = worker.post(reverse("casework:case-add"), form(mine=None)).content.decode()
    case = Case.objects.get()
    assert case.assigned_to is None and case.get_absolute_url() not in page
    assert worker.get(case.get_absolute_url()).status_code == 404


def test_who_speaks_for_a_child_is_named_and_who_agreed_is_asked(worker: Client, keeping: None) -> None:
    child = form(proxy_name="أم سلمى", proxy_relation="أم")
    assert worker.post(reverse("casework:case-add"), child).status_code == 422
    assert worker.post(reverse("casework:case-add"), child | {"given_by": "parent"}).status_code == 200
    case = Case.objects.select_related("client").get()
    assert case.client and case.client.reveal("proxy") == {"name": "أم سلمى", "relation": "أم"}


def test_a_worker_gives_out_a_new_code_and_notes_consents(worker: Client, cast: Cast, keeping: None) -> None:
    taken = take(cast.case_worker)
    page = worker.post(reverse("casework:case-code", args=[taken.case.uid])).content.decode()
    _number, code = re.findall(r'<bdi class="code" dir="ltr">([\d ]+)</bdi>', page)
    assert find_own_case(taken.number, code) == taken.case
    agreed = {"service": "on", "sharing": "on", "given_by": "client", "form": "written"}
    assert worker.post(reverse("casework:case-consents", args=[taken.case.uid]), agreed).status_code == 302
    assert taken.case.consents.filter(withdrawn_at=None).count() == 2


def test_of_anothers_case_neither_code_nor_consents_open(client: Client, cast: Cast, second: User) -> None:
    taken = take(second)
    client.force_login(cast.case_worker)
    for route in ("casework:case-code", "casework:case-consents"):
        address = reverse(route, args=[taken.case.uid])
        assert client.get(address).status_code == client.post(address).status_code == 404


# Who referred the client


@pytest.fixture
def clinic(cast: Cast) -> Organisation:
    return organisation(cast.secretariat_officer, "عيادة السلام")


def test_a_referral_names_the_organisation_or_says_that_nobody_knows(worker: Client, clinic: Organisation) -> None:
    address = reverse("casework:case-add")
    assert worker.post(address, form(channel="referral")).status_code == 422
    assert worker.post(address, form(channel="phone", referred_by=str(clinic))).status_code == 422
    assert worker.post(address, form(channel="referral", referred_by=str(clinic), phone="")).status_code == 200
    unknown = form(channel="referral", referrer_unknown="on", phone="", name="")
    assert worker.post(address, unknown).status_code == 200
    with wall.keeping():
        first, second = Case.objects.order_by("pk")
    assert (first.referred_by, second.referred_by) == (clinic, None)
    page = worker.get(first.get_absolute_url()).content.decode()
    assert str(clinic) in page and clinic.get_absolute_url() in page


def test_the_referring_organisation_is_corrected_with_the_head(
    worker: Client, cast: Cast, clinic: Organisation, keeping: None
) -> None:
    case = take(cast.case_worker, channel=Channel.REFERRAL, referred_by=clinic).case
    edit = reverse("casework:case-edit", args=[case.uid])
    assert str(clinic) in worker.get(edit).content.decode()
    head = {"number": case.number, "opened_on": case.opened_on.isoformat(), "urgency": "low"}
    assert worker.post(edit, head | {"channel": "office", "referred_by": str(clinic)}).status_code == 422
    assert worker.post(edit, head | {"channel": "referral", "referrer_unknown": "on"}).status_code == 302
    case.refresh_from_db()
    assert (case.channel, case.referred_by) == ("referral", None)


def test_no_case_of_another_channel_has_a_referring_organisation(cast: Cast, clinic: Organisation) -> None:
    with pytest.raises(ValidationError):
        take(cast.case_worker, channel=Channel.PHONE, referred_by=clinic)


# The client of an earlier case


def test_a_case_is_opened_for_the_client_of_an_earlier_one_also_a_closed_one(
    worker: Client, cast: Cast, keeping: None
) -> None:
    earlier = take(cast.case_worker, identity=SALMA).case
    actions.close_case(by=cast.case_worker, case=earlier, result=CaseResult.POSITIVE, answer="x")
    again = form(name="سلمى الأحمد", safe_contact="mornings")
    page = worker.post(reverse("casework:case-add"), again).content.decode()
    assert f'value="{earlier.uid}"' in page and str(KeyKind.PHONE.label) in page
    chosen = again | {"looked_at": "on", "same_as": str(earlier.uid)}
    assert worker.post(reverse("casework:case-add"), chosen).status_code == 200
    case = Case.objects.exclude(pk=earlier.pk).get()
    assert (case.client, case.subject) == (earlier.client, earlier.subject)
    kept = Person.objects.get()
    assert (kept.reveal("name"), kept.reveal("other_names")) == ("سلمى الأحمد", ["سلمى خالد الأحمد"])
    assert (kept.reveal("safe_contact"), kept.reveal("document_number")) == ("mornings", "99123456789")
    found = {match.case for match in matches_of(identity=SALMA, opponent=None, reader=cast.case_worker)}
    assert found == {earlier, case}


def test_what_was_found_may_still_be_somebody_elses(worker: Client, cast: Cast, keeping: None) -> None:
    earlier = take(cast.case_worker, identity=SALMA).case
    again = form() | {"looked_at": "on", "same_as": ""}
    assert worker.post(reverse("casework:case-add"), again).status_code == 200
    assert Case.objects.exclude(pk=earlier.pk).get().client != earlier.client
    assert Person.objects.count() == 2


def test_no_client_of_anothers_case_or_of_a_limited_one_is_offered_or_taken(
    worker: Client, cast: Cast, second: User, keeping: None
) -> None:
    theirs, limited = take(second, identity=SALMA).case, take(cast.case_worker, identity=SALMA).case
    actions.limit_case(by=cast.case_worker, case=limited, limited=True)
    page = worker.post(reverse("casework:case-add"), form()).content.decode()
    assert grouped(limited.number) in page and "same_as" not in page
    for case in (theirs, limited):
        assert case.client is not None
        with pytest.raises(Denied):
            take(cast.case_worker, client=case.client)
        chosen = form(looked_at="on", same_as=str(case.uid))
        assert worker.post(reverse("casework:case-add"), chosen).status_code == 422
    assert Case.objects.count() == 2


def test_a_supervisor_who_sees_heads_alone_opens_no_case_for_the_client(cast: Cast) -> None:
    case = take(cast.case_worker, identity=SALMA).case
    (match,) = matches_of(identity=SALMA, opponent=None, reader=cast.case_supervisor)
    assert match.case == case and not match.is_known
    with pytest.raises(Denied):
        take(cast.case_supervisor, client=case.client)


def test_all_cases_of_one_client_are_erased_together(cast: Cast, keeping: None) -> None:
    earlier = take(cast.case_worker, identity=SALMA).case
    later = take(cast.case_worker, client=earlier.client).case
    actions.close_case(by=cast.case_worker, case=earlier, result=CaseResult.POSITIVE, answer="x")
    with pytest.raises(ValidationError):
        propose_erasure(by=cast.case_supervisor, case=earlier, ground=ErasureGround.REQUEST)
    actions.close_case(by=cast.case_worker, case=later, result=CaseResult.POSITIVE, answer="x")
    erase_client(
        by=cast.director,
        erasure=propose_erasure(by=cast.case_supervisor, case=earlier, ground=ErasureGround.REQUEST),
    )
    assert not Person.objects.exists() and not PartyKey.objects.exists()
    assert Case.objects.exclude(erased_on=None).count() == 2


# Sent again


def test_sent_again_the_form_does_not_take_its_own_case_for_another(worker: Client, keeping: None) -> None:
    same = form()
    answers = [worker.post(reverse("casework:case-add"), same) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200] and Case.objects.count() == 1


def test_a_case_without_a_code_says_so_and_offers_one(worker: Client, cast: Cast, keeping: None) -> None:
    case = actions.open_case(
        by=cast.case_worker, assign_to=cast.case_worker, number="I-17", opened_on=timezone.localdate()
    )
    address = reverse("casework:case-code", args=[case.uid])
    assert 'id="no-code"' in worker.get(case.get_absolute_url()).content.decode()
    page = worker.post(address).content.decode()
    (code,) = re.findall(r'<bdi class="code" dir="ltr">([\d ]+)</bdi>', page)
    assert find_own_case("I-17", code) == case
    assert 'id="no-code"' not in worker.get(case.get_absolute_url()).content.decode()
