"""A request whose line broke on the way is refused, rather than taken for a shorter one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse


class CutShort(OSError):
    """The line broke before all of a request had come. Django makes an ``UnreadablePostError`` of it."""


class WholeRequests:
    """Let nobody read the beginning of a form as if it were all of it: half a message, a file without its end.

    Servers hand on what came before a line broke and then say that there is no more.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        announced = str(request.META.get("CONTENT_LENGTH") or "")
        if announced.isdecimal() and hasattr(request, "_stream"):
            request._stream = _Whole(request._stream, int(announced))  # type: ignore[assignment]  # reads as one does
        return self.get_response(request)


class _Whole:
    def __init__(self, stream: Any, announced: int) -> None:
        self.stream, self.left = stream, announced

    def read(self, size: int | None = None) -> bytes:
        chunk = self.stream.read() if size is None else self.stream.read(size)
        return self._counted(chunk, ended=(not chunk and size != 0) or size is None or size < 0)

    def readline(self, size: int = -1) -> bytes:
        chunk = self.stream.readline(size)
        return self._counted(chunk, ended=not chunk and size != 0)

    def _counted(self, chunk: bytes, *, ended: bool) -> bytes:
        self.left -= len(chunk)
        if ended and self.left > 0:
            raise CutShort("fewer bytes than announced")
        return chunk
