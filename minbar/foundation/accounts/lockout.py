"""What axes counts by, and what whoever guesses too often reads."""

from __future__ import annotations

from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def typed_address(request: HttpRequest | None, credentials: dict[str, Any] | None = None) -> str:
    """The e-mail that was typed, whether or not it has an account."""
    typed = (credentials or {}).get("email") or (request.POST.get("login", "") if request else "")
    return str(typed).strip().lower()


def client_address(request: HttpRequest) -> str | None:
    """Where the request comes from, by the same rule as allauth's limits: the proxy's word where we have a proxy."""
    address: str | None = get_client_ip(request)
    return address


def too_many_tries(request: HttpRequest, *_arguments: Any) -> HttpResponse:
    """The same page for addresses with and without an account."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    response = render(request, "access/429.html", {"minutes": minutes}, status=429)
    response.headers["Retry-After"] = str(minutes * 60)
    return response
