"""Following one's own case by number and code: what is read, what can be done, and how guessing is held off (S2)."""

from __future__ import annotations

import re
import statistics
import threading
import time
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from minbar.doors.portal import sessions
from minbar.doors.portal.limits import WRONG_ANYWHERE, WRONG_FROM, WRONG_HERE
from minbar.foundation.text.dates import format_date_long
from minbar.work.casework.cases import actions, wall
from minbar.work.casework.cases.enums import ConsentKind
from minbar.work.casework.cases.models import Case, CaseDocument, CaseMessage
from minbar.work.casework.cases.numbering import check_digit, new_code, new_number
from minbar.work.casework.data_rights.actions.rights import answer_right
from minbar.work.casework.data_rights.models import RightsRequest
from tests.builders.files import jpeg
from tests.builders.stranger import Stranger
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def behind_the_wall() -> Iterator[None]:
    """The tests look at what was kept."""
    with wall.system_access():
        yield


@pytest.fixture
def stranger() -> Stranger:
    """Has asked for help, agreed to sharing too, and opened the case with its code."""
    stranger = Stranger()
    stranger.enter(*stranger.ask(sharing="yes"))
    return stranger


def ask_client(text: str) -> CaseMessage:
    case = Case.objects.get()
    question = CaseMessage(subject=case.subject, case=case, is_question=True)
    question.seal(text=text)
    question.save()
    return question


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def test_number_and_code_open_the_case_also_in_arabic_digits() -> None:
    stranger = Stranger()
    number, code = stranger.ask()
    arabic = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    assert stranger.enter(number.translate(arabic), code.translate(arabic)).headers["Location"] == "/follow/now/"
    page = text_of(stranger.get("/follow/now/"))
    assert number in page


def test_nothing_on_the_page_tells_who_the_client_is(stranger: Stranger) -> None:
    page = text_of(stranger.get("/follow/now/"))
    for typed in ("CANARY", "5321234567", "532 123", "سلمى"):
        assert typed not in page


def test_the_session_is_another_once_the_case_is_open() -> None:
    stranger = Stranger()
    number, code = stranger.ask()
    before = stranger.client.cookies["sessionid"].value
    stranger.enter(number, code)
    assert stranger.client.cookies["sessionid"].value != before


def test_a_question_is_answered_once_however_often_it_is_sent(stranger: Stranger) -> None:
    question = ask_client("CANARY-QUESTION")
    assert "CANARY-QUESTION" in text_of(stranger.get("/follow/now/"))
    form = {"text": "CANARY-ANSWER", "key": str(uuid4())}
    for _ in range(2):
        assert stranger.post(f"/follow/write/{question.uid}/", form).headers["Location"] == "/follow/now/"
    answer = CaseMessage.objects.get(from_client=True)
    assert answer.answers == question and answer.reveal("text") == "CANARY-ANSWER"
    page = text_of(stranger.get("/follow/now/"))
    assert "CANARY-ANSWER" in page and f"/follow/write/{question.uid}/" not in page


def test_what_was_typed_stays_when_the_question_is_answered_already(stranger: Stranger) -> None:
    question = ask_client("CANARY-QUESTION")
    stranger.post(f"/follow/write/{question.uid}/", {"text": "first", "key": str(uuid4())})
    again = stranger.post(f"/follow/write/{question.uid}/", {"text": "CANARY-SECOND", "key": str(uuid4())})
    assert again.status_code == 422 and "CANARY-SECOND" in text_of(again)


def test_another_cases_question_cannot_be_answered(stranger: Stranger) -> None:
    question = ask_client("CANARY-QUESTION")
    other = Stranger(address="192.0.2.9")
    other.enter(*other.ask())
    assert other.get(f"/follow/write/{question.uid}/").status_code == 404
    assert other.post(f"/follow/write/{question.uid}/", {"text": "x", "key": str(uuid4())}).status_code == 422


