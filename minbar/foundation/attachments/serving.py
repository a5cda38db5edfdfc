"""The way out: a file of somebody's goes to the disk of its reader, never into our pages."""

from __future__ import annotations

from django.http import HttpResponse

from minbar.foundation.attachments.names import disposition

#: Should a browser show it all the same: nothing in it runs, loads or belongs to our address.
SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"


def as_download(content: bytes, *, name: str, media_type: str) -> HttpResponse:
    """An answer that saves ``content`` under ``name`` and is kept nowhere on its way."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = disposition(name)
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "no-store, private"
    return response
