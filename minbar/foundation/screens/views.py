"""The small choices that a reader makes on any screen: the language, and views of lists to keep."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minbar.foundation.access.routes import open_to_all, signed_in
from minbar.foundation.screens import actions
from minbar.foundation.screens.models import SavedView
from minbar.foundation.screens.tables import tables
from minbar.foundation.screens.undoing import succeeded


def back_to(request: HttpRequest) -> str:
    """The page of this site that the reader came from."""
    target = request.POST.get("next", "")
    return target if url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()) else "/"


@open_to_all("Anyone may read in the language they choose.")
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the language in a cookie and, for those who are signed in, in their account."""
    language = request.POST.get("language", "")
    response = HttpResponseRedirect(back_to(request))
    if check_for_language(language) and language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=365 * 24 * 3600,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,
            secure=settings.SESSION_COOKIE_SECURE,
        )
        if request.user.is_authenticated and request.user.language != language:
            request.user.language = language
            request.user.save(update_fields=["language", "updated_at"])
    return response


@signed_in("A view of a list is its owner's own.")
@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep the list as it is narrowed now, under a name."""
    table, name = request.POST.get("table", ""), request.POST.get("name", "").strip()[:80]
    if table in tables() and name:
        actions.save_view(by=request.user, table=table, name=name, query=request.POST.get("query", "")[:4000])
        succeeded(request, _("The view is kept: you find it above the list."))
    return HttpResponseRedirect(back_to(request))


@signed_in("A view of a list is its owner's own.")
@require_POST
def forget_view(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Remove a view of one's own."""
    view = get_object_or_404(SavedView, uid=uid, user=request.user)
    actions.forget_view(by=request.user, view=view)
    succeeded(request, _("The view is removed."))
    return HttpResponseRedirect(back_to(request))