def test_a_document_is_added(stranger: Stranger) -> None:
    assert stranger.get("/follow/file/").status_code == 200
    assert stranger.post("/follow/file/", {}).status_code == 422
    upload = SimpleUploadedFile("CANARY-FILE.jpg", jpeg(), "image/jpeg")
    assert stranger.post("/follow/file/", {"papers": [upload]}).headers["Location"] == "/follow/now/"
    document = CaseDocument.objects.get()
    assert document.from_client and document.added_by is None
    assert "CANARY" not in text_of(stranger.get("/follow/now/"))


def test_the_client_asks_to_have_data_corrected_and_reads_the_answer(stranger: Stranger, cast: Cast) -> None:
    assert stranger.post("/follow/ask/", {"kind": "correction", "wish": ""}).status_code == 422
    for _ in range(2):
        assert stranger.post("/follow/ask/", {"kind": "correction", "wish": "CANARY-WISH"}).status_code == 302
    claim = RightsRequest.objects.get()
    assert claim.from_client and claim.reveal("wish") == "CANARY-WISH"
    page = text_of(stranger.get("/follow/now/"))
    assert "CANARY" not in page and format_date_long(claim.due_on, language="ar") in page
    case = Case.objects.get()
    actions.assign_case(by=cast.case_supervisor, case=case, worker=cast.case_worker)
    answer_right(by=cast.case_worker, request=claim, granted=True, answer="SAID-ANSWER")
    assert "SAID-ANSWER" in text_of(stranger.get("/follow/now/"))


def test_sharing_is_taken_back_and_the_work_goes_on(stranger: Stranger) -> None:
    assert stranger.post("/follow/back/", {"what": "sharing"}).status_code == 302
    case = Case.objects.get()
    assert case.stage == "new"
    assert [each.kind for each in case.consents.filter(withdrawn_at=None)] == [ConsentKind.SERVICE]
    page = text_of(stranger.get("/follow/back/"))
    assert 'value="sharing"' not in page and 'value="everything"' in page


def test_the_whole_request_is_taken_back(stranger: Stranger) -> None:
    assert stranger.post("/follow/back/", {"what": "everything"}).status_code == 302
    case = Case.objects.get()
    assert (case.stage, case.result) == ("closed", "withdrawn")
    assert not case.consents.filter(withdrawn_at=None).exists()
    assert stranger.get("/follow/now/").status_code == 200
    assert stranger.get("/follow/write/").status_code == 404


