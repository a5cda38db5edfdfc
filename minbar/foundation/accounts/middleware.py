"""What holds for a session from its account: its limits, its language and digits, its second factor."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from minbar.foundation.text.reader import Digits, reading_with

STARTED, SEEN = "session_started", "session_seen"
#: Seconds between two writes of when a session was last used, so that not every request writes.
SEEN_EVERY = 60

#: The routes that somebody without a second factor may use: setting one up, and leaving.
WITHOUT_SECOND_FACTOR = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "admission:second-factor",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "screens:reading",
    }
)


class SessionLimits:
    """Ends a session that was not used for a while, and any session after a working day."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = get_user(request)  # every request asks for it, so it need not be lazy any more
        if request.user.is_authenticated:
            now = int(time.time())
            started = request.session.setdefault(STARTED, now)
            seen = request.session.setdefault(SEEN, now)
            if now - seen > settings.SESSION_IDLE_SECONDS or now - started > settings.SESSION_ABSOLUTE_SECONDS:
                logout(request)
                messages.info(request, _("You were signed out because the session had become old. Sign in again."))
            elif now - seen >= SEEN_EVERY:
                request.session[SEEN] = now
        return self.get_response(request)


class Preferences:
    """The reader's own language and digits, from the account."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user: Any = request.user
        if not user.is_authenticated:
            return self.get_response(request)
        translation.activate(user.language)
        request.LANGUAGE_CODE = user.language
        with reading_with(Digits(user.digits)):
            return self.get_response(request)


class SecondFactor:
    """Leads whoever has none to set up a second factor; nothing else opens before that."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        user: Any = request.user
        if not user.is_authenticated or user.has_second_factor():
            return None
        if request.resolver_match and request.resolver_match.view_name in WITHOUT_SECOND_FACTOR:
            return None
        return HttpResponseRedirect(reverse("admission:second-factor"))
