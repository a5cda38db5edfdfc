"""An adviser's day in a case: what is recorded, what the head says of it, what follows, how it closes."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from minbar.foundation.access.decisions import Denied
from minbar.foundation.accounts.models import User
from minbar.foundation.journal.models import Entry
from minbar.network.commitments.models import Commitment
from minbar.work.casework.cases import actions, queries, wall
from minbar.work.casework.cases.actions import FollowUp
from minbar.work.casework.cases.actions.documents import add_document
from minbar.work.casework.cases.enums import (
    Advice,
    CaseResult,
    ConsentKind,
    CourtOrientation,
    FollowUpKind,
    MediationBody,
    ServiceKind,
    Stage,
)
from minbar.work.casework.cases.models import Case, CaseService, Consent, Topic
from minbar.work.casework.cases.queries.timeline import read_case
from tests.builders.case_services import CANARY, day, now, open_case, second_worker, service_entry
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return open_case(cast.case_worker)


# What is recorded


def test_the_head_repeats_the_latest_of_each_kind(cast: Cast, case: Case) -> None:
    by = cast.case_worker
    actions.advise(by=by, case=case, entry=service_entry(done_on=day(-1)), advice=Advice.AVAILABLE_PROCEDURE)
    actions.advise(by=by, case=case, entry=service_entry(done_on=day(-3)), advice=Advice.NOT_AVAILABLE)
    actions.mediate(by=by, case=case, entry=service_entry(), body=MediationBody.MIGRATION_DIRECTORATE)
    actions.orient_to_court(by=by, case=case, entry=service_entry(), way=CourtOrientation.SPONSORSHIP)
    actions.measure_result(by=by, case=case, entry=service_entry(), result=CaseResult.IN_FOLLOW_UP)
    head = now(case)
    assert (head.advice, head.mediation, head.court_orientation, head.result) == (
        Advice.AVAILABLE_PROCEDURE,
        MediationBody.MIGRATION_DIRECTORATE,
        CourtOrientation.SPONSORSHIP,
        CaseResult.IN_FOLLOW_UP,
    )


def test_the_head_follows_when_an_action_is_corrected_or_removed(cast: Cast, case: Case) -> None:
    by = cast.case_worker
    service = actions.advise(by=by, case=case, entry=service_entry(), advice=Advice.NOT_AVAILABLE)
    actions.correct_service(by=by, service=service, done_on=day(-1), advice=Advice.OUT_OF_SCOPE)
    assert now(case).advice == Advice.OUT_OF_SCOPE
    actions.remove_service(by=by, service=service)
    assert now(case).advice == ""


def test_with_the_first_work_a_case_is_in_progress(cast: Cast, case: Case) -> None:
    actions.add_note(by=cast.case_worker, case=case, entry=service_entry(note="called"))
    assert now(case).stage == Stage.NEW
    actions.counsel(by=cast.case_worker, case=case, entry=service_entry(), minutes=45)
    assert now(case).stage == Stage.IN_PROGRESS


def test_a_note_is_sealed_and_the_journal_does_not_tell_the_kind(cast: Cast, case: Case) -> None:
    service = actions.advise(
        by=cast.case_worker, case=case, entry=service_entry(note=f"{CANARY} note"), advice=Advice.NOT_AVAILABLE
    )
    with wall.system_access():
        note = service.notes.get()
    assert CANARY.encode() not in bytes(note.text)
    last = Entry.objects.order_by("-sequence")[0]
    assert (last.event, last.changes) == ("casework.action_recorded", {})
    assert "advice" not in last.subject


def test_what_lies_ahead_was_not_done(cast: Cast, case: Case) -> None:
    with pytest.raises(ValidationError) as error:
        actions.counsel(by=cast.case_worker, case=case, entry=service_entry(done_on=day(1)))
    assert set(error.value.message_dict) == {"done_on"}


def test_sessions_are_added_to_a_mediation(cast: Cast, case: Case) -> None:
    service = actions.mediate(by=cast.case_worker, case=case, entry=service_entry(), body=MediationBody.OTHER_BODY)
    actions.add_session(by=cast.case_worker, mediation=service.mediation, held_on=day(-2))
    actions.add_session(by=cast.case_worker, mediation=service.mediation, held_on=day(-1), note="agreed")
    with wall.reading_as(cast.case_worker):
        reading = read_case(now(case), queries.reader_of(cast.case_worker, case))
    moment = next(each for each in reading.moments if each.service)
    assert moment.service is not None
    assert moment.service.sessions == [day(-2), day(-1)]  # type: ignore[attr-defined]
    assert [said.text for said in moment.texts] == ["agreed"]


def test_only_those_who_work_on_a_case_act_in_it(cast: Cast, case: Case) -> None:
    reader = second_worker()
    actions.give_access(by=cast.case_worker, case=case, user=reader, way="named")  # type: ignore[arg-type]
    for stranger in (second_worker("third"), cast.case_supervisor, reader):
        with pytest.raises(Denied):
            actions.advise(by=stranger, case=case, entry=service_entry(), advice=Advice.NOT_AVAILABLE)
        with pytest.raises(Denied):
            actions.close_case(by=stranger, case=case, result=CaseResult.POSITIVE)


# What follows


def test_a_follow_up_is_made_with_the_action_and_closed_by_the_next(cast: Cast, case: Case) -> None:
    by = cast.case_worker
    follow = FollowUp(FollowUpKind.CONTACT_DIRECTORATE, day(7))
    actions.mediate(by=by, case=case, entry=service_entry(follow_up=follow), body=MediationBody.MIGRATION_DIRECTORATE)
    due = Commitment.objects.get()
    assert (due.kind, due.walled, due.owed_by_user, due.due_on) == ("contact_directorate", True, by, day(7))
    done = actions.add_note(by=by, case=case, entry=service_entry(note="they answered", fulfils=due))
    due.refresh_from_db()
    assert (due.standing, due.evidence_uid) == ("done", done.uid)


def test_a_follow_up_of_another_case_is_not_closed_here(cast: Cast, case: Case) -> None:
    other = open_case(cast.case_worker, "2")
    actions.counsel(
        by=cast.case_worker, case=other, entry=service_entry(follow_up=FollowUp(FollowUpKind.CALL_CLIENT, day(1)))
    )
    with pytest.raises(ValidationError):
        actions.counsel(by=cast.case_worker, case=case, entry=service_entry(fulfils=Commitment.objects.get()))


def test_the_days_of_a_court_are_followed_up_moved_and_let_go(cast: Cast, case: Case) -> None:
    by = cast.case_worker
    service = actions.orient_to_court(
        by=by,
        case=case,
        entry=service_entry(),
        way=CourtOrientation.OWN_LAWYER,
        hearing_on=day(30),
        limitation_on=day(20),
    )
    assert dict(Commitment.objects.values_list("kind", "standing")) == {"hearing": "open", "limitation": "open"}
    actions.change_court_days(by=by, court=service.court, filed_on=day(), hearing_on=day(40), limitation_on=day(20))
    assert {due.kind: (due.standing, due.due_on) for due in Commitment.objects.all()} == {
        "hearing": ("open", day(40)),
        "limitation": ("cancelled", day(20)),
    }


# Stages


def test_a_case_closes_with_a_result_and_what_is_due_goes(cast: Cast, case: Case) -> None:
    by = cast.case_worker
    for kind in (FollowUpKind.CALL_CLIENT, FollowUpKind.CHECK_RESULT):
        actions.counsel(by=by, case=case, entry=service_entry(follow_up=FollowUp(kind, day(3))))
    closed = actions.close_case(by=by, case=case, result=CaseResult.POSITIVE, answer="Come and fetch it")
    assert (closed.stage, closed.closed_on, closed.result) == (Stage.CLOSED, day(), CaseResult.POSITIVE)
    assert dict(Commitment.objects.values_list("kind", "standing")) == {
        "call_client": "cancelled",
        "check_result": "open",
    }
    with wall.system_access():
        assert now(case).content.reveal("answer") == "Come and fetch it"
        assert case.services.filter(kind=ServiceKind.RESULT).count() == 1


def test_closing_asks_for_a_result_or_a_reason(cast: Cast, case: Case) -> None:
    with pytest.raises(ValidationError) as error:
        actions.close_case(by=cast.case_worker, case=case, answer="…")
    assert set(error.value.message_dict) == {"result"}
    actions.close_case(by=cast.case_worker, case=case, reason="does not come any more", answer="…")
    assert now(case).result == ""


def test_closing_asks_for_words_to_a_client_who_has_a_code(cast: Cast) -> None:
    case = open_case(cast.case_worker, secret="hashed")
    with pytest.raises(ValidationError) as error:
        actions.close_case(by=cast.case_worker, case=case, result=CaseResult.NEGATIVE)
    assert set(error.value.message_dict) == {"answer"}


def test_a_closed_case_is_kept_as_long_as_its_topic_or_one_around_it_says(cast: Cast) -> None:
    wide = Topic.objects.create(code="wide", labels={"en": "Wide"}, retention_years=2)
    narrow = Topic.objects.create(code="narrow", labels={"en": "Narrow"}, parent=wide)
    for topic, years in ((narrow, 2), (None, 5)):
        case = open_case(cast.case_worker, f"t{years}", topic=topic)
        closed = actions.close_case(by=cast.case_worker, case=case, result=CaseResult.POSITIVE)
        assert closed.erase_after is not None
        assert closed.erase_after.year == day().year + years


def test_a_closed_case_is_worked_on_only_after_it_was_reopened(cast: Cast, case: Case) -> None:
    by = cast.case_worker
    actions.close_case(by=by, case=case, result=CaseResult.IN_FOLLOW_UP)
    with pytest.raises(ValidationError):
        actions.counsel(by=by, case=case, entry=service_entry())
    actions.measure_result(by=by, case=case, entry=service_entry(), result=CaseResult.POSITIVE)
    assert now(case).result == CaseResult.POSITIVE
    again = actions.reopen_case(by=by, case=case)
    assert (again.stage, again.closed_on, again.erase_after) == (Stage.REOPENED, None, None)
    actions.counsel(by=by, case=case, entry=service_entry())


def test_functioning_is_noted_only_under_consent(cast: Cast, case: Case) -> None:
    answers = {"functioning": {"seeing": 2}}
    with pytest.raises(ValidationError) as error:
        actions.assess_case(by=cast.case_worker, case=case, texts={}, **answers)
    assert set(error.value.message_dict) == {"functioning"}
    with wall.system_access():
        Consent.objects.create(case=case, kind=ConsentKind.SERVICE, given_at=timezone.now())
    assessed = actions.assess_case(by=cast.case_worker, case=case, texts={"plan": "first"}, **answers)
    assert (assessed.stage, assessed.functioning) == (Stage.ASSESSMENT, {"seeing": 2})
    with wall.system_access():
        assert now(case).content.reveal("plan") == "first"
        assert now(case).content.reveal("request") == f"{CANARY} request"


# Pages


def pages_of(case: Case, service: CaseService) -> list[str]:
    names = [
        "case-edit",
        "case-access",
        "case-identity",
        "case-history",
        "case-assess",
        "case-move",
        "case-close",
        "message-add",
        "advice-add",
        "mediation-add",
        "court-add",
        "referral-add",
        "counselling-add",
        "note-add",
        "result-add",
    ]
    return (
        [case.get_absolute_url()]
        + [reverse(f"casework:{name}", args=[case.uid]) for name in names]
        + [reverse("casework:service-edit", args=[service.uid])]
    )


def test_every_page_of_a_case_opens_for_the_one_who_has_it_and_for_no_other(
    cast: Cast, case: Case, client: Client
) -> None:
    service = actions.advise(
        by=cast.case_worker, case=case, entry=service_entry(note=CANARY), advice=Advice.NOT_AVAILABLE
    )
    others = (cast.director, cast.administrator, second_worker())
    for page in pages_of(case, service):
        client.force_login(cast.case_worker)
        assert client.get(page).status_code == 200, page
        for other in others:
            client.force_login(other)
            for answer in (client.get(page), client.post(page, {})):
                assert answer.status_code in (404, 405), page  # 405: a page that takes no POST from anybody
                assert CANARY not in answer.content.decode()


def test_the_page_shows_texts_to_content_readers_and_heads_alone_to_supervisors(
    cast: Cast, case: Case, client: Client
) -> None:
    actions.advise(
        by=cast.case_worker, case=case, entry=service_entry(note=f"{CANARY} note"), advice=Advice.OUT_OF_SCOPE
    )
    client.force_login(cast.case_worker)
    page = client.get(case.get_absolute_url()).content.decode()
    assert f"{CANARY} note" in page
    assert f"{CANARY} request" in page
    assert f"{CANARY} name" not in page
    client.force_login(cast.case_supervisor)
    page = client.get(case.get_absolute_url()).content.decode()
    assert CANARY not in page
    assert str(Advice.OUT_OF_SCOPE.label) in page


def test_the_identity_is_shown_on_asking_and_that_is_noted(cast: Cast, case: Case, client: Client) -> None:
    address = reverse("casework:case-identity", args=[case.uid])
    client.force_login(cast.case_worker)
    assert CANARY not in client.get(address).content.decode()
    assert not Entry.objects.filter(event="casework.identity_read").exists()
    assert f"{CANARY} name" in client.post(address).content.decode()
    assert Entry.objects.filter(event="casework.identity_read").count() == 1
    client.force_login(cast.case_supervisor)
    assert client.post(address).status_code == 404


# What a page costs


def busy_case(by: User, number: str, times: int) -> Case:
    """A case in which much has happened, with a place, a topic and all else that a page shows."""
    case = open_case(by, number, topic=Topic.objects.exclude(parent=None).first(), secret="hashed")
    with wall.system_access():
        for kind in ConsentKind:
            Consent.objects.create(case=case, kind=kind, given_at=timezone.now())
    for _time in range(times):
        actions.mediate(
            by=by,
            case=case,
            entry=service_entry(note=CANARY, follow_up=FollowUp(FollowUpKind.CALL_CLIENT, day(3))),
            body=MediationBody.OTHER_BODY,
        )
        actions.write_to_client(by=by, case=case, text=CANARY, is_question=True)
        upload = SimpleUploadedFile("note.txt", b"text", content_type="text/plain")
        add_document(by=by, case=case, upload=upload)
    return case


@pytest.mark.parametrize("times", [1, 15])
def test_a_case_page_takes_the_same_queries_however_much_has_happened(
    cast: Cast, client: Client, django_assert_max_num_queries: Any, times: int
) -> None:
    case = busy_case(cast.case_worker, "B-1", times)
    client.force_login(cast.case_worker)
    client.get(case.get_absolute_url())
    with django_assert_max_num_queries(12):
        page = client.get(case.get_absolute_url()).content.decode()
    assert page.count(CANARY) >= 2 * times


@pytest.mark.parametrize("rows", [1, 30])
def test_the_queue_takes_the_same_queries_however_long(
    cast: Cast, client: Client, django_assert_max_num_queries: Any, rows: int
) -> None:
    for number in range(rows):
        open_case(cast.case_worker, f"Q-{number}")
    client.force_login(cast.case_worker)
    address = f"{reverse('casework:cases')}?topic=legal_status&urgency=medium&view=open"
    client.get(address)
    with django_assert_max_num_queries(12):
        client.get(address)
    with django_assert_max_num_queries(12):
        assert f"Q-{rows - 1}" in client.get(reverse("casework:cases")).content.decode()
