"""Taking cases in: number and code, consents, once however often it is sent; the same people found by blind keys."""

from __future__ import annotations

import re
import threading
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from minbar.foundation.access.decisions import Denied
from minbar.foundation.accounts.models import User
from minbar.foundation.journal.models import Entry
from minbar.work.casework.cases import actions, wall
from minbar.work.casework.cases.actions.consents import give_consent, set_consents, withdraw_consent
from minbar.work.casework.cases.enums import Channel, ConsentForm, ConsentGiver, ConsentKind
from minbar.work.casework.cases.models import Case, Consent
from minbar.work.casework.cases.numbering import grouped, is_whole
from minbar.work.casework.client_access.queries import find_own_case
from minbar.work.casework.identity.actions.party_keys import rebuild
from minbar.work.casework.identity.enums import KeyKind
from minbar.work.casework.identity.identities import Identity
from minbar.work.casework.identity.models import PartyKey
from minbar.work.casework.identity.queries.duplicates import Finding, matches_of, matches_of_case, staff_named_like
from minbar.work.casework.intake import actions as intake_actions
from minbar.work.casework.intake.actions.taking_in import Agreed, renew_code
from tests.builders.intake import SALMA, form, take
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_number_and_code_open_the_case_and_the_code_is_kept_nowhere(cast: Cast) -> None:
    taken = take(cast.case_worker)
    assert is_whole(taken.number) and is_whole(taken.code)
    assert find_own_case(taken.number, taken.code) == taken.case
    assert find_own_case(taken.number, take(cast.case_worker).code) is None
    with wall.system_access(), connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(c::text, ' ') FROM casework_case c")
        assert taken.code not in cursor.fetchone()[0]


def test_without_consent_to_the_service_nothing_is_taken_in(cast: Cast, system_access: None) -> None:
    with pytest.raises(ValidationError):
        take(cast.case_worker, consents=[Agreed(ConsentKind.SHARING)])
    assert not Case.objects.exists()


def test_only_those_who_take_cases_in_do(cast: Cast) -> None:
    for outsider in (cast.director, cast.administrator, cast.secretariat_officer, cast.stranger):
        with pytest.raises(Denied):
            take(outsider, assign_to=None)


def test_the_same_key_takes_in_one_case_and_gives_out_one_code(cast: Cast, system_access: None) -> None:
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
    with wall.system_access():
        assert Case.objects.count() == 1


def test_a_new_code_shuts_the_old_one_out(cast: Cast, second: User) -> None:
    taken = take(cast.case_worker)
    code = renew_code(by=cast.case_worker, case=taken.case)
    assert find_own_case(taken.number, code) == taken.case
    assert find_own_case(taken.number, taken.code) is None
    with pytest.raises(Denied):
        renew_code(by=second, case=taken.case)


def test_consents_are_given_and_taken_back_apart(cast: Cast, second: User, system_access: None) -> None:
    case = take(cast.case_worker).case
    give_consent(by=cast.case_worker, case=case, kind=ConsentKind.SHARING)
    give_consent(by=cast.case_worker, case=case, kind=ConsentKind.SHARING)
    assert Consent.objects.filter(withdrawn_at=None).count() == 2
    withdraw_consent(by=cast.case_worker, case=case, kind=ConsentKind.SHARING)
    assert [each.kind for each in Consent.objects.filter(withdrawn_at=None)] == ["service"]
    with pytest.raises(Denied):
        withdraw_consent(by=second, case=case, kind=ConsentKind.SERVICE)


def test_all_consents_are_set_at_once(cast: Cast, system_access: None) -> None:
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
    said = " ".join(f"{entry.event} {entry.changes}" for entry in Entry.objects.all())
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
    with wall.system_access():
        before = set(PartyKey.objects.values_list("case", "side", "kind", "token"))
        PartyKey.objects.all().delete()
    assert list(rebuild()) == [1]
    with wall.system_access():
        assert set(PartyKey.objects.values_list("case", "side", "kind", "token")) == before


