"""A crowd before a real server: `minbar serve` as a process of its own on loopback, and clients who all come at once.

Every loop is bounded: so many clients, so many requests each, so many seconds.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from minbar.foundation.accounts.models import User

#: Seconds after which a client gives up, and in which a server must be up or down.
GIVES_UP, UP_WITHIN = 30.0, 90.0


@dataclass(frozen=True)
class Answer:
    """What came back; status 0 is a line that broke or a client who gave up."""

    status: int
    seconds: float
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


def cookie_of(user: User) -> str:
    """The Cookie header of somebody who has signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Served:
    """A server that runs."""

    port: int
    process: subprocess.Popen[bytes]

    def get(self, path: str, cookie: str = "") -> Answer:
        """One request on a line of its own."""
        return ask(self.port, [[(path, cookie)]])[0]


@contextmanager
def serving(environment: Mapping[str, str]) -> Iterator[Served]:
    """`minbar serve` on a free port of loopback, until left."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "minbar.doors.cli.main", "serve", "--port", str(port)],
        env=os.environ | dict(environment),
    )
    try:
        _wait_until_up(port, process)
        yield Served(port, process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=UP_WITHIN)


def _wait_until_up(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + UP_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError("the server did not come up")


def ask(port: int, clients: Sequence[Sequence[tuple[str, str]]]) -> list[Answer]:
    """All ``clients`` at once, each with its requests (path and cookie) one after the other on one line."""

    async def everybody() -> list[Answer]:
        answers = await asyncio.gather(*(_client(port, requests) for requests in clients))
        return [answer for one in answers for answer in one]

    return asyncio.run(everybody())


async def _client(port: int, requests: Sequence[tuple[str, str]]) -> list[Answer]:
    answers: list[Answer] = []
    try:
        reader, writer = await asyncio.wait_for(asyncio.open_connection("127.0.0.1", port), GIVES_UP)
    except OSError:
        return [Answer(0, 0.0) for _request in requests]
    try:
        for path, cookie in requests:
            answers.append(await _ask(reader, writer, path, cookie))
            if not answers[-1].status:
                break
    finally:
        writer.close()
    return answers


async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str, cookie: str) -> Answer:
    began = time.perf_counter()
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", *([f"Cookie: {cookie}"] if cookie else [])]
    try:
        writer.write("\r\n".join([*lines, "", ""]).encode())
        status, headers, body = await asyncio.wait_for(_read(reader), GIVES_UP)
    except (TimeoutError, OSError, asyncio.IncompleteReadError):
        return Answer(0, time.perf_counter() - began)
    return Answer(status, time.perf_counter() - began, headers, body)


async def _read(reader: asyncio.StreamReader) -> tuple[int, dict[str, str], bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {
        name.lower(): value.strip() for name, _colon, value in (line.partition(":") for line in head[1:] if line)
    }
    if "content-length" in headers:
        return int(head[0].split()[1]), headers, await reader.readexactly(int(headers["content-length"]))
    body = b""
    while size := int((await reader.readline()).strip() or b"0", 16):
        body += (await reader.readexactly(size + 2))[:-2]
    await reader.readline()
    return int(head[0].split()[1]), headers, body


def told(answers: Sequence[Answer]) -> str:
    """How it went, on one line."""
    seconds = sorted(answer.seconds for answer in answers)
    middle, slowest = seconds[len(seconds) // 2], seconds[-1]
    return f"{dict(Counter(a.status for a in answers))}, median {middle:.2f} s, slowest {slowest:.2f} s"
