"""What several pages answer alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from minbar.foundation.screens.views import YEAR


def page(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """A page with its way out."""
    return render(request, template, {"exit": settings.PORTAL_EXIT, **(context or {})}, status=status)


def too_many(request: HttpRequest, minutes: int = 10) -> HttpResponse:
    """Not now: what to do instead."""
    response = page(request, "portal/later.html", {"minutes": minutes}, status=429)
    response.headers["Retry-After"] = str(minutes * 60)
    return response


def remember_language(response: HttpResponse, language: str) -> HttpResponse:
    """The same cookie as the language switch of the other screens."""
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax", secure=secure, httponly=True
    )
    return response