def test_staff_take_a_case_in_and_read_number_and_code_out(worker: Client, cast: Cast) -> None:
    answer = worker.post(reverse("casework:case-add"), form())
    page = answer.content.decode()
    assert answer.status_code == 200 and "no-store" in answer.headers["Cache-Control"]
    number, code = re.findall(r'<bdi class="code" dir="ltr">([\d ]+)</bdi>', page)
    assert "CANARY" not in page and "سلمى" not in page
    case = find_own_case(number, code)
    assert case is not None and case.assigned_to == cast.case_worker
    assert (case.channel, case.urgency, case.languages) == ("phone", "high", ["ar", "ku"])


def test_sent_again_the_form_takes_in_nothing_more(worker: Client, system_access: None) -> None:
    same = form()
    pages = [worker.post(reverse("casework:case-add"), same | {"looked_at": "on"}).content.decode() for _ in range(2)]
    assert Case.objects.count() == 1
    assert len(re.findall(r'dir="ltr">([\d ]+)</bdi>', pages[1])) == 1


def test_a_mistake_keeps_what_was_typed(worker: Client, system_access: None) -> None:
    answer = worker.post(reverse("casework:case-add"), form(phone="12", service=None))
    page = answer.content.decode()
    assert answer.status_code == 422 and "error-summary" in page
    assert "CANARY-REQUEST" in page and 'value="12"' in page
    assert not Case.objects.exists()


def test_what_was_found_is_looked_at_before_the_case_is_taken_in(
    worker: Client, cast: Cast, system_access: None
) -> None:
    earlier = take(cast.case_worker, identity=SALMA)
    again = form()
    answer = worker.post(reverse("casework:case-add"), again)
    assert answer.status_code == 422 and grouped(earlier.number) in answer.content.decode()
    assert Case.objects.count() == 1
    assert worker.post(reverse("casework:case-add"), again | {"looked_at": "on"}).status_code == 200
    assert Case.objects.count() == 2


def test_a_case_that_waits_for_a_supervisor_is_not_shown_to_who_took_it_in(worker: Client, system_access: None) -> None:
    page = worker.post(reverse("casework:case-add"), form(mine=None)).content.decode()
    case = Case.objects.get()
    assert case.assigned_to is None and case.get_absolute_url() not in page
    assert worker.get(case.get_absolute_url()).status_code == 404


def test_who_speaks_for_a_child_is_named_and_who_agreed_is_asked(worker: Client, system_access: None) -> None:
    child = form(proxy_name="أم سلمى", proxy_relation="أم")
    assert worker.post(reverse("casework:case-add"), child).status_code == 422
    assert worker.post(reverse("casework:case-add"), child | {"given_by": "parent"}).status_code == 200
    case = Case.objects.select_related("client").get()
    assert case.client and case.client.reveal("proxy") == {"name": "أم سلمى", "relation": "أم"}


def test_a_worker_gives_out_a_new_code_and_notes_consents(worker: Client, cast: Cast, system_access: None) -> None:
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


# Sent again


def test_sent_again_the_form_does_not_take_its_own_case_for_another(worker: Client, system_access: None) -> None:
    same = form()
    answers = [worker.post(reverse("casework:case-add"), same) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200] and Case.objects.count() == 1


def test_a_case_without_a_code_says_so_and_offers_one(worker: Client, cast: Cast, system_access: None) -> None:
    case = intake_actions.open_case(
        by=cast.case_worker, assign_to=cast.case_worker, number="I-17", opened_on=timezone.localdate()
    )
    address = reverse("casework:case-code", args=[case.uid])
    assert 'id="no-code"' in worker.get(case.get_absolute_url()).content.decode()
    page = worker.post(address).content.decode()
    (code,) = re.findall(r'<bdi class="code" dir="ltr">([\d ]+)</bdi>', page)
    assert find_own_case("I-17", code) == case
    assert 'id="no-code"' not in worker.get(case.get_absolute_url()).content.decode()
