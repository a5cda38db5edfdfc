"""What no field can hold does not come in: NUL and lone surrogates in what is asked and sent."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.test import Client, RequestFactory

from minbar.foundation.access.permissions import Permission, roles_with
from minbar.foundation.access.roles import Role
from minbar.foundation.screens.fitting import FittingText
from minbar.foundation.text.fitting import fitting
from tests.architecture.routes import Mounted
from tests.builders.routes import MOUNTED, address
from tests.cast import Cast

NAMES = ("q", "sort", "page", "column", "from", "to", "period", "year", "month", "months", "kind", "audience", "next")
NAMES += ("source", "of", "field", "by", "issue", "format", "language", "uid", "everything", "whose", "part", "name")
#: Of each kind something that no record has, and that a database or a calendar can't take.
HOSTILE = (
    "%00",
    "a%00b",
    "9" * 40,
    "-1",
    "0000-00-00",
    "2024-Q9",
    "%ED%A0%80",
    "%F0%9F",
    "'",
    "%25",
    "[]",
    "٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩",
)


def through(request: HttpRequest) -> HttpRequest:
    seen: list[HttpRequest] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(request)
        return HttpResponse()

    FittingText(view)(request)
    return seen[0]


def test_text_that_can_be_kept_is_left_alone() -> None:
    for text in ("", "نعم", "a\nb\tc", "\u200f😀", "\x1f"):
        assert fitting(text) is text
    assert fitting("a\x00b\ud800c\udfff") == "abc"


def test_what_is_asked_and_sent_is_without_them_names_and_values_alike() -> None:
    query = "q=a%00b&q=%00&c%00d=1&fine=%C4%9F"
    request = through(RequestFactory().get(f"/?{query}"))
    assert QueryDict("q=ab&q=&cd=1&fine=%C4%9F") == request.GET
    with pytest.raises(AttributeError):
        request.GET["q"] = "x"
    form = "application/x-www-form-urlencoded"
    sent = through(RequestFactory().post("/", query, content_type=form))
    assert QueryDict("q=ab&q=&cd=1&fine=%C4%9F") == sent.POST


def test_forms_with_files_are_too() -> None:
    file = SimpleUploadedFile("a.txt", b"\x00kept")
    request = through(RequestFactory().post("/", {"text": "a\x00b", "file": file}))
    assert request.POST["text"] == "ab"
    assert request.FILES["file"].read() == b"\x00kept"


def test_cookies_are_too_and_an_address_with_one_is_no_page() -> None:
    request = RequestFactory(headers={"cookie": r'sessionid="a\000b"'}).get("/")
    assert through(request).COOKIES == {"sessionid": "ab"}
    with pytest.raises(Http404):
        through(RequestFactory().get("/a%00b/"))


def test_a_session_whose_cookie_holds_one_is_nobody_s(db: None) -> None:
    client = Client(headers={"cookie": r'sessionid="a\000b"; django_language="\000"'})
    assert client.get("/").status_code == 302


def who_may_enter(mounted: Mounted) -> str:
    needs = mounted.rule.needs
    return str(min(roles_with(needs))) if isinstance(needs, Permission) and roles_with(needs) else str(Role.DIRECTOR)


@pytest.mark.slow
@pytest.mark.parametrize("mounted", MOUNTED, ids=lambda mounted: mounted.route.name)
def test_no_page_fails_whatever_it_is_asked(mounted: Mounted, cast: Cast) -> None:
    client, url = Client(raise_request_exception=False), address(mounted)
    client.force_login(getattr(cast, who_may_enter(mounted)))
    page = client.get(url)
    if page.status_code != 200 or page.streaming:
        names = {"q"}
    else:
        names = {*NAMES, *re.findall(r'name="([^"]+)"', page.content.decode(errors="replace"))}
    failed: list[Any] = []
    for value in HOSTILE:
        everything = "&".join(f"{name}={value}" for name in sorted(names))
        one_by_one = [f"{name}={value}" for name in sorted(names)] if value in HOSTILE[:3] and "q" in names else []
        for query in (everything, *one_by_one):
            if client.get(f"{url}?{query}").status_code == 500:
                failed.append(query[:80])
    assert failed == []


@pytest.mark.slow
@pytest.mark.parametrize("mounted", MOUNTED, ids=lambda mounted: mounted.route.name)
def test_no_form_fails_whatever_it_is_sent(mounted: Mounted, cast: Cast) -> None:
    client, url = Client(raise_request_exception=False), address(mounted)
    client.force_login(getattr(cast, who_may_enter(mounted)))
    page = client.get(url)
    text = "" if page.streaming else page.content.decode(errors="replace")
    names = {*NAMES, *re.findall(r'name="([^"]+)"', text)} - {"csrfmiddlewaretoken"}
    form = "application/x-www-form-urlencoded"
    failed = []
    for value in HOSTILE:
        sent = "&".join(f"{name}={value}" for name in sorted(names))
        if client.post(url, sent, content_type=form).status_code == 500:
            failed.append(value)
    assert failed == []