def test_the_case_shuts_by_itself_after_a_quarter_of_an_hour(
    stranger: Stranger, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time()
    monkeypatch.setattr(sessions.time, "time", lambda: now + 14 * 60)
    assert stranger.get("/follow/now/").status_code == 200
    monkeypatch.setattr(sessions.time, "time", lambda: now + 30 * 60)
    assert stranger.get("/follow/now/").headers["Location"] == "/follow/"
    assert 'class="warning"' in text_of(stranger.get("/follow/"))


def test_shutting_the_page_leaves_nothing(stranger: Stranger) -> None:
    stranger.post("/follow/shut/")
    assert stranger.get("/follow/now/").headers["Location"] == "/follow/"
    assert not Session.objects.exists()


@pytest.mark.parametrize("path", ["/follow/now/", "/follow/write/", "/follow/back/"])
def test_without_a_code_nothing_opens(path: str) -> None:
    Stranger().ask()
    assert Stranger(address="192.0.2.9").get(path).headers["Location"] == "/follow/"


def test_a_slip_of_the_finger_is_told_and_does_not_count_as_a_guess() -> None:
    stranger = Stranger()
    number, code = stranger.ask()
    digits = code.replace(" ", "")
    wrong = digits[:5] + str((int(digits[5]) + 1) % 10) + digits[6:]
    for _ in range(WRONG_HERE.count + 2):
        assert stranger.enter(number, wrong).status_code == 422
    assert stranger.enter(number, code).status_code == 302


def test_after_five_wrong_codes_the_right_one_opens_nothing_from_there() -> None:
    stranger = Stranger()
    number, code = stranger.ask()
    for _ in range(WRONG_HERE.count):
        assert stranger.enter(number, new_code()).status_code == 422
    assert stranger.enter(number, code).status_code == 429
    assert Stranger(address="198.51.100.7").enter(number, code).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_of_forty_guesses_at_once_no_more_are_tried_than_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def slowly(code: str, digest: str | None) -> bool:
        tried.append(code)
        time.sleep(0.5)  # as long as all the others need to come as far as this
        return False

    monkeypatch.setattr("minbar.work.casework.client_access.queries.code_fits", slowly)
    number, answers, all_there = no_number(), list[int](), threading.Barrier(40)

    def guess() -> None:
        try:
            stranger = Stranger()
            all_there.wait()
            answers.append(stranger.enter(number, new_code()).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=guess) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(tried) == WRONG_HERE.count
    assert sorted(answers) == [422] * WRONG_HERE.count + [429] * (40 - WRONG_HERE.count)


def test_a_guess_that_is_not_looked_at_costs_those_elsewhere_nothing() -> None:
    """Otherwise one address could shut a case's number for everybody."""
    stranger = Stranger()
    number, code = stranger.ask()
    for _ in range(WRONG_ANYWHERE.count + 5):
        stranger.enter(number, new_code())
    assert Stranger(address="198.51.100.7").enter(number, code).status_code == 302


def test_right_codes_use_nothing_up() -> None:
    """Many who follow their cases share one address, and one follows hers from many."""
    stranger = Stranger()
    number, code = stranger.ask()
    for _ in range(WRONG_FROM.count + 2):
        assert stranger.enter(number, code).status_code == 302


@pytest.mark.slow
def test_of_a_thousand_guesses_few_are_even_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    stranger = Stranger()
    number, _code = stranger.ask()
    tried: list[str] = []
    monkeypatch.setattr(
        "minbar.work.casework.client_access.queries.code_fits", lambda code, digest: bool(tried.append(code))
    )
    answers = [stranger.enter(number, new_code()).status_code for _ in range(1000)]
    assert len(tried) <= WRONG_HERE.count and answers[-1] == 429


def without_chance(page: str) -> str:
    """The page without what differs by chance, and without what was typed."""
    return re.sub(r'(name="csrfmiddlewaretoken" value|nonce|value)="[^"]+"', "", page)


def no_number() -> str:
    while Case.objects.filter(number=(number := new_number())).exists():
        pass
    return number


def test_a_wrong_code_reads_the_same_with_and_without_such_a_number() -> None:
    number, _code = Stranger().ask()
    strangers = {number: Stranger(address="192.0.2.7"), no_number(): Stranger(address="192.0.2.8")}
    for _attempt in range(WRONG_HERE.count + 2):
        answers = [each.enter(typed, new_code()) for typed, each in strangers.items()]
        assert len({(answer.status_code, without_chance(text_of(answer))) for answer in answers}) == 1


@pytest.mark.slow
def test_a_wrong_code_takes_as_long_with_as_without_such_a_number() -> None:
    number, _code = Stranger().ask()
    taken: dict[str, list[float]] = {"known": [], "unknown": []}
    Stranger(address="198.51.100.1").enter(no_number(), new_code())  # the first of a process takes longer
    for attempt in range(15):
        for kind, typed in (("known", number), ("unknown", no_number())):
            stranger = Stranger(address=f"192.0.2.{attempt}")
            started = time.perf_counter()
            stranger.enter(typed, new_code())
            taken[kind].append(time.perf_counter() - started)
    ratio = statistics.median(taken["known"]) / statistics.median(taken["unknown"])
    assert 0.6 < ratio < 1.7, ratio


def test_a_case_without_a_code_cannot_be_opened() -> None:
    number, _code = Stranger().ask()
    Case.objects.update(secret="")
    body = "1" * 19
    assert Stranger().enter(number, body + check_digit(body)).status_code == 422
