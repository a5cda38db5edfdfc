"""From single cases to evidence: written by one, checked by two others, released without a way back."""

from __future__ import annotations

import uuid
from itertools import chain
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from minbar.foundation.access.decisions import Denied
from minbar.foundation.journal.models import Entry
from minbar.voice.advocacy.models import CommunityIssue
from minbar.work.casework.cases import actions, wall
from minbar.work.casework.cases.actions.consents import give_consent, withdraw_consent
from minbar.work.casework.cases.enums import ConsentKind
from minbar.work.casework.cases.models import Case, Topic
from minbar.work.casework.evidence_requests import models
from minbar.work.casework.evidence_requests.actions import check_testimony, findings_in, send_to_check, write_testimony
from minbar.work.casework.evidence_requests.enums import CheckItem, FindingKind
from minbar.work.casework.evidence_requests.models import EvidenceRequest, ReleasedTestimony
from minbar.work.casework.evidence_requests.queries.testimonies import requests_for
from minbar.work.casework.evidence_requests.queries.testimonies import testimonies_to_check as waiting_for
from tests.builders.evidence_requests import CANARY, EVERYTHING, WORDS, YEAR, ask, some_cases, topic, worker
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return some_cases(cast.case_worker)[0]


@pytest.fixture
def request_(cast: Cast) -> EvidenceRequest:
    return ask(cast.advocacy_officer)


@pytest.fixture
def testimony(cast: Cast, case: Case, request_: EvidenceRequest) -> models.Testimony:
    return write_testimony(by=cast.case_worker, request=request_, case=case, text=WORDS)


@pytest.fixture
def in_check(cast: Cast, testimony: models.Testimony) -> models.Testimony:
    return send_to_check(by=cast.case_worker, testimony=testimony)


def test_two_others_check_it_and_only_words_topic_and_year_go_out(cast: Cast, in_check: models.Testimony) -> None:
    assert check_testimony(by=cast.case_supervisor, testimony=in_check, confirmed=EVERYTHING) is None
    assert not ReleasedTestimony.objects.exists()
    check_testimony(by=worker("second"), testimony=in_check, confirmed=EVERYTHING)
    released = ReleasedTestimony.objects.get()
    assert (released.text, released.topic, released.year) == (WORDS, topic(), YEAR)
    with wall.system_access():
        assert not models.Testimony.objects.exists()
        assert not models.TestimonyCheck.objects.exists()


def test_what_is_released_leads_to_no_case_and_to_no_author(cast: Cast, case: Case, in_check: models.Testimony) -> None:
    for checker in (cast.case_supervisor, worker("second")):
        check_testimony(by=checker, testimony=in_check, confirmed=EVERYTHING)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM casework_releasedtestimony")
        (row,) = cursor.fetchall()
        columns = [column.name for column in cursor.description]
    assert columns == ["id", "year", "text", "request_id", "topic_id"]
    secret = {case.uid, case.subject, in_check.uid, cast.case_worker.uid}
    assert not secret & {value for value in row if isinstance(value, uuid.UUID)}
    (entry,) = Entry.objects.filter(event="casework.testimony_released")
    assert (entry.subject, entry.changes) == ("", {})


def test_nobody_checks_what_they_wrote_and_nobody_twice(cast: Cast, in_check: models.Testimony) -> None:
    with pytest.raises(Denied):
        check_testimony(by=cast.case_worker, testimony=in_check, confirmed=EVERYTHING)
    check_testimony(by=cast.case_supervisor, testimony=in_check, confirmed=EVERYTHING)
    with pytest.raises(Denied):
        check_testimony(by=cast.case_supervisor, testimony=in_check, confirmed=EVERYTHING)
    with pytest.raises(IntegrityError), transaction.atomic(), wall.system_access():
        models.TestimonyCheck.objects.create(testimony=in_check, checked_by=cast.case_worker, author=cast.case_worker)


@pytest.mark.parametrize("role", ["advocacy_officer", "director", "administrator", "editor", "stranger"])
def test_nobody_outside_casework_checks(cast: Cast, in_check: models.Testimony, role: str) -> None:
    with pytest.raises(Denied):
        check_testimony(by=getattr(cast, role), testimony=in_check, confirmed=EVERYTHING)


def test_what_cannot_be_confirmed_sends_it_back_and_earlier_checks_count_no_more(
    cast: Cast, in_check: models.Testimony
) -> None:
    check_testimony(by=cast.case_supervisor, testimony=in_check, confirmed=EVERYTHING)
    check_testimony(by=worker("second"), testimony=in_check, confirmed=set(EVERYTHING) - {CheckItem.NOT_RARE})
    with wall.system_access():
        kept = models.Testimony.objects.get()
        assert (kept.status, kept.objections) == ("returned", [CheckItem.NOT_RARE])
        assert not kept.checks.exists()
    again = send_to_check(by=cast.case_worker, testimony=kept)
    assert check_testimony(by=cast.case_supervisor, testimony=again, confirmed=EVERYTHING) is None


