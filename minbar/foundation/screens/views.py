"""The small choices that a reader makes on any screen: the language, and views of lists to keep."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minbar.foundation.access.routes import open_to_all, signed_in
from minbar.foundation.accounts.actions import choose_preferences
from minbar.foundation.screens import actions
from minbar.foundation.screens.models import SavedView
from minbar.foundation.screens.requests import user_of
from minbar.foundation.screens.tables import tables
from minbar.foundation.screens.undoing import succeeded
from minbar.foundation.text.languages import Language
from minbar.foundation.text.reader import Digits

YEAR = 365 * 24 * 3600


def back_to(request: HttpRequest) -> str:
    """The page of this site that the reader came from."""
    target = request.POST.get("next", "")
    return target if url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()) else "/"


@open_to_all("Anyone may read in the language and digits that they choose.")
@require_POST
def choose_reading(request: HttpRequest) -> HttpResponse:
    """Keep the language in a cookie, for the sign-in page too; for who is signed in, keep both in the account."""
    response = HttpResponseRedirect(back_to(request))
    language, digits = request.POST.get("language", ""), request.POST.get("digits", "")
    if language in set(Language):
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax", secure=secure, httponly=True
        )
    if request.user.is_authenticated:
        account = user_of(request)
        choose_preferences(
            account=account,
            name=account.name,
            language=language if language in set(Language) else account.language,
            digits=digits if digits in set(Digits) else account.digits,
        )
    return response


@signed_in("A view of a list is its owner's own.")
@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep the list as it is narrowed now, under a name."""
    table, name = request.POST.get("table", ""), request.POST.get("name", "").strip()[:80]
    if table in tables() and name:
        actions.save_view(by=user_of(request), table=table, name=name, query=request.POST.get("query", "")[:4000])
        succeeded(request, _("The view is saved: you find it above the list."))
    return HttpResponseRedirect(back_to(request))


@signed_in("A view of a list is its owner's own.")
@require_POST
def forget_view(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Remove a view of one's own."""
    view = get_object_or_404(SavedView, uid=uid, user=request.user)
    actions.forget_view(by=user_of(request), view=view)
    succeeded(request, _("The view is removed."))
    return HttpResponseRedirect(back_to(request))
