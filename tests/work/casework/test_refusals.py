"""Whom the actions of casework refuse, each by its own rule: the second adviser, supervisor, director, others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from minbar.foundation.access.decisions import Denied
from minbar.foundation.accounts.models import User
from minbar.foundation.journal.models import Entry
from minbar.work.casework.cases import actions
from minbar.work.casework.cases.actions import ServiceEntry, documents
from minbar.work.casework.cases.actions.group_sessions import hold_group_session
from minbar.work.casework.cases.actions.referrals import refer
from minbar.work.casework.cases.enums import AccessWay, Advice, CaseResult, MediationBody, SharedPart, Stage
from minbar.work.casework.cases.models import Case, CaseDocument, Topic
from minbar.work.casework.client_access import actions as client_side
from minbar.work.casework.data_rights import rules
from minbar.work.casework.data_rights.actions import rights
from minbar.work.casework.data_rights.actions.erasures import propose_erasure
from minbar.work.casework.data_rights.enums import ErasureGround, RightKind
from minbar.work.casework.emergency_access.actions import end_emergency_access, open_in_emergency
from minbar.work.casework.evidence_requests import actions as testimonies
from minbar.work.casework.evidence_requests import rules as evidence_requests_rules
from minbar.work.casework.evidence_requests.models import Testimony
from minbar.work.casework.identity.actions import correct_identity
from minbar.work.casework.identity.models import Client as Person
from minbar.work.casework.intake import rules as intake_rules
from tests.builders.clients import close
from tests.builders.emergencies import GIVEN, with_role
from tests.builders.entries import organisation
from tests.builders.evidence_requests import WORDS, ask, some_cases
from tests.builders.intake import SALMA, take
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("system_access")]
Step = Callable[[User, Case], Any]


def service_entry(**more: Any) -> ServiceEntry:
    return ServiceEntry(done_on=timezone.localdate(), **more)


@pytest.fixture
def case(cast: Cast) -> Case:
    return take(cast.case_worker, identity=SALMA).case


#: What only those who work on a case do: not who supervises, nor a named reader.
WORK: dict[str, Step] = {
    "advise": lambda by, case: actions.advise(by=by, case=case, entry=service_entry(), advice=Advice.OUT_OF_SCOPE),
    "mediate": lambda by, case: actions.mediate(by=by, case=case, entry=service_entry(), body=MediationBody.OTHER_BODY),
    "counsel": lambda by, case: actions.counsel(by=by, case=case, entry=service_entry(), minutes=30),
    "note": lambda by, case: actions.add_note(by=by, case=case, entry=service_entry(note="x")),
    "session": lambda by, case: hold_group_session(by=by, cases=[case], held_on=timezone.localdate()),
    "write": lambda by, case: actions.write_to_client(by=by, case=case, text="x"),
    "assess": lambda by, case: actions.assess_case(by=by, case=case, texts={}),
    "move": lambda by, case: actions.move_case(by=by, case=case, stage=Stage.ASSESSMENT),
    "close": lambda by, case: actions.close_case(by=by, case=case, result=CaseResult.POSITIVE, answer="x"),
    "file": lambda by, case: documents.add_document(by=by, case=case, upload=SimpleUploadedFile("a.txt", b"a")),
    "identity": lambda by, case: correct_identity(by=by, case=case, values={"name": "x"}),
}


@pytest.mark.parametrize("name", WORK)
def test_only_who_works_on_a_case_acts_in_it(cast: Cast, case: Case, second: User, name: str) -> None:
    reader = with_role("reader", "case_worker")
    actions.give_access(by=cast.case_worker, case=case, user=reader, way=AccessWay.NAMED, identity=True)
    before = (Entry.objects.count(), Case.objects.values().get(pk=case.pk))
    others = (second, reader, cast.case_supervisor, cast.director, cast.administrator, cast.stranger)
    for by in others:
        with pytest.raises(Denied):
            WORK[name](by, case)
    assert (Entry.objects.count(), Case.objects.values().get(pk=case.pk)) == before


#: What also the supervisors do who see the head.
CHANGE: dict[str, Step] = {
    "claim": lambda by, case: rights.claim_right(by=by, case=case, kind=RightKind.ACCESS),
    "limit": lambda by, case: actions.limit_case(by=by, case=case, limited=True),
    "access": lambda by, case: actions.give_access(by=by, case=case, user=by),
}


@pytest.mark.parametrize("name", CHANGE)
def test_only_who_works_on_a_case_or_supervises_it_changes_its_head(
    cast: Cast, case: Case, second: User, name: str
) -> None:
    for by in (second, cast.director, cast.administrator, cast.stranger):
        with pytest.raises(Denied):
            CHANGE[name](by, case)


def test_only_a_supervisor_or_director_who_sees_it_proposes_an_erasure(cast: Cast, case: Case, second: User) -> None:
    close(case)
    for by in (cast.case_worker, second, cast.administrator, cast.stranger):
        with pytest.raises(Denied):
            propose_erasure(by=by, case=case, ground=ErasureGround.REQUEST)


def test_a_right_is_answered_by_who_may_change_the_case(cast: Cast, case: Case, second: User) -> None:
    request = rights.claim_right(by=cast.case_worker, case=case, kind=RightKind.ACCESS)
    for by in (second, cast.director):
        for answer in (
            lambda by=by: rights.answer_right(by=by, request=request, granted=True, answer="x"),
            lambda by=by: rights.reopen_right(by=by, request=request),
        ):
            with pytest.raises(Denied):
                answer()
    with pytest.raises(ValidationError):
        rights.reopen_right(by=cast.case_worker, request=request)


def test_a_case_is_shut_again_by_who_opened_it_or_was_told(cast: Cast, case: Case, second: User) -> None:
    emergency_access = open_in_emergency(by=cast.case_supervisor, uid=case.uid, **GIVEN)
    for by in (second, cast.case_worker, cast.administrator):
        with pytest.raises(Denied):
            end_emergency_access(by=by, emergency_access=emergency_access)
    assert end_emergency_access(by=cast.director, emergency_access=emergency_access).ended_at is not None


def test_no_case_goes_to_who_does_no_casework(cast: Cast) -> None:
    for somebody in (cast.director, cast.administrator, cast.stranger):
        with pytest.raises(Denied):
            take(cast.case_worker, assign_to=somebody)


def test_nobody_opens_a_case_for_a_client_whom_they_do_not_help(cast: Cast, case: Case, second: User) -> None:
    assert case.client is not None
    for by in (None, second, cast.case_supervisor, cast.director, cast.stranger):
        assert not intake_rules.can_open_again(by, case.client)
    for by in (second, cast.director, cast.stranger):
        assert not rules.can_read_whole_file(by, case)


def test_a_referral_shows_something_and_its_link_ends(cast: Cast, case: Case) -> None:
    clinic = organisation(cast.secretariat_officer, "عيادة السلام")
    for shared, days in (([], 3), ([SharedPart.REQUEST], 0), ([SharedPart.REQUEST], 4000)):
        with pytest.raises(ValidationError):
            refer(by=cast.case_worker, case=case, entry=service_entry(), organisation=clinic, shared=shared, days=days)


def test_nobody_came_to_no_session(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        hold_group_session(by=cast.case_worker, cases=[], held_on=timezone.localdate())


def test_the_client_of_a_closed_case_writes_and_takes_back_nothing(case: Case) -> None:
    closed = close(case)
    with pytest.raises(ValidationError):
        client_side.write(case=closed, text="x", key=uuid4())
    client_side.withdraw(case=closed)
    assert not Entry.objects.filter(event="casework.case_withdrawn").exists()


def test_a_client_who_stayed_unnamed_is_named_later(cast: Cast) -> None:
    case = take(cast.case_worker).case
    correct_identity(by=cast.case_worker, case=case, values={"name": "سلمى"})
    assert Case.objects.get(pk=case.pk).client == Person.objects.get()


# Testimonies


def test_who_may_write_send_and_check_a_testimony(cast: Cast, second: User) -> None:
    own = some_cases(cast.case_worker)[0]
    request = ask(cast.advocacy_officer)
    with pytest.raises(ValidationError):
        ask(cast.advocacy_officer, wanted_until=timezone.localdate() - dt.timedelta(days=1))
    for by in (second, cast.case_supervisor, cast.director, cast.advocacy_officer):
        with pytest.raises(Denied):
            testimonies.write_testimony(by=by, request=request, case=own, text=WORDS)
    with pytest.raises(ValidationError):
        testimonies.write_testimony(by=cast.case_worker, request=request, case=own, text=" ")
    written = testimonies.write_testimony(by=cast.case_worker, request=request, case=own, text=WORDS)
    actions.give_access(by=cast.case_worker, case=own, user=second, identity=True)
    for other in (
        lambda: testimonies.write_testimony(by=second, request=request, case=own, text=WORDS),
        lambda: testimonies.send_to_check(by=second, testimony=written),
        lambda: testimonies.take_back_testimony(by=second, testimony=written),
    ):
        with pytest.raises(Denied):
            other()
    assert not evidence_requests_rules.can_check_testimony(second, written)  # it was not sent yet
    elsewhere = Topic.objects.get(code="security_code")
    Case.objects.filter(pk=own.pk).update(topic=elsewhere)
    with pytest.raises(Denied):
        testimonies.send_to_check(by=cast.case_worker, testimony=written)
    assert Testimony.objects.get().status == "draft"


def test_no_file_comes_into_anothers_case(cast: Cast, case: Case, second: User) -> None:
    with pytest.raises(Denied):
        documents.add_document(by=second, case=case, upload=SimpleUploadedFile("a.txt", b"a"))
    assert not CaseDocument.objects.exists()
