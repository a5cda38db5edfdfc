"""Every page in the reader's own language and digits."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from minbar.foundation.text.reader import Digits, choose_digits

DIGITS_COOKIE = "minbar_digits"


class ReaderMiddleware:
    """After the locale and authentication middlewares.

    The language is what this browser was switched to, else that of the account; digits are kept in a cookie.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Set on every request: threads are used again, and so is what was chosen in them.
        digits = request.COOKIES.get(DIGITS_COOKIE, "")
        choose_digits(Digits(digits) if digits in set(Digits) else Digits.WESTERN)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and request.user.is_authenticated:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)
