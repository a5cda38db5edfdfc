"""A line that breaks before or after the server has done its work: what is sent again is kept once (S19)."""

from __future__ import annotations

import re
import socket
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import closing, suppress
from http.client import HTTPException
from http.cookiejar import Cookie, CookieJar
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from django.utils import timezone

from minbar.foundation.accounts.models import User
from minbar.work.casework.cases import actions, wall
from minbar.work.casework.cases.enums import Channel, ConsentKind
from minbar.work.casework.cases.models import Case, CaseDocument, CaseMessage, CaseService, Topic
from minbar.work.casework.intake.actions.taking_in import Agreed, take_in
from tests.builders.stranger import ANSWERS, shown
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE, AFTER = "before", "after"


class Line:
    """A proxy that cuts one connection: before the server has the whole request, or before its answer arrives."""

    def __init__(self, server: str) -> None:
        parts = urlsplit(server)
        self.server = (parts.hostname or "", parts.port or 80)
        self.cut = ""
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://{parts.hostname}:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=self._carry, args=[self.listener.accept()[0]], daemon=True).start()

    def _carry(self, client: socket.socket) -> None:
        cut, self.cut = self.cut, ""
        with closing(client), closing(socket.create_connection(self.server)) as server:
            request = _whole_request(client)
            if cut == BEFORE:
                server.sendall(request[: -len(request) // 4])
                return
            server.sendall(request)
            if cut == AFTER:
                _drain(server)  # it has answered, so it has committed
                return
            while answer := server.recv(65536):
                client.sendall(answer)


def _whole_request(client: socket.socket) -> bytes:
    request = b""
    while b"\r\n\r\n" not in request:
        request += client.recv(65536)
    head, _end, body = request.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: (\d+)", head)
    while length and len(body) < int(length[1]):
        body += client.recv(65536)
    return head + b"\r\n\r\n" + body


def _drain(server: socket.socket) -> None:
    while server.recv(65536):
        pass


class Browser:
    """Keeps cookies, and sends a form again when the line broke, as a person does who presses "Send" once more."""

    def __init__(self, line: Line) -> None:
        self.line, self.jar = line, CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def get(self, path: str) -> str:
        return str(self._open(path).read().decode())

    def _open(self, path: str, data: bytes | None = None) -> Any:
        request = urllib.request.Request(self.line.url + path, data=data, headers={"Connection": "close"})
        if data is not None:
            request.add_header("Content-Type", MULTIPART_CONTENT)
        return self.opener.open(request, timeout=30)

    def send(self, path: str, form: dict[str, Any], cut: str = "", *, at: str = "") -> str:
        """Fill in the form on the page ``path`` and send it; where the line is cut, again, with the same content."""
        hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]+)"', self.get(path))
        data = encode_multipart(BOUNDARY, dict(hidden) | form)
        if cut:
            self.line.cut = cut
            with pytest.raises((OSError, HTTPException)):
                self._open(at or path, data)
        return str(self._open(at or path, data).read().decode())

    def sign_in(self, user: User) -> None:
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        self.jar.set_cookie(_cookie("sessionid", str(session.session_key)))


def _cookie(name: str, value: str) -> Cookie:
    return Cookie(
        version=0, name=name, value=value, port=None, port_specified=False, domain="localhost.local",
        domain_specified=False, domain_initial_dot=False, path="/", path_specified=True, secure=False, expires=None,
        discard=True, comment=None, comment_url=None, rest={},
    )  # fmt: skip


@pytest.fixture
def line(live_server: Any) -> Iterator[Line]:
    line = Line(live_server.url)
    yield line
    line.listener.close()


@pytest.fixture
def worker() -> User:
    return Cast.create().case_worker


@pytest.fixture
def browser(line: Line) -> Browser:
    return Browser(line)


def own_case(browser: Browser, by: User) -> Case:
    """A case of ``by``'s, opened by its client in the browser."""
    taken = take_in(
        by=by, assign_to=by, channel=Channel.OFFICE, request="x", consents=[Agreed(ConsentKind.SERVICE)]
    )  # fmt: skip
    browser.send("/follow/", {"number": taken.number, "code": taken.code})
    return taken.case


@pytest.mark.parametrize("cut", [BEFORE, AFTER])
def test_a_request_for_help_is_one_case_whose_number_and_code_are_shown(browser: Browser, cut: str) -> None:
    for step, answer in enumerate(ANSWERS, 1):
        papers = {"papers": SimpleUploadedFile("paper.txt", b"a decision " * 40)} if step == 7 else {}
        given = answer | ({"topic": "other"} if step == 1 else {}) | ({"place": ""} if step == 3 else {})
        browser.send(f"/start/{step}/", given | papers, cut)
    number, code = shown(browser.send("/start/check/", {}, cut))
    with wall.system_access():
        case = Case.objects.get()
        assert case.number == number.replace(" ", "") and code
        assert CaseDocument.objects.count() == 1


@pytest.mark.parametrize("cut", [BEFORE, AFTER])
def test_what_a_client_writes_answers_and_adds_is_there_once(browser: Browser, worker: User, cut: str) -> None:
    case = own_case(browser, worker)
    question = actions.write_to_client(by=worker, case=case, text="When?", is_question=True)
    browser.send("/follow/write/", {"text": "a message " * 20}, cut)
    browser.send(f"/follow/write/{question.uid}/", {"text": "tomorrow " * 20}, cut)
    browser.send("/follow/file/", {"papers": SimpleUploadedFile("paper.txt", b"a decision " * 40)}, cut)
    browser.send("/follow/ask/", {"kind": "correction", "wish": "my name is another " * 20}, cut)
    with wall.system_access():
        assert CaseMessage.objects.filter(from_client=True).count() == 2
        assert CaseDocument.objects.get().reveal("content") == b"a decision " * 40
        assert case.rights_requests.count() == 1


@pytest.mark.parametrize("cut", [BEFORE, AFTER])
def test_what_staff_take_in_record_and_add_is_there_once(browser: Browser, worker: User, cut: str) -> None:
    topic, _made = Topic.objects.get_or_create(code="residence", defaults={"labels": {"en": "Residence"}})
    browser.sign_in(worker)
    intake = {
        "channel": "phone", "topic": topic.pk, "request": "in their own words " * 20, "urgency": "high",
        "name": "سلمى خالد الأحمد", "phone": "05321234567", "service": "on", "given_by": "client",
        "consent_form": "spoken", "mine": "on",
    }  # fmt: skip
    browser.send(reverse("casework:case-add"), intake, cut)
    with wall.system_access():
        case = Case.objects.get()
    today = timezone.localdate().isoformat()
    advice = {"done_on": today, "note": "what was said " * 20, "advice": "advice_not_available"}
    browser.send(reverse("casework:advice-add", args=[case.uid]), advice, cut)
    browser.send(reverse("casework:message-add", args=[case.uid]), {"text": "come on Monday " * 20}, cut)
    file = SimpleUploadedFile("paper.txt", b"a decision " * 40)
    browser.send(reverse("casework:document-add", args=[case.uid]), {"upload": file}, cut)
    with wall.system_access():
        assert sorted(CaseService.objects.values_list("kind", flat=True)) == ["advice", "document"]
        assert (CaseMessage.objects.count(), CaseDocument.objects.count(), case.notes.count()) == (1, 1, 1)
