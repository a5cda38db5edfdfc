"""`minbar serve` under a crowd, and when a process of it dies: the real server, on loopback, with bounded loops."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from config.capacity import JOBS
from minbar.foundation.accounts.models import RoleAssignment, User
from tests.crowd import Answer, Served, ask, cookie_of, serving, told

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
WORKERS, THREADS, CLIENTS, EACH = 2, 4, 150, 2
PAGES = ["/directory/", "/engagement/meetings/", "/programmes/activities/"]
#: Seconds in which something that ends or comes must have done so.
SOON = 60.0


def address() -> str:
    """This process's database, as an address."""
    own = connection.settings_dict
    if not str(own["HOST"]).startswith("/"):
        return f"postgres://{own['USER']}:{quote(own['PASSWORD'])}@{own['HOST']}:{own['PORT']}/{own['NAME']}"
    return f"postgres://{own['USER']}@/{own['NAME']}?host={quote(str(own['HOST']), safe='')}"


@pytest.fixture
def served() -> Iterator[Served]:
    environment = {"DATABASE_URL": address(), "MINBAR_WORKERS": str(WORKERS), "MINBAR_THREADS": str(THREADS)}
    with serving(environment) as server:
        yield server


@pytest.fixture
def cookie() -> str:
    from allauth.mfa.models import Authenticator

    user = User.objects.create_user("officer@example.org", name="officer")
    RoleAssignment.objects.create(user=user, role="secretariat_officer")
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": ""})
    return cookie_of(user)


def connections_of(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE application_name = %s", [name])
        return int(cursor.fetchone()[0])


def eventually(holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + SOON
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.1)
    return False


def processes_of(parent: int) -> dict[int, str]:
    """The children of a process, and how each was called."""
    command = ["ps", "--ppid", str(parent), "-o", "pid=,args="]
    listed = subprocess.run(command, check=False, capture_output=True, text=True)
    rows = [line.split(None, 1) for line in listed.stdout.splitlines()]
    return {int(pid): called for pid, called in rows}


def child(parent: int, called: str) -> int | None:
    return next((pid for pid, arguments in processes_of(parent).items() if called in arguments), None)


def test_a_crowd_is_answered_or_told_to_come_again_and_leaves_nothing_behind(served: Served, cookie: str) -> None:
    clients = [[(PAGES[(n + turn) % len(PAGES)], cookie) for turn in range(EACH)] for n in range(CLIENTS)]
    aside = [[("/health/", ""), ("/static/screens/screens.css", "")] for _client in range(4)]
    command = [sys.executable, "-m", "minbar.doors.cli.main", "journal", "key"]
    beside = subprocess.Popen(command, env=os.environ | {"DATABASE_URL": address()}, stdout=subprocess.DEVNULL)
    answers = ask(served.port, [*clients, *aside])
    assert beside.wait(timeout=SOON) == 0  # the command line got in
    pages, others = answers[: CLIENTS * EACH], answers[CLIENTS * EACH :]
    assert {answer.status for answer in others} == {200}, told(others)
    assert {answer.status for answer in pages} <= {200, 503}, told(pages)
    assert any(answer.status == 200 for answer in pages)
    assert all("retry-after" in answer.headers for answer in pages if answer.status == 503)
    assert 0 < connections_of("minbar web") <= WORKERS * THREADS
    assert connections_of("minbar jobs") <= JOBS
    assert [served.get(page, cookie).status for page in PAGES] == [200] * len(PAGES)


def test_a_process_that_dies_is_started_again(served: Served, cookie: str) -> None:
    site, jobs = child(served.process.pid, " web "), child(served.process.pid, " worker")
    assert site is not None
    assert jobs is not None
    worker = max(processes_of(site))
    os.kill(worker, signal.SIGKILL)
    os.kill(jobs, signal.SIGKILL)
    assert eventually(lambda: worker not in processes_of(site) and len(processes_of(site)) >= WORKERS)
    assert eventually(lambda: any(" worker" in called for called in processes_of(served.process.pid).values()))
    assert eventually(lambda: served.get(PAGES[0], cookie).status == 200)
    former = set(processes_of(site))
    os.kill(site, signal.SIGKILL)  # the whole site, not only one of its workers
    assert eventually(lambda: not former & alive())
    assert eventually(lambda: child(served.process.pid, " web ") not in (site, None))
    assert eventually(lambda: all(answer.status == 200 for answer in twenty(served, cookie)))


def alive() -> set[int]:
    return {int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdecimal()}


def twenty(served: Served, cookie: str) -> list[Answer]:
    return [served.get(PAGES[0], cookie) for _time in range(20)]


def test_nothing_goes_on_when_the_server_is_gone(cookie: str) -> None:
    with serving({"DATABASE_URL": address(), "MINBAR_WORKERS": "1"}) as server:
        ours = processes_of(server.process.pid)
        ours |= {pid: called for one in list(ours) for pid, called in processes_of(one).items()}
        server.process.kill()  # it cannot tell them that it ends
        server.process.wait(timeout=SOON)
        assert eventually(lambda: not set(ours) & alive())
