"""A form that is sent twice does what it does once."""

from __future__ import annotations

import threading
from io import BytesIO
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.test import RequestFactory
from django.test.client import MULTIPART_CONTENT
from hypothesis import given
from hypothesis import strategies as st

from minbar.foundation.accounts.models import User
from minbar.foundation.records.idempotency import idempotent_uid
from minbar.foundation.screens.idempotency import FIELD, idempotently, led_to
from minbar.foundation.screens.middleware import WholeRequests
from minbar.foundation.screens.models import SentForm
from tests.cast import Cast

KEY = str(uuid4())


def sent(user: Any, path: str = "/a/", **fields: Any) -> HttpRequest:
    request = RequestFactory().post(path, {FIELD: KEY, "csrfmiddlewaretoken": str(uuid4())} | fields)
    request.user = user
    return request


@pytest.mark.django_db
def test_what_is_sent_again_leads_where_it_led_and_does_nothing(cast: Cast) -> None:
    done = []
    for _time in range(3):
        assert idempotently(sent(cast.director, text="x"), lambda: done.append(1) or "/there/") == "/there/"  # type: ignore[func-returns-value]
    assert done == [1] and led_to(sent(cast.director, text="x")) == "/there/"


@pytest.mark.django_db
def test_other_words_another_page_another_file_or_another_person_are_something_else(cast: Cast) -> None:
    file, other = SimpleUploadedFile("a.txt", b"1"), SimpleUploadedFile("a.txt", b"2")
    requests = [
        sent(cast.director, text="x"), sent(cast.director, text="y"), sent(cast.director, "/b/", text="x"),
        sent(cast.administrator, text="x"), sent(cast.director, text="x", file=file),
        sent(cast.director, text="x", file=other),
    ]  # fmt: skip
    done = [idempotently(request, lambda number=number: f"/{number}/") for number, request in enumerate(requests)]  # type: ignore[misc]
    assert len(set(done)) == len(requests)


@pytest.mark.django_db
def test_a_file_can_still_be_read_after_it_was_looked_at(cast: Cast) -> None:
    request = sent(cast.director, file=SimpleUploadedFile("a.txt", b"content"))
    file: Any = request.FILES["file"]
    assert idempotently(request, lambda: file.read().decode()) == "content"


@pytest.mark.django_db
def test_what_failed_is_not_taken_for_done(cast: Cast) -> None:
    def fail() -> str:
        User.objects.create_user("half@example.org", name="half")
        raise ValueError("cut")

    with pytest.raises(ValueError, match="cut"):
        idempotently(sent(cast.director), fail)
    assert not SentForm.objects.exists() and not User.objects.filter(name="half").exists()
    assert idempotently(sent(cast.director), lambda: "/there/") == "/there/"


@pytest.mark.django_db
def test_a_form_without_a_key_is_sent_as_before() -> None:
    request = RequestFactory().post("/a/", {"text": "x", FIELD: "nonsense"})
    request.user = AnonymousUser()
    assert [idempotently(request, lambda: "/there/") for _time in range(2)] == ["/there/"] * 2
    assert not SentForm.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_that_come_at_once_do_it_once() -> None:
    user = User.objects.create_user("one@example.org", name="one")
    done: list[int] = []

    def send() -> None:
        try:
            idempotently(sent(user, text="x"), lambda: done.append(1) or "/there/")  # type: ignore[func-returns-value]
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done == [1] and SentForm.objects.count() == 1


@given(st.uuids(), st.lists(st.text()), st.lists(st.text()))
def test_an_identifier_follows_from_the_key_and_from_each_part(key: Any, one: list[str], other: list[str]) -> None:
    assert (idempotent_uid(key, *one) == idempotent_uid(key, *other)) == (one == other)


@pytest.mark.parametrize("missing", [1, 40, 4000])
@pytest.mark.parametrize("media_type", [MULTIPART_CONTENT, "application/x-www-form-urlencoded"])
def test_a_request_that_lost_its_end_is_not_read_as_a_shorter_one(missing: int, media_type: str) -> None:
    fields: Any = {"text": "x" * 8000} if media_type == MULTIPART_CONTENT else urlencode({"text": "x" * 8000})
    whole = RequestFactory().post("/a/", fields, content_type=media_type)
    body = whole.body
    for kept, readable in ((body, True), (body[:-missing], False)):
        cut = WSGIRequest(whole.environ | {"wsgi.input": BytesIO(kept)})
        WholeRequests(lambda request: HttpResponse())(cut)
        if readable:
            assert cut.POST["text"] == "x" * 8000
        else:
            with pytest.raises(UnreadablePostError):
                cut.POST.get("text")
