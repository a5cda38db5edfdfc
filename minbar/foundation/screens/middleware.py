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

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)

    def read(self, size: int = -1) -> bytes:
        wanted = self.left if size < 0 else min(size, self.left)
        chunks = []
        while wanted:
            chunks.append(self._counted(self.stream.read(wanted)))
            wanted -= len(chunks[-1])
        return b"".join(chunks)

    def readline(self, size: int = -1) -> bytes:
        return self._counted(self.stream.readline(size)) if self.left and size else b""

    def _counted(self, chunk: bytes) -> bytes:
        if not chunk:
            raise CutShort("fewer bytes than announced")
        self.left -= len(chunk)
        return chunk
