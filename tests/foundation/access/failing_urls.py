"""The site's addresses with one more, whose view fails with personal data in its message."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import handler403, handler404, handler500, urlpatterns
from minbar.foundation.access.routes import open_to_all

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]


@open_to_all("A test's own.")
def fails(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("canary@example.org failed")


urlpatterns = [*urlpatterns, path("fails/", fails)]
