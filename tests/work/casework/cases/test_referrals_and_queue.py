"""Referrals by link, group sessions, messages; the queue, triage and finding a case without an address that tells."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from minbar.foundation.access.decisions import Denied
from minbar.foundation.accounts.models import User
from minbar.network.commitments.models import Commitment
from minbar.network.commitments.sources import sources
from minbar.network.directory.models import Organisation
from minbar.work.casework.cases import actions, wall
from minbar.work.casework.cases.actions import FollowUp
from minbar.work.casework.cases.actions.consents import withdraw_consent
from minbar.work.casework.cases.actions.referrals import Sent
from minbar.work.casework.cases.enums import (
    Channel,
    ConsentForm,
    ConsentGiver,
    ConsentKind,
    FollowUpKind,
    ReferralStatus,
    SharedPart,
    Stage,
)
from minbar.work.casework.cases.models import Case, Referral, Topic
from minbar.work.casework.cases.queries.referrals import referral_by_token
from minbar.work.casework.cases.waiting import cases_waiting
from minbar.work.casework.identity.identities import Identity
from minbar.work.casework.intake.actions.taking_in import given_consents, take_in
from tests.builders.case_services import day, now, open_case, second_worker, service_entry
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PHONE, DOCUMENT, NAME = "0532 123 45 67", "99123456789", "Meryem Halid"


def take(by: User | None, *, sharing: bool = True, assign_to: User | None = None, **more: Any) -> Case:
    both = given_consents(service=True, sharing=sharing, by=ConsentGiver.CLIENT, form=ConsentForm.SPOKEN)
    identity = Identity(name=NAME, phone=PHONE, document_number=DOCUMENT)
    values = {"channel": Channel.PHONE, "request": "A refused document", "identity": identity} | more
    return take_in(by=by, consents=both, assign_to=assign_to, **values).case


@pytest.fixture
def case(cast: Cast) -> Case:
    return take(cast.case_worker, assign_to=cast.case_worker)


@pytest.fixture
def organisation() -> Organisation:
    return Organisation.objects.create(labels={"en": "Clinic"})


def refer(by: User, case: Case, organisation: Organisation, *parts: SharedPart) -> Sent:
    return actions.refer(
        by=by, case=case, entry=service_entry(), organisation=organisation, shared=parts or [SharedPart.NEEDS]
    )


def kept(sent: Sent) -> Referral:
    with wall.system_access():
        return Referral.objects.select_related("service").get(pk=sent.referral.pk)


# Referrals


def test_a_receiver_reads_what_was_chosen_and_no_more(cast: Cast, case: Case, organisation: Organisation) -> None:
    sent = refer(cast.case_worker, case, organisation, SharedPart.NAME, SharedPart.REQUEST)
    shown = referral_by_token(sent.token)
    assert shown is not None
    assert shown.parts == {SharedPart.NAME: [NAME], SharedPart.REQUEST: ["A refused document"]}
    assert PHONE not in str(shown.parts)


def test_without_consent_to_sharing_nothing_goes_out(cast: Cast, organisation: Organisation) -> None:
    case = take(cast.case_worker, sharing=False, assign_to=cast.case_worker)
    with pytest.raises(ValidationError):
        refer(cast.case_worker, case, organisation)


def test_a_link_is_kept_as_a_digest_and_another_shuts_the_first(
    cast: Cast, case: Case, organisation: Organisation
) -> None:
    sent = refer(cast.case_worker, case, organisation)
    assert sent.token.encode() not in bytes(kept(sent).token_digest)
    again = actions.renew_link(by=cast.case_worker, referral=kept(sent))
    assert referral_by_token(sent.token) is None
    assert referral_by_token(again.token) is not None


def test_a_link_expires(cast: Cast, case: Case, organisation: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = refer(cast.case_worker, case, organisation)
    later = timezone.now() + dt.timedelta(days=15)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert referral_by_token(sent.token) is None
    with pytest.raises(ValidationError):
        actions.answer_referral(token=sent.token, answer=ReferralStatus.ACCEPTED)


def test_with_the_consent_every_link_is_withdrawn(cast: Cast, case: Case, organisation: Organisation) -> None:
    sent = refer(cast.case_worker, case, organisation)
    withdraw_consent(by=None, case=case, kind=ConsentKind.SHARING)
    assert referral_by_token(sent.token) is None
    assert kept(sent).status == ReferralStatus.WITHDRAWN
    with pytest.raises(ValidationError):
        actions.renew_link(by=cast.case_worker, referral=kept(sent))


def test_who_referred_takes_it_back_and_the_link_opens_nothing(
    cast: Cast, case: Case, organisation: Organisation, client: Client
) -> None:
    sent = refer(cast.case_worker, case, organisation)
    withdraw = reverse("casework:referral-withdraw", args=[kept(sent).service.uid])
    client.force_login(second_worker())
    assert client.post(withdraw).status_code == 404
    assert referral_by_token(sent.token) is not None
    client.force_login(cast.case_worker)
    client.post(withdraw)
    assert referral_by_token(sent.token) is None
    assert kept(sent).status == ReferralStatus.WITHDRAWN
    again = client.post(withdraw, follow=True).content.decode()
    assert "لم يعد هذا الرابط يفتح شيئًا" in again
    with pytest.raises(ValidationError):
        actions.answer_referral(token=sent.token, answer=ReferralStatus.ACCEPTED)


def test_a_receiver_accepts_then_says_that_it_is_done(cast: Cast, case: Case, organisation: Organisation) -> None:
    sent = refer(cast.case_worker, case, organisation)
    with pytest.raises(ValidationError):
        actions.answer_referral(token=sent.token, answer=ReferralStatus.DONE)
    for answer in (ReferralStatus.ACCEPTED, ReferralStatus.ACCEPTED, ReferralStatus.DONE):
        assert actions.answer_referral(token=sent.token, answer=answer).status == answer
    assert referral_by_token(sent.token) is None


def test_the_link_is_shown_once_after_referring(
    cast: Cast, case: Case, organisation: Organisation, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "minbar.work.casework.cases.forms.services.OrganisationField.clean", lambda *_given: organisation
    )
    client.force_login(cast.case_worker)
    address = reverse("casework:referral-add", args=[case.uid])
    answer = client.post(
        address, {"organisation": "Clinic", "shared": "needs", "days": "7", "done_on": day().isoformat()}
    )
    assert answer.status_code == 200
    assert reverse("portal:referral", args=["x" * 43])[:-44] in answer.content.decode()
    assert Referral.objects.count() == 0  # behind the wall
    page = client.get(case.get_absolute_url()).content.decode()
    assert "Clinic" in page


# Group sessions, messages


def test_a_group_session_stands_in_each_of_ones_own_cases(cast: Cast, case: Case) -> None:
    other = open_case(cast.case_worker, "G-2")
    session = actions.hold_group_session(by=cast.case_worker, cases=[case, other], held_on=day(), minutes=60)
    actions.add_to_group_session(by=cast.case_worker, session=session, cases=[case])
    with wall.system_access():
        assert session.attendances.count() == 2
    theirs = open_case(second_worker(), "G-3")
    with pytest.raises(Denied):
        actions.hold_group_session(by=cast.case_worker, cases=[case, theirs], held_on=day())


def test_the_form_of_a_group_session_does_not_tell_which_numbers_there_are(
    cast: Cast, case: Case, client: Client
) -> None:
    open_case(second_worker(), "777")
    client.force_login(cast.case_worker)
    answers = [
        client.post(reverse("casework:group-session-add"), {"held_on": day().isoformat(), "numbers": number})
        for number in ("777", "888")
    ]
    assert [answer.status_code for answer in answers] == [422, 422]
    first, second = (answer.content.decode().replace("777", "N").replace("888", "N") for answer in answers)
    assert ("N" in first) == ("N" in second)


def test_a_question_waits_and_its_answer_is_marked_read(cast: Cast, case: Case, client: Client) -> None:
    from minbar.work.casework.client_access import actions as client_side

    question = actions.write_to_client(by=cast.case_worker, case=case, text="When?", is_question=True)
    client_side.write(case=case, text="Tuesday", key=case.uid, answers=question.uid)
    assert [str(task.url) for task in cases_waiting(cast.case_worker)] == [f"{reverse('casework:cases')}?view=open"]
    client.force_login(cast.case_worker)
    assert "Tuesday" in client.get(case.get_absolute_url()).content.decode()
    client.post(reverse("casework:messages-read", args=[case.uid]))
    assert list(cases_waiting(cast.case_worker)) == []


# The queue, triage, finding


def test_the_queue_puts_what_is_due_first_then_the_urgent(cast: Cast, client: Client) -> None:
    by = cast.case_worker
    for number, urgency in (("Q-low", "low"), ("Q-high", "high"), ("Q-due", "low"), ("Q-done", "high")):
        open_case(by, number, urgency=urgency)
    with wall.system_access():
        due, done = (Case.objects.get(number=number) for number in ("Q-due", "Q-done"))
    actions.counsel(by=by, case=due, entry=service_entry(follow_up=FollowUp(FollowUpKind.CALL_CLIENT, day(2))))
    actions.close_case(by=by, case=done, reason="no more")
    client.force_login(by)
    page = client.get(reverse("casework:cases")).content.decode()
    places = [page.index(number) for number in ("Q-due", "Q-high", "Q-low")]
    assert places == sorted(places)
    assert "Q-done" not in page
    assert "Q-done" in client.get(f"{reverse('casework:cases')}?view=closed").content.decode()


def test_the_filter_of_a_topic_takes_those_within_it(cast: Cast, client: Client) -> None:
    inner = Topic.objects.exclude(parent=None).select_related("parent").first()
    assert inner is not None
    assert inner.parent is not None
    open_case(cast.case_worker, "T-1", topic=inner)
    open_case(cast.case_worker, "T-2")
    client.force_login(cast.case_worker)
    page = client.get(f"{reverse('casework:cases')}?topic={inner.parent.code}").content.decode()
    assert "T-1" in page
    assert "T-2" not in page


def test_a_supervisor_reads_new_requests_and_assigns_them(cast: Cast, client: Client) -> None:
    case = take(None)
    client.force_login(cast.case_supervisor)
    triage = reverse("casework:triage")
    page = client.get(triage).content.decode()
    assert "A refused document" in page
    assert NAME not in page
    assert [task.url for task in cases_waiting(cast.case_supervisor)] == [triage]
    answer = client.post(
        reverse("casework:case-assign", args=[case.uid]), {"worker": cast.case_worker.pk, "from": "triage"}
    )
    assert answer.headers["Location"] == triage
    assert "A refused document" not in client.get(triage).content.decode()
    assert "A refused document" not in client.get(case.get_absolute_url()).content.decode()
    client.force_login(cast.case_worker)
    assert client.get(triage).status_code == 404


@pytest.mark.parametrize("rows", [1, 15])
def test_triage_takes_the_same_queries_however_long(
    cast: Cast, client: Client, django_assert_max_num_queries: Any, rows: int
) -> None:
    for _row in range(rows):
        take(None)
    client.force_login(cast.case_supervisor)
    client.get(reverse("casework:triage"))
    with django_assert_max_num_queries(10):
        client.get(reverse("casework:triage"))


@pytest.mark.parametrize("typed", ["number", "+90 532 1234567", "٠٥٣٢١٢٣٤٥٦٧", "99 123 456-789"])
def test_a_case_is_found_by_number_phone_and_document_by_those_who_may(
    cast: Cast, case: Case, client: Client, typed: str
) -> None:
    sought = case.number if typed == "number" else typed
    other = second_worker()
    for user, finds in ((cast.case_worker, True), (other, False), (cast.case_supervisor, typed == "number")):
        client.force_login(user)
        answer = client.post(reverse("casework:case-find"), {"sought": sought})
        assert (case.get_absolute_url() in answer.content.decode()) == finds, user


# Follow-ups of cases


def test_a_follow_up_names_its_case_to_those_who_see_it_alone(cast: Cast, case: Case) -> None:
    actions.counsel(
        by=cast.case_worker, case=case, entry=service_entry(follow_up=FollowUp(FollowUpKind.CHECK_RESULT, day(1)))
    )
    assert Commitment.objects.get().what == ""
    source = sources()["casework.case"]
    shown = {
        user.name: source.resolve(user, case.uid)
        for user in (cast.case_worker, cast.case_supervisor, cast.director, second_worker())
    }
    assert {name for name, view in shown.items() if view} == {"case worker", "case supervisor"}
    assert not source.kept_by(cast.case_supervisor, case.uid)
    assert now(case).stage == Stage.IN_PROGRESS
