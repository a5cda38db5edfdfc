"""So many at once: turns in order, a bounded wait, one connection a slot."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.core.signals import request_finished
from django.db import connection, connections
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from minbar.foundation.screens.concurrency import HEALTH, BoundedConcurrency, Busy, Slots


def in_thread(work: object) -> threading.Thread:
    thread = threading.Thread(target=work)  # type: ignore[arg-type]
    thread.start()
    return thread


def test_who_waits_longest_is_next() -> None:
    slots = Slots(1, waiting=5, patience=20)
    slot = slots.take()
    order: list[int] = []

    def wait(number: int) -> None:
        mine = slots.take()
        order.append(number)
        slots.give(mine)

    threads = []
    for number in range(5):
        threads.append(in_thread(lambda number=number: wait(number)))
        while len(slots._waiting) <= number:
            time.sleep(0.001)
    slots.give(slot)
    for thread in threads:
        thread.join(20)
    assert order == [0, 1, 2, 3, 4]


def test_who_waits_too_long_is_told_and_leaves_the_queue() -> None:
    slots = Slots(1, waiting=5, patience=0.01)
    slot = slots.take()
    with pytest.raises(Busy):
        slots.take()
    slots.give(slot)
    assert slots.take() is slot


def test_beyond_the_queue_nobody_waits() -> None:
    slots = Slots(1, waiting=0, patience=20)
    slots.take()
    began = time.monotonic()
    with pytest.raises(Busy):
        slots.take()
    assert time.monotonic() - began < 10


def test_no_slot_is_lost_when_turns_come_at_the_last_moment() -> None:
    slots = Slots(2, waiting=50, patience=0.002)

    def come_and_go() -> None:
        for _time in range(100):
            try:
                slot = slots.take()
            except Busy:
                continue
            time.sleep(0.001)
            slots.give(slot)

    for thread in [in_thread(come_and_go) for _number in range(8)]:
        thread.join(60)
    assert len({slots.take(), slots.take()}) == 2
    assert not slots._waiting


@pytest.fixture
def bounded(settings: Settings) -> Iterator[None]:
    settings.REQUESTS_AT_ONCE, settings.REQUESTS_WAITING, settings.REQUESTS_PATIENCE = 1, 0, 0.01
    yield


def answer(middleware: BoundedConcurrency, path: str = "/") -> HttpResponse:
    return middleware(RequestFactory().get(path))


def test_without_a_bound_there_is_no_middleware() -> None:
    with pytest.raises(MiddlewareNotUsed):
        BoundedConcurrency(lambda _request: HttpResponse())


def test_who_is_too_many_is_told_when_to_come_again_and_health_is_not_asked(bounded: None) -> None:
    told: list[HttpResponse] = []

    def while_at_work(_request: HttpRequest) -> HttpResponse:
        other = in_thread(lambda: told.extend([answer(middleware), answer(middleware, HEALTH)]))
        other.join(20)
        return HttpResponse("done")

    def come() -> None:
        told.append(answer(middleware))
        request_finished.send(sender=None)

    middleware = BoundedConcurrency(while_at_work)
    for _time in range(2):  # the turn comes back
        told.clear()
        in_thread(come).join(20)
    busy, health, done = told
    assert done.content == b"done"
    assert (busy.status_code, busy["Retry-After"]) == (503, "2")
    assert "no-store" in busy["Cache-Control"]
    assert (health.status_code, health.content) == (200, b"ok\n")


@pytest.mark.django_db(transaction=True)
def test_all_threads_work_on_the_one_connection_of_the_slot(settings: Settings, bounded: None) -> None:
    settings.REQUESTS_WAITING, settings.REQUESTS_PATIENCE = 50, 60

    def ask(_request: HttpRequest) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            return HttpResponse(str(cursor.fetchone()[0]))

    middleware = BoundedConcurrency(ask)
    seen: list[bytes] = []

    def come() -> None:
        seen.append(answer(middleware).content)
        request_finished.send(sender=None)
        assert not connections.all(initialized_only=True)

    for thread in [in_thread(come) for _number in range(8)]:
        thread.join(60)
    assert len(seen) == 8
    assert len(set(seen)) == 1
    connection_of_slot = middleware.slots.take().connection
    assert connection_of_slot is not None
    connection_of_slot.close()