@pytest.mark.parametrize(
    "planted",
    [
        "Hıdır's paper was refused.",
        "رفضوا طلب السوطري.",
        "They called 0532 123 45 67.",
        f"Number {CANARY}-0 was refused.",
    ],
)
def test_a_text_with_a_planted_name_or_number_reaches_nobody(
    cast: Cast, testimony: models.Testimony, planted: str
) -> None:
    write_testimony(by=cast.case_worker, request=testimony.request, case=testimony.case, text=f"{WORDS} {planted}")
    with pytest.raises(ValidationError):
        send_to_check(by=cast.case_worker, testimony=testimony)
    with wall.checking():
        assert not waiting_for(cast.case_supervisor).exists()


def test_where_few_cases_are_like_it_nothing_goes_out(cast: Cast, request_: EvidenceRequest) -> None:
    case = some_cases(cast.case_worker, count=10)[0]
    testimony = write_testimony(by=cast.case_worker, request=request_, case=case, text=WORDS)
    assert [finding.kind for finding in findings_in(testimony) if finding.stops] == [FindingKind.RARE]
    with pytest.raises(ValidationError):
        send_to_check(by=cast.case_worker, testimony=testimony)


def test_a_rare_province_is_shown_to_those_who_check(cast: Cast, testimony: models.Testimony) -> None:
    text = f"{WORDS} This was in Gaziantep."
    kept = write_testimony(by=cast.case_worker, request=testimony.request, case=testimony.case, text=text)
    assert [(finding.kind, finding.stops) for finding in findings_in(kept)] == [(FindingKind.RARE, False)]


def test_without_consent_to_share_nothing_is_written(cast: Cast, request_: EvidenceRequest) -> None:
    case = some_cases(cast.case_worker)[1]
    with pytest.raises(Denied):
        write_testimony(by=cast.case_worker, request=request_, case=case, text=WORDS)


def test_consent_taken_back_takes_the_testimony_with_it(cast: Cast, in_check: models.Testimony) -> None:
    check_testimony(by=cast.case_supervisor, testimony=in_check, confirmed=EVERYTHING)
    withdraw_consent(by=None, case=in_check.case, kind=ConsentKind.SHARING)
    with wall.system_access():
        assert not models.Testimony.objects.exists()
    with pytest.raises(Denied):
        check_testimony(by=worker("second"), testimony=in_check, confirmed=EVERYTHING)
    assert not ReleasedTestimony.objects.exists()


def test_other_consents_taken_back_leave_it(cast: Cast, in_check: models.Testimony) -> None:
    give_consent(by=None, case=in_check.case, kind=ConsentKind.SERVICE)
    withdraw_consent(by=None, case=in_check.case, kind=ConsentKind.SERVICE)
    with wall.system_access():
        assert models.Testimony.objects.exists()


def test_only_who_knows_the_client_writes(cast: Cast, case: Case, request_: EvidenceRequest) -> None:
    helper = worker("helper")
    actions.give_access(by=cast.case_worker, case=case, user=helper)
    for author in (helper, cast.case_supervisor, worker("other")):
        with pytest.raises(Denied):
            write_testimony(by=author, request=request_, case=case, text=WORDS)


def test_who_checks_sees_the_words_and_no_case(cast: Cast, in_check: models.Testimony, client: Browser) -> None:
    client.force_login(cast.case_supervisor)
    page = client.get(reverse("casework:check", args=[in_check.uid])).content.decode()
    assert WORDS in page
    assert CANARY not in page
    with wall.checking():
        (waiting,) = waiting_for(cast.case_supervisor)
        assert waiting.reveal("text") == WORDS
        assert not Case.objects.exists()


def test_a_testimony_is_sealed_and_others_of_the_room_do_not_find_it(cast: Cast, testimony: models.Testimony) -> None:
    with wall.system_access():
        assert WORDS.encode() not in bytes(models.Testimony.objects.get().text)
    for user in (worker("other"), cast.case_supervisor, cast.advocacy_officer):
        with wall.reading_as(user):
            assert not models.Testimony.objects.exists()
    with wall.checking():
        assert not models.Testimony.objects.exists()


