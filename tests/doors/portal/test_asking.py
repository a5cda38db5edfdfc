"""Asking for help: one question a page, nothing lost, one case however often it is sent."""

from __future__ import annotations

import datetime as dt
import logging
import re

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from config.logs import WithoutValues
from minbar.doors.portal import actions
from minbar.doors.portal.models import Draft, DraftFile, Tally
from minbar.doors.portal.tasks import remove_what_has_ended
from minbar.foundation.vault.models import SubjectKey
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.models import Case, CaseDocument, Consent
from tests.builders.files import MARK, jpeg
from tests.builders.stranger import ANSWERS, Stranger, shown

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def behind_the_wall() -> object:
    """The tests look at what was kept."""
    with wall.system_access():
        yield


def test_somebody_asks_for_help_and_a_case_waits_for_the_supervisor() -> None:
    number, _code = Stranger().ask()
    case = Case.objects.select_related("topic", "place", "client", "content").get()
    assert case.number == number.replace(" ", "")
    assert (case.channel, case.stage, case.assigned_to) == ("web_form", "new", None)
    assert case.topic and case.topic.code == "legal_status"
    assert case.place and case.place.code == "TUR027"
    assert case.content.reveal("request") == ANSWERS[1]["request"]
    assert case.client and case.client.reveal("phone") == "+905321234567"
    assert "CANARY-MORNING" in case.client.reveal("safe_contact")
    assert [consent.kind for consent in Consent.objects.all()] == ["service"]
    assert case.languages == ["ar"]


def test_the_questions_follow_one_another_and_end_with_all_answers() -> None:
    stranger = Stranger()
    for number, answer in enumerate(ANSWERS, 1):
        following = stranger.post(f"/start/{number}/", answer).headers["Location"]
        assert following == (f"/start/{number + 1}/" if number < len(ANSWERS) else "/start/check/")
    page = stranger.get("/start/check/").content.decode()
    for typed in ("CANARY-REQUEST", "CANARY-NAME", "CANARY-MORNING"):
        assert typed in page


def test_an_answer_is_there_when_one_goes_back_and_can_be_changed() -> None:
    stranger = Stranger()
    stranger.answer()
    assert "CANARY-REQUEST" in stranger.get("/start/2/").content.decode()
    assert stranger.post("/start/2/", {"request": "CANARY-CHANGED"}).headers["Location"] == "/start/check/"
    page = stranger.get("/start/check/").content.decode()
    assert "CANARY-CHANGED" in page and "CANARY-REQUEST" not in page


