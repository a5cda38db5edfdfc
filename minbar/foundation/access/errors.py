"""The pages of what went wrong: what happened, and what to do, in the reader's language."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from minbar.foundation.access.decisions import Denied


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, with the reason of the decision; other refusals keep theirs to themselves."""
    reason = exception.decision.reason if isinstance(exception, Denied) else ""
    return render(request, "access/403.html", {"reason": reason}, status=403)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without a valid token: usually one that stayed open over a sign-in."""
    return render(request, "access/csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404; never says whether there is something that the reader may not see."""
    return render(request, "access/404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """500; needs neither the database nor the session, which may be what failed."""
    return HttpResponse(render_to_string("access/500.html"), status=500)
