"""The small steps of a case's life as they are taken on the screen, and how each says no."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from minbar.network.commitments.models import Commitment
from minbar.network.directory.models import Organisation
from minbar.work.casework.cases import actions
from minbar.work.casework.cases.actions import ServiceEntry
from minbar.work.casework.cases.actions.consents import give_consent, withdraw_consent
from minbar.work.casework.cases.actions.group_sessions import hold_group_session
from minbar.work.casework.cases.actions.topics import retire_topic
from minbar.work.casework.cases.enums import (
    Advice,
    CaseResult,
    ConsentKind,
    CourtOrientation,
    MediationBody,
    ServiceKind,
    SharedPart,
    Stage,
)
from minbar.work.casework.cases.models import (
    Case,
    CaseMessage,
    CaseService,
    CourtProceeding,
    GroupSession,
    MediationSession,
    Referral,
    Topic,
)
from minbar.work.casework.data_rights.actions.erasures import propose_erasure
from minbar.work.casework.data_rights.enums import ErasureGround, RightKind, RightStatus
from minbar.work.casework.data_rights.models import Erasure, RightsRequest
from minbar.work.casework.emergency_access.models import EmergencyAccess
from tests.builders.clients import close
from tests.builders.emergencies import REASON
from tests.builders.entries import organisation
from tests.builders.intake import SALMA, take
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("system_access")]


def day(ahead: int = 0) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=ahead)


def service_entry(**more: Any) -> ServiceEntry:
    return ServiceEntry(done_on=day(), **more)


def step(client: Client, name: str, record: Any, **values: Any) -> HttpResponse:
    sent = {key: value.isoformat() if isinstance(value, dt.date) else value for key, value in values.items()}
    return client.post(reverse(f"casework:{name}", args=[record.uid]), sent)  # type: ignore[return-value]


def now(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


@pytest.fixture
def case(cast: Cast) -> Case:
    return take(cast.case_worker, identity=SALMA).case


@pytest.fixture
def supervisor(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.case_supervisor)
    return client


@pytest.fixture
def clinic(cast: Cast) -> Organisation:
    return organisation(cast.secretariat_officer, "عيادة السلام")


# Actions


def test_a_session_is_added_to_a_mediation(worker: Client, cast: Cast, case: Case) -> None:
    done = actions.mediate(
        by=cast.case_worker, case=case, entry=service_entry(), body=MediationBody.MIGRATION_DIRECTORATE, mediator=None
    )
    assert step(worker, "session-add", done, held_on=day(), note="x").status_code == 302
    assert step(worker, "session-add", done, held_on=day(9)).status_code == 422
    assert MediationSession.objects.count() == 1


def test_only_who_may_do_casework_mediates(cast: Cast, case: Case) -> None:
    with pytest.raises(ValidationError):
        actions.mediate(
            by=cast.case_worker, case=case, entry=service_entry(), body=MediationBody.OTHER_BODY, mediator=cast.stranger
        )


def test_days_of_the_court_are_changed_and_followed_up(worker: Client, cast: Cast, case: Case) -> None:
    done = actions.orient_to_court(
        by=cast.case_worker, case=case, entry=service_entry(), way=CourtOrientation.OWN_LAWYER, limitation_on=day(20)
    )
    assert step(worker, "court-days", done, hearing_on=day(30), limitation_on=day(25)).status_code == 302
    assert step(worker, "court-days", done, filed_on=day(3)).status_code == 422  # what is filed is filed
    court = CourtProceeding.objects.get()
    assert (court.hearing_on, court.limitation_on, court.filed_on) == (day(30), day(25), None)
    assert {due.due_on for due in Commitment.objects.filter(closed_at=None)} == {day(30), day(25)}


def test_a_referral_gets_another_link_and_the_one_before_opens_nothing(
    worker: Client, cast: Cast, case: Case, clinic: Organisation, client: Client
) -> None:
    give_consent(by=cast.case_worker, case=case, kind=ConsentKind.SHARING)
    sent = actions.refer(
        by=cast.case_worker, case=case, entry=service_entry(), organisation=clinic, shared=[SharedPart.REQUEST], days=3
    )
    page = step(worker, "referral-link", sent.referral.service, days=5)
    assert page.status_code == 200
    (token,) = set(re.findall(r"/r/([\w-]{20,})/", page.content.decode()))
    assert token != sent.token
    before, after = (Client().post(reverse("portal:referral", args=[each])) for each in (sent.token, token))
    assert "CANARY request" not in before.content.decode()
    assert "CANARY request" in after.content.decode()
    assert step(worker, "referral-link", sent.referral.service, days=400).status_code == 422
    assert timezone.localdate(Referral.objects.get().expires_at) in (day(5), day(6))


def test_a_referral_that_shows_nothing_is_none(worker: Client, cast: Cast, case: Case, clinic: Organisation) -> None:
    give_consent(by=cast.case_worker, case=case, kind=ConsentKind.SHARING)
    sent = {"done_on": day(), "organisation": str(clinic), "days": 3}
    assert step(worker, "referral-add", case, **sent).status_code == 422
    assert not Referral.objects.exists()


def test_an_action_is_removed_and_the_head_tells_of_the_one_before(worker: Client, cast: Cast, case: Case) -> None:
    first = actions.advise(by=cast.case_worker, case=case, entry=service_entry(), advice=Advice.AVAILABLE_PROCEDURE)
    second = actions.advise(by=cast.case_worker, case=now(case), entry=service_entry(), advice=Advice.OUT_OF_SCOPE)
    assert step(worker, "service-remove", second).status_code == 302
    assert now(case).advice == Advice.AVAILABLE_PROCEDURE
    assert list(CaseService.objects.filter(case=case)) == [first]


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ({"next_kind": "call_client"}, "next_on"),
        ({"next_on": day(3)}, "next_kind"),
        ({"next_kind": "call_client", "next_on": day(-1)}, "next_on"),
    ],
)
def test_what_follows_needs_a_deed_and_a_day_to_come(
    worker: Client, case: Case, said: dict[str, Any], missing: str
) -> None:
    page = step(worker, "note-add", case, done_on=day(), note="قالت إنها ستعود", **said)
    assert page.status_code == 422
    text = page.content.decode()
    assert f"#id_{missing}" in text and "قالت إنها ستعود" in text
    assert not CaseService.objects.exists()


def test_a_note_of_spaces_and_a_message_of_spaces_are_refused(worker: Client, case: Case) -> None:
    assert step(worker, "note-add", case, done_on=day(), note="  ").status_code == 422
    assert step(worker, "message-add", case, text=" ").status_code == 422
    assert not CaseService.objects.exists() and not CaseMessage.objects.exists()


# The case


def test_stages_are_walked_and_a_closed_case_is_taken_up_again(worker: Client, cast: Cast, case: Case) -> None:
    assert step(worker, "case-move", case, stage=Stage.ASSESSMENT).status_code == 302
    assert step(worker, "case-move", case, stage=Stage.REOPENED).status_code == 422
    assert now(case).stage == Stage.ASSESSMENT
    actions.close_case(by=cast.case_worker, case=now(case), result=CaseResult.POSITIVE, answer="x")
    assert step(worker, "case-reopen", case).status_code == 302
    assert now(case).stage == Stage.REOPENED


def test_the_washington_group_s_questions_are_kept_only_with_the_client_s_agreement(
    worker: Client, cast: Cast, case: Case
) -> None:
    said = {"urgency": "high", "seeing": "2", "hearing": "1"}
    assert step(worker, "case-assess", case, **said).status_code == 422
    assert now(case).functioning == {}
    assert step(worker, "case-assess", case, **said, agreed="on").status_code == 302
    assert now(case).functioning == {"seeing": 2, "hearing": 1}


def test_consents_that_were_withdrawn_say_so(worker: Client, cast: Cast, case: Case) -> None:
    give_consent(by=cast.case_worker, case=case, kind=ConsentKind.SHARING)
    withdraw_consent(by=cast.case_worker, case=case, kind=ConsentKind.SHARING)
    page = worker.get(case.get_absolute_url()).content.decode()
    assert "badge-bad" in page


# Rights and erasures


def test_a_right_is_claimed_answered_and_taken_up_again(worker: Client, case: Case) -> None:
    claimed = step(worker, "rights-request-add", case, kind=RightKind.CORRECTION, asked_at="2024-03-01T10:00", wish="x")
    assert claimed.status_code == 302
    request = RightsRequest.objects.get()
    page = worker.get(request.get_absolute_url()).content.decode()
    assert reverse("casework:identity-edit", args=[case.uid]) in page
    assert step(worker, "rights-request-answer", request, granted="no", answer=" ").status_code == 422
    assert step(worker, "rights-request-answer", request, granted="no", answer="because").status_code == 302
    assert RightsRequest.objects.get().status == RightStatus.REFUSED
    page = worker.get(request.get_absolute_url()).content.decode()
    assert reverse("casework:rights-request-reopen", args=[request.uid]) in page
    assert step(worker, "rights-request-reopen", request).status_code == 302
    assert RightsRequest.objects.get().status == RightStatus.OPEN


def test_a_proposal_of_an_erasure_is_dropped_and_kept_in_the_list(supervisor: Client, cast: Cast, case: Case) -> None:
    close(case)
    erasure = propose_erasure(by=cast.case_supervisor, case=case, ground=ErasureGround.REQUEST)
    assert step(supervisor, "erasure-drop", erasure).status_code == 302
    assert Erasure.objects.get().dropped_at is not None
    page = supervisor.get(reverse("casework:erasures"))
    assert erasure.code in page.content.decode()
    assert step(supervisor, "erasure-drop", erasure).status_code in (302, 404, 422)
    assert now(case).erased_on is None


def test_years_of_keeping_are_set_and_what_is_closed_is_counted_anew(supervisor: Client, case: Case) -> None:
    topic = Topic.objects.get(code="temporary_protection_document")
    Case.objects.filter(pk=case.pk).update(topic=topic)
    close(case, dt.date(2024, 2, 29))
    assert step(supervisor, "retention-edit", topic, years="3").status_code == 302
    assert now(case).erase_after == dt.date(2027, 2, 28)
    assert step(supervisor, "retention-edit", topic, years="-1").status_code == 422


# Opening in an emergency


def test_a_supervisor_opens_a_case_on_its_page_and_shuts_it_again(supervisor: Client, cast: Cast, case: Case) -> None:
    given = {"category": "deadline", "reason": REASON, "hours": "1"}
    opened = step(supervisor, "case-emergency-access", case, **given)
    assert opened.status_code == 302
    emergency_access = EmergencyAccess.objects.get()
    assert opened.headers["Location"] == reverse("casework:own-emergency-access", args=[emergency_access.uid])
    page = supervisor.get(opened.headers["Location"]).content.decode()
    assert case.get_absolute_url() in page
    assert supervisor.get(case.get_absolute_url()).status_code == 200
    shut = step(supervisor, "emergency-access-end", emergency_access)
    assert shut.headers["Location"] == opened.headers["Location"]
    assert EmergencyAccess.objects.get().ended_at is not None
    assert (
        reverse("casework:emergency-access-end", args=[emergency_access.uid])
        not in supervisor.get(shut.headers["Location"]).content.decode()
    )


def test_a_review_says_what_it_found_and_why(supervisor: Client, cast: Cast, case: Case) -> None:
    step(supervisor, "case-emergency-access", case, category="deadline", reason=REASON, hours="1")
    judge = Client()
    judge.force_login(cast.director)
    emergency_access = EmergencyAccess.objects.get()
    for verdict, words in (("", "So it was."), ("justified", " "), ("other", "So it was.")):
        assert step(judge, "emergency-access-review", emergency_access, verdict=verdict, words=words).status_code == 422
    assert not EmergencyAccess.objects.get().verdict
    assert (
        step(judge, "emergency-access-review", emergency_access, verdict="justified", words="So it was.").status_code
        == 302
    )
    assert EmergencyAccess.objects.get().verdict == "justified"


# Sessions and topics


def test_a_group_session_is_removed_from_its_page_once_nobody_is_in_it(worker: Client, cast: Cast, case: Case) -> None:
    session = hold_group_session(by=cast.case_worker, cases=[case], held_on=day(), minutes=60)
    remove = reverse("casework:group-session-remove", args=[session.uid])
    assert remove not in worker.get(session.get_absolute_url()).content.decode()
    worker.post(remove)
    assert GroupSession.objects.exists()
    assert step(worker, "group-session-leave", session.attendances.get()).status_code == 302
    assert remove in worker.get(session.get_absolute_url()).content.decode()
    assert worker.post(remove).headers["Location"] == reverse("casework:group-sessions")
    assert not GroupSession.objects.exists() and ServiceKind.GROUP_SESSION not in now(case).done


def test_a_topic_that_is_used_no_longer_is_used_again(supervisor: Client, cast: Cast) -> None:
    topic = Topic.objects.get(code="security_code")
    retire_topic(by=cast.case_supervisor, topic=topic)
    restore = reverse("casework:topic-restore", args=[topic.uid])
    assert restore in supervisor.get(reverse("casework:topic", args=[topic.uid])).content.decode()
    assert supervisor.post(restore).status_code == 302
    assert Topic.objects.get(pk=topic.pk).is_active