def test_case_workers_see_what_is_asked_about_topics_of_their_own_cases(cast: Cast, case: Case) -> None:
    wide = ask(cast.advocacy_officer, topic=Topic.objects.get(code="legal_status"))
    ask(cast.advocacy_officer, topic=Topic.objects.get(code="hate_crime"))
    with wall.reading_as(cast.case_worker):
        assert list(requests_for(cast.case_worker)) == [wide]
    other = worker("other")
    with wall.reading_as(other):
        assert list(requests_for(other)) == []


def test_the_officer_reads_what_was_released_on_the_request_and_on_the_issue(
    cast: Cast, case: Case, client: Browser
) -> None:
    issue = CommunityIssue.objects.create(title="Papers that nobody asked for", identified_on=timezone.localdate())
    client.force_login(cast.advocacy_officer)
    page = client.get(issue.get_absolute_url()).content.decode()
    assert f"{reverse('casework:evidence-request-add')}?issue={issue.uid}" in page
    given = {
        "topic": topic().pk,
        "question": "What?",
        "wanted_until": str(timezone.localdate()),
        "issue": str(issue.uid),
    }
    client.post(reverse("casework:evidence-request-add"), given)
    request = EvidenceRequest.objects.get()
    assert (request.issue_uid, request.issue_label) == (issue.uid, issue.title)
    testimony = write_testimony(by=cast.case_worker, request=request, case=case, text=WORDS)
    send_to_check(by=cast.case_worker, testimony=testimony)
    assert WORDS not in client.get(request.get_absolute_url()).content.decode()
    for checker in (cast.case_supervisor, worker("second")):
        check_testimony(by=checker, testimony=testimony, confirmed=EVERYTHING)
    assert WORDS in client.get(request.get_absolute_url()).content.decode()
    assert WORDS in client.get(issue.get_absolute_url()).content.decode()
    client.force_login(cast.editor)
    assert WORDS not in client.get(issue.get_absolute_url()).content.decode()


def pages(request: EvidenceRequest, case: Case, testimony: models.Testimony) -> dict[str, list[str]]:
    work = [reverse(f"casework:{name}") for name in ("asked-list", "testimonies", "checks")]
    work += [reverse("casework:asked", args=[request.uid])]
    work += [reverse("casework:testimony-write", args=[request.uid, case.uid])]
    work += [reverse(f"casework:{name}", args=[testimony.uid]) for name in ("testimony", "check")]
    ask = [reverse(f"casework:{name}") for name in ("evidence", "topic-counts", "evidence-request-add")]
    ask += [reverse("casework:evidence-request", args=[request.uid])]
    return {"work": work, "ask": ask}


@pytest.mark.parametrize(
    "role", ["administrator", "director", "secretariat_officer", "programme_officer", "editor", "delegate", "stranger"]
)
def test_for_all_others_there_is_no_such_page(
    cast: Cast, in_check: models.Testimony, client: Browser, role: str
) -> None:
    client.force_login(getattr(cast, role))
    for page in chain(*pages(in_check.request, in_check.case, in_check).values()):
        for answer in (client.get(page), client.post(page, {"text": WORDS})):
            assert answer.status_code == 404
            assert WORDS not in answer.content.decode()


def test_the_two_sides_do_not_see_each_others_pages(cast: Cast, in_check: models.Testimony, client: Browser) -> None:
    found = pages(in_check.request, in_check.case, in_check)
    for user, own, others in (
        (cast.advocacy_officer, "ask", "work"),
        (cast.case_worker, "work", "ask"),
    ):
        client.force_login(user)
        assert {client.get(page).status_code for page in found[others]} == {404}
        assert 200 in {client.get(page).status_code for page in found[own]}
    client.force_login(cast.case_supervisor)
    for name in ("testimony", "testimony-send", "testimony-take-back"):
        assert client.post(reverse(f"casework:{name}", args=[in_check.uid])).status_code in {404, 405}


@pytest.mark.parametrize("rows", [1, 30])
def test_lists_take_the_same_number_of_queries_however_long(
    cast: Cast, case: Case, client: Browser, django_assert_max_num_queries: Any, rows: int
) -> None:
    for _number in range(rows):
        request = ask(cast.advocacy_officer)
        testimony = write_testimony(by=cast.case_worker, request=request, case=case, text=WORDS)
        send_to_check(by=cast.case_worker, testimony=testimony)
    for user, name in (
        (cast.advocacy_officer, "evidence"),
        (cast.case_worker, "asked-list"),
        (cast.case_worker, "testimonies"),
        (cast.case_supervisor, "checks"),
    ):
        client.force_login(user)
        client.get(reverse(f"casework:{name}"))
        with django_assert_max_num_queries(10):
            assert client.get(reverse(f"casework:{name}")).status_code == 200