def test_a_mistake_is_told_on_top_and_what_was_typed_stays() -> None:
    stranger = Stranger()
    answer = stranger.post("/start/5/", {"way": "phone", "phone": "12", "safe_times": "CANARY-MORNING"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.index("error-summary") < page.index("<h1>")
    assert 'href="#id_phone"' in page
    assert 'value="12"' in page and "CANARY-MORNING" in page


def test_a_phone_is_needed_only_by_those_who_want_to_be_called() -> None:
    stranger = Stranger()
    assert stranger.post("/start/5/", {"way": "whatsapp", "phone": ""}).status_code == 422
    assert stranger.post("/start/5/", {"way": "code", "phone": ""}).status_code == 302


def test_the_language_is_switched_without_losing_what_was_typed() -> None:
    stranger = Stranger()
    back = stranger.post("/start/2/", {"request": "CANARY-HALF", "language": "tr"})
    assert back.headers["Location"] == "/start/2/"
    page = stranger.get("/start/2/").content.decode()
    assert '<html lang="tr"' in page and "CANARY-HALF" in page
    assert "error-summary" not in page


def test_without_a_yes_to_the_service_nothing_is_taken_in() -> None:
    stranger = Stranger()
    stranger.answer(service="no")
    assert stranger.get("/start/check/").headers["Location"] == "/start/8/"
    stranger.post("/start/check/")
    assert not Case.objects.exists()


def test_both_consents_stand_apart() -> None:
    Stranger().ask(sharing="yes")
    assert sorted(Consent.objects.values_list("kind", flat=True)) == ["service", "sharing"]


def test_somebody_may_stay_unnamed() -> None:
    Stranger().ask(name="", way="code", phone="", place="", topic="other")
    case = Case.objects.select_related("client").get()
    assert case.client and case.client.reveal("name") == "" and case.client.reveal("phone") == ""
    assert case.place is None
    assert case.topic and case.topic.code == "other"


def test_a_mother_asks_for_her_child() -> None:
    Stranger().ask(for_whom="child", relation="CANARY-MOTHER")
    case = Case.objects.select_related("client").get()
    assert case.client and case.client.reveal("proxy") == {"relation": "CANARY-MOTHER", "phone": "+905321234567"}
    assert Consent.objects.get().given_by == "parent"


def photo(name: str = "CANARY-FILE.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, jpeg(), "image/jpeg")


def test_photos_are_sent_along_without_where_they_were_taken() -> None:
    stranger = Stranger()
    stranger.answer()
    assert stranger.post("/start/7/", {"papers": [photo(), photo("second.jpg")]}).status_code == 302
    kept = DraftFile.objects.all()[1]
    assert "second" in stranger.get("/start/7/").content.decode()
    stranger.post(f"/start/drop/{kept.uid}/")
    stranger.post("/start/check/")
    document = CaseDocument.objects.get()
    assert document.from_client and document.kind == "photo"
    content = document.reveal("content")
    assert MARK in jpeg() and MARK not in content
    assert not DraftFile.objects.exists()


def test_what_is_no_photo_is_refused_with_a_reason_and_can_be_left_out() -> None:
    stranger = Stranger()
    stranger.answer()
    program = SimpleUploadedFile("letter.pdf", b"MZ\x90\x00" + bytes(2000))
    answer = stranger.post("/start/7/", {"papers": [program]})
    assert answer.status_code == 422 and "error-summary" in answer.content.decode()
    assert not DraftFile.objects.exists()
    assert stranger.post("/start/7/").headers["Location"] == "/start/check/"


def test_another_browser_cannot_take_a_file_out() -> None:
    stranger = Stranger()
    stranger.answer()
    stranger.post("/start/7/", {"papers": [photo()]})
    other = Stranger()
    other.answer()
    other.post(f"/start/drop/{DraftFile.objects.get().uid}/")
    assert DraftFile.objects.count() == 1


def test_sent_twice_is_one_case_with_one_code() -> None:
    stranger = Stranger()
    stranger.answer()
    assert [stranger.post("/start/check/").headers["Location"] for _ in range(3)] == ["/start/done/"] * 3
    pages = {shown(stranger.get("/start/done/").content.decode()) for _ in range(2)}
    assert Case.objects.count() == len(pages) == 1


def test_the_code_is_not_shown_once_it_is_written_down() -> None:
    stranger = Stranger()
    stranger.ask()
    stranger.post("/start/finish/")
    assert stranger.get("/start/done/").headers["Location"] == "/start/"
    assert not Draft.objects.exists()


def test_leaving_quickly_removes_what_was_written() -> None:
    stranger = Stranger()
    stranger.answer()
    subject = Draft.objects.get().subject
    away = stranger.get("/leave/")
    assert away.status_code == 302 and not away.headers["Location"].startswith("/")
    assert not Draft.objects.exists()
    assert SubjectKey.objects.get(subject=subject).half is None
    assert not Session.objects.exists()


def test_after_an_hour_the_answers_are_gone_and_the_last_one_is_kept() -> None:
    stranger = Stranger()
    stranger.answer(ANSWERS[:3])
    Draft.objects.update(updated_at=timezone.now() - actions.KEPT_FOR - dt.timedelta(seconds=1))
    following = stranger.post("/start/4/", ANSWERS[3])
    assert following.headers["Location"] == "/start/1/"
    assert 'class="warning"' in stranger.get("/start/1/").content.decode()
    assert Draft.objects.count() == 1
    stranger.answer(ANSWERS[:3])
    assert stranger.get("/start/4/").context["form"].initial == {"for_whom": "self", "relation": ""}


def test_what_has_ended_is_removed_by_the_worker_too() -> None:
    stranger = Stranger()
    stranger.answer(ANSWERS[:3])
    long_ago = timezone.now() - actions.KEPT_FOR - dt.timedelta(seconds=1)
    Draft.objects.update(updated_at=long_ago)
    Tally.objects.update(ends_at=long_ago)
    remove_what_has_ended()
    assert not Draft.objects.exists() and not Tally.objects.exists()


def test_a_program_that_fills_every_field_is_held_off_and_a_person_is_told_what_to_do() -> None:
    stranger = Stranger()
    stranger.answer()
    answer = stranger.post("/start/check/", {"website": "https://example.org"})
    assert answer.status_code == 422 and "error-summary" in answer.content.decode()
    assert not Case.objects.exists()
    assert stranger.post("/start/check/", {"website": ""}).status_code == 302


@pytest.mark.slow
def test_a_flood_from_one_address_does_not_hold_up_those_who_have_begun() -> None:
    neighbour = Stranger()
    neighbour.answer(ANSWERS[:4])
    flood = [Stranger().post("/start/1/", ANSWERS[0]).status_code for _ in range(130)]
    assert flood[-1] == 429 and flood[50] == 302
    for number, answer in enumerate(ANSWERS[4:], 5):
        assert neighbour.post(f"/start/{number}/", answer).status_code == 302
    assert neighbour.post("/start/check/").headers["Location"] == "/start/done/"
    assert Stranger(address="198.51.100.7").post("/start/1/", ANSWERS[0]).status_code == 302


def test_nothing_typed_stands_in_the_database_in_clear() -> None:
    stranger = Stranger()
    stranger.answer()
    stranger.post("/start/7/", {"papers": [photo()]})
    assert stranger.get("/start/check/").status_code == 200
    draft = everything_in_the_database()
    stranger.post("/start/check/")
    _number, code = shown(stranger.get("/start/done/").content.decode())
    for dump in (draft, everything_in_the_database()):
        assert "CANARY" not in dump and "5321234567" not in dump and "سلمى" not in dump
        assert code.replace(" ", "") not in dump


def everything_in_the_database() -> str:
    """All rows of all tables as text, sessions taken apart."""
    said = " ".join(str(session.get_decoded()) for session in Session.objects.all())
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for table in tables:
            cursor.execute(f'SELECT string_agg(t::text, chr(10)) FROM "{table}" t')
            said += str(cursor.fetchone()[0])
    assert "portal_draft" in said
    return said


def test_no_log_holds_what_was_typed_also_where_sending_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[str] = []
    handler = logging.Handler(logging.DEBUG)
    handler.emit = lambda record: lines.append(WithoutValues().format(record))  # type: ignore[method-assign]
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        stranger = Stranger(client=Client(raise_request_exception=False))
        stranger.answer()
        stranger.post("/start/5/", {"way": "phone", "phone": "CANARY"})
        stranger.post("/start/5/", ANSWERS[4])

        def fails(**values: object) -> None:
            raise RuntimeError(str(values))

        monkeypatch.setattr(actions, "take_in", fails)
        assert stranger.post("/start/check/").status_code == 500
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
    said = "\n".join(lines)
    assert "RuntimeError" in said
    assert "CANARY" not in said and "5321234567" not in said and "سلمى" not in said


def test_addresses_and_titles_tell_nothing() -> None:
    stranger = Stranger()
    seen = [stranger.get("/start/"), *(stranger.get(f"/start/{number}/") for number in range(1, 10))]
    stranger.answer()
    seen += [stranger.get("/start/check/"), stranger.get("/follow/")]
    stranger.post("/start/check/")
    seen.append(stranger.get("/start/done/"))
    for response in seen:
        title = re.search("<title>(.*?)</title>", response.content.decode(), re.DOTALL)
        assert title and not re.search("مساعد|حال|حماية|طلب|CANARY|\\d{3}", title[1]), title
        assert "CANARY" not in response.request["PATH_INFO"]


@pytest.mark.parametrize("path", ["/start/", "/start/2/", "/start/check/", "/start/done/", "/follow/", "/follow/now/"])
def test_no_cache_keeps_a_page_and_no_search_engine_finds_it(path: str) -> None:
    response = Stranger().get(path)
    assert "no-store" in response.headers["Cache-Control"] and "private" in response.headers["Cache-Control"]
    assert "noindex" in response.headers["X-Robots-Tag"]


def test_a_phone_that_speaks_turkish_reads_arabic_until_told_otherwise() -> None:
    stranger = Stranger()
    page = stranger.client.get("/start/", headers={"accept-language": "tr"}).content.decode()
    assert '<html lang="ar" dir="rtl"' in page


def test_the_browser_gets_no_other_cookies_than_session_form_and_language() -> None:
    stranger = Stranger()
    stranger.post("/start/2/", {"request": "x", "language": "tr"})
    number, code = stranger.ask()
    stranger.enter(number, code)
    stranger.get("/follow/now/")
    assert set(stranger.client.cookies) <= {"sessionid", "csrftoken", "django_language"}
