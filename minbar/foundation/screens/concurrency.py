"""So many requests at once and no more: the others wait for their turn, and those for whom it is too long are told.

Each request at work has one of the process's slots, and with it a connection to the database that goes from request to
request. So there are never more connections than slots, however many threads the server starts for those who wait.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from functools import cache
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.core.signals import request_finished
from django.db import DEFAULT_DB_ALIAS, connections
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

#: Answers without the database, a session or a turn, for whoever watches whether the site is up.
HEALTH = "/health/"
#: Seconds after which those who were turned away may come again.
COME_AGAIN = 2


class Busy(Exception):
    """Nobody finished in time."""


class Slots:
    """Turns, in the order in which they are asked for: ``many`` at once, ``waiting`` more for ``patience`` seconds."""

    def __init__(self, many: int, *, waiting: int, patience: float) -> None:
        self.most_waiting, self.patience = waiting, patience
        self._lock = threading.Lock()
        self._free = [Slot() for _number in range(many)]
        self._waiting: deque[SimpleQueue[Slot]] = deque()

    def take(self) -> Slot:
        """A slot, now or when it is one's turn; the one used last comes first, so few connections stay busy.

        Raises:
            Busy: too many wait already, or the turn did not come in time.
        """
        with self._lock:
            if self._free:
                return self._free.pop()
            if len(self._waiting) >= self.most_waiting:
                raise Busy
            turn: SimpleQueue[Slot] = SimpleQueue()
            self._waiting.append(turn)
        try:
            return turn.get(timeout=self.patience)
        except Empty:
            return self._given_at_last(turn)

    def _given_at_last(self, turn: SimpleQueue[Slot]) -> Slot:
        with self._lock:
            if turn.empty():
                self._waiting.remove(turn)
                raise Busy
        return turn.get()

    def give(self, slot: Slot) -> None:
        """Hand the slot to whoever waits longest."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().put(slot)
            else:
                self._free.append(slot)


class Slot:
    """The right to be at work, and the connection that goes with it."""

    def __init__(self) -> None:
        self.connection: BaseDatabaseWrapper | None = None

    def come(self) -> None:
        """This thread works on the slot's connection from now on."""
        if self.connection is not None:
            self.connection.close_if_unusable_or_obsolete()
            connections[DEFAULT_DB_ALIAS] = self.connection

    def go(self) -> None:
        """The connection leaves this thread, for the next."""
        for connection in connections.all(initialized_only=True):
            if self.connection is None:
                connection.inc_thread_sharing()
                self.connection = connection
            if connection is self.connection:
                connection.close_if_unusable_or_obsolete()
            else:
                connection.close()
            del connections[connection.alias]


class BoundedConcurrency:
    """Let so many requests in at once as ``settings.REQUESTS_AT_ONCE`` says; where it says none, all.

    It stands after what serves static files, so that these never wait, and after what knows the reader's language, but
    before everything that asks the database. A turn ends when the server is done with the
    answer: Django says so in the thread that was at work.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.REQUESTS_AT_ONCE:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.slots = Slots(
            settings.REQUESTS_AT_ONCE, waiting=settings.REQUESTS_WAITING, patience=settings.REQUESTS_PATIENCE
        )
        self.here = threading.local()
        request_finished.connect(self._finished)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == HEALTH:
            return HttpResponse("ok\n", content_type="text/plain")
        try:
            slot = self.here.slot = self.slots.take()
        except Busy:
            return too_busy()
        slot.come()
        return self.get_response(request)

    def _finished(self, **_signal: Any) -> None:
        slot: Slot | None = self.here.__dict__.pop("slot", None)
        if slot is not None:
            try:
                slot.go()
            finally:
                self.slots.give(slot)


def too_busy() -> HttpResponse:
    """503, without the database and the session; says when to come again."""
    response = HttpResponse(_page(get_language()), status=503, headers={"Retry-After": str(COME_AGAIN)})
    response._has_been_logged = True  # type: ignore[attr-defined]  # once a second is enough, see Slots
    add_never_cache_headers(response)
    return response


@cache
def _page(language: str) -> str:
    """The same for all who read this language: when there are too many, nothing is worked out for each of them."""
    return render_to_string("screens/busy.html")
